// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package chain

import (
	"cmp"
	"strings"

	"hearsay"
)

// merge fills in what the first agent lacks, and prefers a name over an address.
func merge(a, b hearsay.Agent) hearsay.Agent {
	a.Domain = cmp.Or(a.Domain, b.Domain)
	if a.Name == "" || a.Name == a.Domain {
		a.Name = cmp.Or(b.Name, a.Name)
	}
	a.Kind, a.Role, a.QID = cmp.Or(a.Kind, b.Kind), cmp.Or(a.Role, b.Role), cmp.Or(a.QID, b.QID)
	return a
}

// SameOutlet reports whether two agents are one by name or domain: "RT" and
// "rt.com", "VelTV" and "VelTV World", "CPA" and "Coastal Press Association".
// Persons are the same by name alone.
func SameOutlet(a, b hearsay.Agent) bool {
	if a.Name == "" && a.Domain == "" || b.Name == "" && b.Domain == "" {
		return false
	}
	if a.Domain != "" && a.Domain == b.Domain {
		return true
	}
	ka, kb := nameKey(a.Name), nameKey(b.Name)
	if ka != "" && ka == kb {
		return true
	}
	if !isMedium(a) || !isMedium(b) {
		return false
	}
	return isInitials(a.Name, b.Name) || isInitials(b.Name, a.Name) ||
		inDomain(ka, b.Domain) || inDomain(kb, a.Domain) || shortName(a.Name, b.Name) || shortName(b.Name, a.Name)
}

// Credits reports whether an article names the outlet of another, or links to
// it.
func Credits(a, to *hearsay.Article) bool {
	if SameOutlet(a.Outlet, to.Outlet) && to.URL == "" {
		return false
	}
	is := func(url string) bool { return url != "" && (url == to.URL || url == to.Canonical) }
	for _, c := range a.Credits {
		if is(c.URL) || SameOutlet(c.To, to.Outlet) && !SameOutlet(a.Outlet, to.Outlet) {
			return true
		}
	}
	for _, c := range a.Citations {
		if is(c.URL) {
			return true
		}
	}
	return false
}

func isMedium(a hearsay.Agent) bool {
	return a.Kind == hearsay.Outlet || a.Kind == hearsay.Organization
}

// nameKey reduces a name to its letters and digits, without a leading "the".
func nameKey(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127)
	})
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, "")
}

// isInitials reports whether short is the capitals of a name of several words.
func isInitials(short, name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || len(short) < 2 {
		return false
	}
	var b strings.Builder
	for _, w := range words {
		if r := []rune(w)[0]; r >= 'A' && r <= 'Z' && !(w == "The") {
			b.WriteRune(r)
		}
	}
	return b.String() == short
}

// inDomain reports whether a name is a whole label of a domain.
func inDomain(key, domain string) bool {
	if len(key) < 2 || domain == "" {
		return false
	}
	labels := strings.Split(domain, ".")
	for _, l := range labels[:max(1, len(labels)-1)] {
		if strings.ReplaceAll(l, "-", "") == key {
			return true
		}
	}
	return false
}

// shortName reports whether short is the first, distinctive word of long.
func shortName(short, long string) bool {
	first, _, more := strings.Cut(strings.TrimPrefix(long, "The "), " ")
	return more && first == short && len(short) >= 4
}

// mainStatement is the index of the statement that stands for the page: of the
// speaker to whom most quoted words belong, the longest statement, or -1. Media
// speak in most articles ("RT reports"), so they count only as steps.
func mainStatement(quotations []hearsay.Quotation) int {
	words := map[string]int{}
	for _, q := range quotations {
		if speaks(q) {
			words[q.Speaker.Agent.Name] += contentLen(q)
		}
	}
	best := -1
	for i, q := range quotations {
		if !speaks(q) {
			continue
		}
		if best < 0 || better(q, quotations[best], words) {
			best = i
		}
	}
	return best
}

// better orders statements: more words of the speaker, then the text before the
// headline, then a medium that is named, then the statement's own length.
func better(q, than hearsay.Quotation, words map[string]int) bool {
	a, b := words[q.Speaker.Agent.Name], words[than.Speaker.Agent.Name]
	if a != b {
		return a > b
	}
	if q.Part != than.Part {
		return q.Part == hearsay.InText
	}
	if (len(q.Via) > 0) != (len(than.Via) > 0) {
		return len(q.Via) > 0
	}
	return contentLen(q) > contentLen(than)
}

func speaks(q hearsay.Quotation) bool {
	a := q.Speaker.Agent
	return a.Name != "" && a.Kind != hearsay.Outlet && q.Polarity == hearsay.Asserted
}

func contentLen(q hearsay.Quotation) int {
	n := 0
	for _, c := range q.Content {
		n += c.Len()
	}
	return n
}

// Attributions are the credits that stand in the sentences of an article: the
// media that its statements came through.
func Attributions(a *hearsay.Article, quotations []hearsay.Quotation) []hearsay.Credit {
	var out []hearsay.Credit
	for _, q := range quotations {
		for _, v := range q.Via {
			if v.Agent.IsZero() || SameOutlet(v.Agent, a.Outlet) || creditKnown(out, v.Agent) || credited(a, q.Part, v) {
				continue
			}
			out = append(out, hearsay.Credit{
				Kind: hearsay.Attribution, To: v.Agent, Evidence: hearsay.Place{Part: q.Part, Span: v.Evidence},
			})
		}
	}
	return out
}

// credited reports whether the very words are a credit of the page already, as
// in "… – Lee. (RT)".
func credited(a *hearsay.Article, part hearsay.Part, v hearsay.Via) bool {
	for _, c := range a.Credits {
		if c.Evidence.Part == part && c.Evidence.Span.Overlap(v.Evidence) > 0 && (SameOutlet(c.To, v.Agent) || strings.HasSuffix(c.To.Name, " "+v.Agent.Name)) {
			return true
		}
	}
	return false
}

func creditKnown(credits []hearsay.Credit, to hearsay.Agent) bool {
	for _, c := range credits {
		if SameOutlet(c.To, to) {
			return true
		}
	}
	return false
}
