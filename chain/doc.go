// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package chain says how articles hang together: through whom the words of a
// page came, which of two texts had a passage first, how two articles are
// related, and which articles count once as evidence because they copy each
// other.
//
//	chain.Page(article, quotations)   // blog ← RT ← MK ← the minister
//
// Everything here is a function of values: nothing is looked up, no clock is
// read, and every answer carries its reasons. It never says "original": the most
// it says is that one text is dated before another. "Unknown" is an answer.
//
// The relations are the subtypes of prov:wasDerivedFrom (W3C PROV-O): Revises is
// wasRevisionOf, Quotes is wasQuotedFrom, a credit is hadPrimarySource.
package chain
