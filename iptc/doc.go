// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package iptc reads what news agencies send: ninjs 1 to 3 (JSON), NewsML-G2 and
// NITF (XML). It turns bytes into [Document] values, and a document into a page of
// HTML for the extractor.
//
//	docs, err := iptc.Parse(body, "application/json")
//	for _, d := range docs {
//		if reason, held := d.Held(now); held {
//			continue // "embargoed until 2014-03-14T10:00:00Z: add it again after that"
//		}
//		page := d.Page()
//	}
//
// Agencies lag behind the standards and extend them, so the readers are tolerant:
// nothing is required but something to read, names count without regard to case and
// namespace, and what is not known is passed over. Two things are taken strictly. An item
// under embargo, withheld or cancelled is never passed on as if it were not; and when the
// moment of an embargo cannot be read or has no zone, it is held for longer, not for less.
// Urgency, rights and renditions are passed over.
//
// NewsML 1, the format before NewsML-G2, is named and not read. XML that
// declares entities is refused (package safexml).
package iptc
