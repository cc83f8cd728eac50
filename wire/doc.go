// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package wire is the outside of Hearsay: the JSON objects that commands print
// and pages serve, and the one place where byte offsets become code points.
//
//	wire.Reading(article, quotations, chain)  →  {"article":{…},"quotations":[…],…}
//
// Names of fields are a promise: fields are added, never renamed, and lists are
// [] and never null. A span says which string it is measured in when that is not
// the article text, and always carries the exact words, so that a reader can
// check it without knowing anything else.
package wire
