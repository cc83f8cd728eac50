// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations keep their full stop as part of the token. Value true: a name
// or number follows as a rule, so that the stop never ends a sentence.
// Own list of what English news prints; months and states are after the
// Associated Press style.
var abbreviations = abbreviationTable(
	`mr mrs ms messrs mx dr prof sen sens rep reps gov govs gen lt col maj capt
	cmdr adm sgt cpl pvt brig rev fr hon st ste mt ft pres supt insp det amb
	atty mgr msgr sec no nos vs v fig figs cf art vol pp ch al viz approx
	ca ald asst assoc dept dist nr`,
	`jr sr inc corp ltd co cos llc plc bros dept etc esq ave blvd rd hwy
	jan feb mar apr jun jul aug sept sep oct nov dec
	mon tue tues wed thu thur thurs fri sat sun
	ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn
	miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
	ph.d m.d b.a m.a p.m a.m i.e e.g u.s u.k u.n e.u d.c n.y n.j n.c s.c r.i
	min max est`)

func abbreviationTable(bound, free string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(free) {
		m[w] = false
	}
	for _, w := range strings.Fields(bound) {
		m[w] = true
	}
	return m
}

// Words of the table that are also plain words keep the stop only when they
// are written with a capital: "Wash." but "they wash.", "Miss." but "a miss.".
var plainWords = map[string]bool{
	"no": true, "art": true, "det": true, "fig": true, "figs": true, "col": true,
	"mar": true, "sat": true, "sun": true, "mon": true, "wed": true, "del": true,
	"ill": true, "ind": true, "mass": true, "miss": true, "mo": true, "ore": true,
	"pa": true, "wash": true, "ark": true, "conn": true, "la": true, "st": true,
	"gen": true, "ch": true, "al": true, "rep": true, "co": true, "sec": true,
	"min": true, "max": true, "est": true, "rev": true, "fr": true, "vol": true,
	"hon": true, "mt": true, "ft": true, "dist": true, "nr": true,
	"sen": true, "pres": true, "amb": true, "cos": true, "sept": true, "dec": true,
}

// keepsStop reports whether the full stop behind word belongs to it.
func keepsStop(word string) bool {
	if i := strings.LastIndexByte(word, '-'); i > 0 { // "R-Ky.", "vice-pres."
		word = word[i+1:]
	}
	r, n := utf8.DecodeRuneInString(word)
	if n == len(word) { // an initial: "J. Lee"; "I." ends a sentence; "Lee v. Odum"
		return unicode.IsUpper(r) && r != 'I' || r == 'v'
	}
	if strings.IndexByte(word, '.') > 0 { // "U.S", "e.g", "J.R.R"
		return lastPartIsLetter(word)
	}
	if len(word) > 6 {
		return false
	}
	var buf [6]byte
	key := lowerASCII(buf[:0], word)
	if _, known := abbreviations[string(key)]; !known {
		return false
	}
	return unicode.IsUpper(r) || !plainWords[string(key)]
}

// stopEndsSentence reports whether the full stop inside the abbreviation may
// end a sentence as well; token holds the stop.
func stopEndsSentence(token string) bool {
	word := strings.TrimSuffix(token, ".")
	if utf8.RuneCountInString(word) == 1 {
		return false
	}
	var buf [16]byte
	if len(word) > len(buf) {
		return true
	}
	return !abbreviations[string(lowerASCII(buf[:0], word))]
}

// startsAfresh reports words that begin a sentence behind an abbreviation. A
// name does as well, but "the U.S. Senate" and "Smith Jr. Holdings" outnumber
// the sentences that end in one by far.
func startsAfresh(word string) bool {
	var buf [12]byte
	if len(word) > len(buf) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(word)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.IsUpper(r) && starters[string(lowerASCII(buf[:0], word))]
}

// Closed-class words that sentences of news begin with.
var starters = starterTable(`the a an this that these those it he she they we you i his her its their our my your there
	here in on at by for from to with as after before when while if but and or so yet since because although though
	however meanwhile still also many some most more all no not one two both each every what who how why where which
	whether until during under over about among between according asked`)

func starterTable(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// lowerASCII appends s to buf with ASCII letters lowered.
func lowerASCII(buf []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		buf = append(buf, c)
	}
	return buf
}
