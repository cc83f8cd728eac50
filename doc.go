// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package hearsay is the vocabulary of Hearsay: the values that every other
// package takes and gives. It holds no input or output, no clock, no
// goroutine and no logic beyond the values themselves.
//
// News travels by copying. A [Capture] is what one address returned at one
// moment; an [Article] is the text read from it; a [Quotation] is who says
// what in it; a [Match] is text that it shares with another article; a [Step]
// leads from it to where it says it has its words from; [Origins] are what is
// left when copies are counted once.
//
// Two rules hold for every value here:
//
//   - A [Span] is a half-open range of bytes of one string, and it says which.
//     Code points exist only in package wire, which writes JSON.
//   - A zero value means "not known". Nothing here turns "not known" into a
//     guess: no speaker is better than a wrong one.
//
// The words are those of doc/glossary.md and mean one thing each.
package hearsay
