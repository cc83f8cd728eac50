// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package lexicon holds the word lists that reading the news by rule needs:
// reporting words and what follows them, news agencies and outlets, titles and
// roles, countries and capitals, closed-class words and common verbs. It is
// data with look-ups. What to conclude from a word is the business of packages
// quote and speaker.
//
//	c, _ := lexicon.Cue("tell")   // class Tell, NeedsAddressee, Inverts, …
//	o, _ := lexicon.Outlet("MK")  // Moskovsky Komsomolets, a newspaper
//	w := lexicon.Word("because")  // Sub
//
// Keys are lower case with straight apostrophes, unless a function says that it
// takes names as printed; [Key] makes one from a word of the text.
//
// The lists are English, written for this project, and every entry is a plain
// fact about a word. They refuse three things: weights learnt from a corpus,
// full gazetteers (a name that is not here is still a name), and judgement on
// outlets or people.
package lexicon
