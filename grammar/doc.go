// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package grammar holds one table for each language other than English that
// reported speech is read in: the small words that clauses are told apart by,
// the verbs that report, the phrases that name a source, the order of verb and
// subject. It is data with look-ups; the rules that read it are in package quote
// and are the same for all languages.
//
//	t := grammar.For("de")
//	t.Cues("teilte")          // mitteilen, when "mit" closes the clause
//	t.Part("dass").Has(grammar.That)
//	grammar.Detect(keys)      // the table whose small words these are
//
// To add a language, write one [source] in a file of its own and name it in
// sources; doc/languages.md says what each field is for. Keys are those of
// lexicon.Key. The lists are written for this project; every entry is a plain
// fact about a word.
package grammar
