// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package speaker says who is behind the source of a quotation, as far as the
// article itself tells.
//
//	qs := quote.Find(a)
//	speaker.Resolve(a, qs)
//	qs[0].Speaker // Sergei Larin, a person, by "role": the text said "the FM"
//
// First a census takes down every proper name of the article, with all that shows
// what it is: a title, an age or "who" a person; "which", an insurer's trade or an
// ending like Stores a body; "in" and an adjective a place. So a source may stand
// before its full name. Then each source goes through sieves, surest first, and
// the first that decides wins (after Lee et al. 2013, who did so for
// coreference):
//
//	full-name     Sergei Larin, as the article prints it
//	name-variant  Sergey V. Larin; other spelling, no middle name, no accents
//	honorific     Mr. Larin, when one Larin fits
//	surname       Larin, when the article has one Larin, or had one when it began to say so
//	title         Minister Larin, when the title picks one of several
//	first-name    Sergei, when one person here is called so
//	role          the Norwegian FM, when one person holds that role here; the
//	              22-year-old, the former striker: weighed as pronouns are
//	transcript    "A:", the one who is interviewed; initials
//	outlet        a newspaper or agency, or the side that asks
//	organization  the Ministry of Fisheries
//	place         Oslo: the government that sits there
//	description   a senior official: somebody whom the text does not name
//	pronoun       he, she, it, they: whoever was mentioned last and best
//	first-person  I and we, inside a quotation: whoever says it; outside: the byline
//
// Pronouns are weighed, not decided: nearness, who was the subject and who spoke
// against number and gender. Nobody inside quotation marks is meant by a pronoun
// outside, and nobody who speaks by a "he" inside.
//
// A wrong name is worse than none: two people of one name, two roles that fit,
// two sources joined by "and" leave the speaker unknown, and a description is
// never tied to a person because it might fit. How likely a name is right is
// learnt (chance.go) from the sieve and the quotation; what is not likely enough
// becomes an alternative. Nothing outside the article is asked, except what a capital
// stands for and what an outlet is called.
//
// [Appearances] and [Join] go on from there: which speakers of the articles of a
// library are one. There, too, what nothing tells stays apart.
package speaker
