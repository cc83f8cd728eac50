// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package speaker says who is behind the source of a quotation, as far as the
// article itself tells.
//
//	qs := quote.Find(a)
//	speaker.Resolve(a, qs)
//	qs[0].Speaker // Sergei Larin, a person, by "role": the text said "the FM"
//
// Names are gathered from the whole article first, so that a source may stand
// before its full name. Then each source goes through sieves, surest first, and
// the first that decides wins (after Lee et al. 2013, who did so for
// coreference):
//
//	full-name     Sergei Larin, as the article prints it
//	name-variant  Sergey V. Larin; other spelling, no middle name, no accents
//	honorific     Mr. Larin, when one Larin fits
//	surname       Larin, when the article has one Larin
//	title         Minister Larin, when the title picks one of several
//	first-name    Sergei, when one person here is called so
//	role          the Norwegian FM, when one person holds that role here
//	pronoun       he, only where nobody else can be meant
//	first-person  I, inside a quotation: whoever says it
//	outlet        a newspaper or agency
//	organization  the Ministry of Fisheries
//	place         Oslo: the government that sits there
//	description   a senior official: somebody whom the text does not name
//
// A wrong name is worse than none: two people of one name, two roles that fit,
// two sources joined by "and" leave the speaker unknown, and a description is
// never tied to a person because it might fit. Nothing outside the article is
// asked, except what a capital stands for and what an outlet is called.
//
// [Appearances] and [Join] go on from there: which speakers of the articles of a
// library are one. There, too, what nothing tells stays apart.
package speaker
