// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package batch finds all reused passages of a corpus in one go, without a
// library:
//
//	c, err := batch.NewCorpus(tempDir)
//	for … { err = c.Add(batch.Text{ID: id, Series: outlet, Date: date, Text: text}) }
//	sum, err := c.Reuse(ctx, out, batch.Options{MinWords: 8})
//
// The result does not depend on the order in which texts are added, nor on the
// number of cores: texts are ordered by date and ID first. Each is compared with
// those before it, so every pair is found once; where more than Crowd texts share
// a passage it is paired with the earliest of them, which is enough for the
// cluster to be whole.
//
// Memory holds about 150 bytes a text and 40 a pair of passages; texts and
// fingerprints are in temporary files.
//
// Witnesses and clusters are those of passim (Smith, Cordell and Mullen 2015),
// but containment is kept apart: a sentence that is quoted from a paragraph does
// not join the cluster of the paragraph.
package batch
