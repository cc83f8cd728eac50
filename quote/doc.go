// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package quote finds who says what in an article: the words that name the
// source, the words that report (the cue), and the words said (the content),
// directly, indirectly or mixed.
//
//	a := &hearsay.Article{Text: "“We are ready,” Larin told the daily Orta, adding that time is short."}
//	for _, q := range quote.Find(a) {
//		fmt.Println(q.Mode, q.Source.In(a.Text), q.Cue.In(a.Text), q.Content[0].In(a.Text))
//	}
//	// direct Larin told “We are ready,”
//	// indirect Larin adding time is short
//
// The first quotation also carries Via: the daily Orta, through which the words
// came.
//
// # How
//
// A text is cut into tokens and sentences; each word gets a rough class from
// closed-class words, verb lists, endings and neighbours (tag.go), with the trained
// tagger of package postag asked about nouns, adjectives and verbs (trained.go); noun phrases
// and verb groups are put together (chunk.go); quote marks are paired and
// repaired (marks.go), and names of outlets learnt (media.go, mediaclue.go). Then every verb of
// the cue lexicon looks for its subject and its content (verbal.go, beside.go, source.go, participle.go, walk.go, hearer.go, content.go), "according to",
// nouns, headlines, transcripts and block quotes have rules of their own, and
// quoted sentences that are left over go to the speaker before them
// (floating.go). Languages other than English go through one set of rules that
// reads what it must know from a table (foreign*.go, package grammar). Rules
// decide; only that tagger is learnt from data. Terms and extents are those of
// PARC and PolNeAR (Pareti 2012; Newell et al. 2018), except that relations
// within relations are kept and "that" is not content.
//
// # What it refuses
//
// It does not know who exists: speakers are package speaker's. It emits no
// statement without a source, except where the text hides it (passives, a court
// that hears, a headline that is a quotation); terms, titles
// and signs in quote marks are no statements. It never rewrites: all spans are
// bytes of the article. It is safe on any input: sentences are cut at 300
// tokens, nesting at three levels, and every search within a sentence is
// bounded, so that time grows with the length of the text.
package quote
