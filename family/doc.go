// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package family finds the families of quotations: one utterance across articles,
// although some cut, extend, reword, translate, join or split it. It says what
// changed between two wordings, which quotations are of one utterance, and
// through how many ears an utterance came.
//
//	d := family.Changes(family.Wording{Text: said}, family.Wording{Text: printed})
//	d.Kinds() // [hedge-dropped negation-lost]
//	for _, s := range d.Steps { … } // both texts from end to end, word by word
//
//	families := family.Group(quoted)              // of the quotations of many articles
//	families[0].Hearings = family.Hear(&families[0], family.Ties(texts, lineage))
//	findings := family.Conflicts(families, quoted)
//
// A change is named by what it does to the sense, the gravest name first: an
// edited stretch that turns a statement into its denial is negation-lost whatever
// else was reworded with it. Differences of spelling, case, quote marks, of "isn't"
// and "is not", of "twelve" and "12" are none; what indirect speech does to tense
// and pronouns is its mode, and none either. The words are the evidence; which of
// two wordings is true to what was said, nothing here can tell.
//
// All functions are pure and none depends on the order of its input.
package family
