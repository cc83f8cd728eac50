// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package safexml makes XML from strangers fit to be parsed: text in UTF-8
// ([Text]), read as tokens within bounds and without declarations ([Scanner]),
// or as a small tree ([Parse]).
//
// It is lenient in what it reads, since feeds are written by hand: a bare "&",
// an attribute without quotes, a control character or a missing end tag is no
// reason to lose the rest. It is strict in what it lets pass: a document type
// that declares anything is refused, so there are no entities to grow (billion
// laughs) and none that name a file or an address (XXE). A document type that
// only names a DTD, as each NITF file has one, is passed over; the DTD is never
// looked for.
package safexml
