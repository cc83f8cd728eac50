// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package precede reads, from the words of two texts that share passages, signs of
// which of them was first. It is told no dates, and no address.
//
//	a, b := precede.Read(textA, "Norvane Wire"), precede.Read(textB)
//	signs := precede.Signs(a, b, passages)
//	first, chance := precede.Direction(signs)
//
// A sign is evidence and no verdict: each is one sentence that a reader can check
// in the two texts, with the place where it stands, and none is proof. Most pairs
// of texts have few signs or none; then the answer is [hearsay.UnknownSide].
//
// Passages are found by package reuse, A in the first text and B in the second; the
// caller hands them over. Signs of other kinds (dates, credits, links) are the
// business of those who weigh all of them.
package precede
