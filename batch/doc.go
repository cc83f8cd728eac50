// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package batch finds all reused passages of a corpus in one go, without a
// library:
//
//	c, err := batch.NewCorpus(tempDir)
//	for … { err = c.Add(batch.Text{ID: id, Series: outlet, Date: date, Text: text}) }
//	sum, err := c.Reuse(ctx, out, batch.Options{MinWords: 8})
//
// The result does not depend on the order in which texts are added, on the number
// of cores, nor on the memory: texts are ordered by date and ID first. Each is
// compared with those before it, so every pair is found once; where more than Crowd
// texts share a passage it is paired with the earliest of them, which is enough for
// the cluster to be whole.
//
// The stages are sorted streams, each out of core. Entries of texts are sorted by
// date and ID ("order"). Texts are cut into words, which go onto a shelf as four
// bytes each with their places; their seeds are spread over bins by hash ("seeds").
// Bins are sorted and joined: a seed of few texts gives a hit for each two of them,
// one of many a list of the earliest, to which each of them refers, so that what is
// written is linear in the texts however much they share ("hits"). Hits are spread
// by the later text, which is aligned with the earlier ones ("compare"). Witnesses
// are joined to clusters and cut out of the texts ("cluster").
//
// Seeds are sampled in both texts: a shared run of ten words has one in common, and
// of passages of fifteen words with every tenth edited about one in a hundred is
// missed that a question to a library would find.
//
// Witnesses and clusters are those of passim (Smith, Cordell and Mullen 2015),
// but containment is kept apart: a sentence that is quoted from a paragraph does
// not join the cluster of the paragraph.
package batch
