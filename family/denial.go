// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import "strings"

// negators turn what they stand in into its denial.
var negators = set("not never no nobody none nothing nowhere neither nor hardly barely scarcely rarely seldom nolonger notat")

// deniers deny by their sense, where they stand against a word that affirms, or
// against nothing.
var deniers = lemmas(`refuse deny decline fail reject oppose lack unable unwilling impossible false untrue wrong disagree
	without unlikely against forbid ban rule_out`)

// affirmers are what deniers deny.
var affirmers = lemmas(`agree admit accept confirm approve succeed manage support have able willing possible true right with
	likely for allow permit want`)

// merged are words in a row that count as one, and what they count as.
var merged = []struct {
	words []string
	as    string
	kind  trait
}{
	{strings.Fields("no longer"), "nolonger", negator},
	{strings.Fields("not any longer"), "nolonger", negator},
	{strings.Fields("no #1"), "nobody", negator},
	{strings.Fields("by no means"), "not", negator},
	{strings.Fields("not at all"), "not", negator},
	{strings.Fields("in no way"), "not", negator},
	{strings.Fields("far from"), "not", negator},
	{strings.Fields("anything but"), "not", negator},
	{strings.Fields("not only"), "not only", 0},
	{strings.Fields("not just"), "not only", 0},
	{strings.Fields("not merely"), "not only", 0},
	{strings.Fields("not simply"), "not only", 0},
	{strings.Fields("not least"), "not least", content},
	{strings.Fields("no doubt"), "no doubt", content},
	{strings.Fields("no matter"), "no matter", content},
	{strings.Fields("no less"), "no less", content},
	{strings.Fields("no fewer"), "no less", content},
	{strings.Fields("no more than"), "at most", content},
	{strings.Fields("nothing but"), "only", content},
	{strings.Fields("per cent"), "percent", content},
	{strings.Fields("rule out"), "rule_out", content | denier},
	{strings.Fields("ruled out"), "rule_out", content | denier},
	{strings.Fields("rules out"), "rule_out", content | denier},
	{strings.Fields("ruling out"), "rule_out", content | denier},
}

// compounds puts words together that count as one.
func compounds(units []unit) []unit {
	out := units[:0]
	for i := 0; i < len(units); {
		u := units[i]
		n := 1
		for _, m := range merged {
			if u.key == m.words[0] && continues(units[i:], m.words) {
				n = len(m.words)
				u.key, u.lemma = m.as, m.as
				u.span.End = units[i+n-1].span.End
				u.traits = u.traits&(capital|bracketed|unsaid) | m.kind
				break
			}
		}
		out = append(out, u)
		i += n
	}
	return out
}

// continues reports whether units begin with the words, in one stretch.
func continues(units []unit, words []string) bool {
	if len(units) < len(words) {
		return false
	}
	for i, w := range words {
		if units[i].key != w || i > 0 && units[i].before != nothing {
			return false
		}
	}
	return true
}

// opposed reports whether one word denies what the other affirms, and which: +1
// when b denies, -1 when a does, else 0.
func opposed(a, b *unit) int {
	switch deniesA, deniesB := denies(a, b), denies(b, a); {
	case deniesB && !deniesA:
		return 1
	case deniesA && !deniesB:
		return -1
	}
	return 0
}

// denies reports whether u denies what o says.
func denies(u, o *unit) bool {
	switch {
	case u.traits.has(negator):
		return !o.traits.has(negator)
	case u.traits.has(denier):
		return affirmers[o.lemma]
	}
	return prefixed(u.key, o.key)
}

// prefixed reports whether a word is another with a prefix that denies it.
func prefixed(word, plain string) bool {
	if len(plain) < 4 {
		return false
	}
	for _, p := range [...]string{"un", "in", "im", "il", "ir", "dis", "non"} {
		if strings.HasPrefix(word, p) && word[len(p):] == plain {
			return true
		}
	}
	return false
}
