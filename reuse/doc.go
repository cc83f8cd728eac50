// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package reuse finds text that stands in two places: word for word, or nearly
// so. It turns a text into seeds for package index, chooses the articles that
// are worth a look from what the index found, aligns two texts, and sets two
// versions of a text against each other.
//
//	q := reuse.News().Query(passage)
//	err := segment.Lookup(&found, q.Seeds(), q.Limits(64))
//	for _, c := range q.Candidates(found.Hits) {
//		passages := q.Align(reuse.Codes(textOf(c.Article)), 8)
//	}
//
// Words are those of package prose: case, quote marks, punctuation and line
// ends do not count. Everything here is a function of its arguments, in memory.
//
// What it promises: a run of ten or more words that two texts share word for
// word is found, however common it is, or counted where 64 earlier texts have it
// (see [Crowd]). What it does not: a passage of fifteen
// words in which every tenth was changed is found about six times in seven;
// translations and free retellings are not found at all. It says what two texts
// share, never who had it from whom: that is package chain's.
package reuse
