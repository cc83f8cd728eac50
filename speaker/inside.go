// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"sort"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// insideQuotes resolves the pronouns within quotation marks: among what the same
// quotation names before, and then the narration before it. Whoever speaks says
// "I", so he is not meant.
func (s *sieve) insideQuotes(list []mention) {
	inner := map[int32][]mention{}
	for _, m := range list {
		said := s.words[m.word].said
		if said < 0 {
			continue
		}
		scope := s.scopeOf(said)
		before, ok := inner[scope]
		if !ok {
			before = s.sceneOf(said)
		}
		if m.pronoun != "" {
			s.settlePronoun(without(before, s.meant[said]), &m, int(said))
		}
		inner[scope] = append(before, m)
	}
}

// scopeOf joins the turns of a transcript, which talk of the same people.
func (s *sieve) scopeOf(said int32) int32 {
	if s.qs[said].Has(hearsay.Transcript) {
		return -1
	}
	return said
}

// sceneOf is what was mentioned last before a quotation.
func (s *sieve) sceneOf(said int32) []mention {
	at := s.qs[said].Extent().Start
	end := sort.Search(len(s.narrated), func(i int) bool { return s.narrated[i].at >= at })
	return append([]mention{}, s.narrated[max(0, end-maxScene):end]...)
}

// maxScene is how many mentions of narration a quotation sees.
const maxScene = 8

// without drops the mentions of one entity from the last ones.
func without(list []mention, e *entity) []mention {
	list = list[max(0, len(list)-maxLookBack):]
	if e == nil {
		return list
	}
	out := make([]mention, 0, len(list))
	for _, m := range list {
		if m.of != e {
			out = append(out, m)
		}
	}
	return out
}

// maxNesting bounds the way out from a quotation to who says "I" in it.
const maxNesting = 8

// firstPerson: who says I or we in a quotation is who is quoted; in narration it
// is who wrote the article.
func (s *sieve) firstPerson(i int) hearsay.Speaker {
	q := &s.qs[i]
	switch lexicon.Key(q.Source.In(s.textOf(q))) {
	case "i", "me", "myself", "my", "we", "us":
	default:
		return hearsay.Speaker{}
	}
	outer := q.Within
	for n := 0; n < maxNesting && outer >= 0 && outer < len(s.qs); n++ {
		o := &s.qs[outer]
		if o.Mode == hearsay.Indirect && !o.Has(hearsay.Transcript) {
			outer = o.Within
			continue
		}
		if o.Speaker.Agent.IsZero() && outer != i && o.Within >= 0 {
			o.Speaker = s.firstPerson(outer)
		}
		return asFirst(o.Speaker)
	}
	return s.author(q)
}

func asFirst(outer hearsay.Speaker) hearsay.Speaker {
	if outer.Agent.IsZero() {
		return hearsay.Speaker{}
	}
	return hearsay.Speaker{Agent: outer.Agent, How: "first-person", Confidence: min(outer.Confidence, byFirstPerson)}
}

const (
	byFirstPerson = 0.92
	byByline      = 0.80
)

// author is who says I in narration, when one name stands over the article.
func (s *sieve) author(q *hearsay.Quotation) hearsay.Speaker {
	key := lexicon.Key(q.Source.In(s.textOf(q)))
	w := wordAt(s.words, q.Source.Start)
	name := s.byline()
	if q.Part != hearsay.InText || key == "we" || key == "us" || name == "" || w < len(s.words) && s.words[w].said >= 0 {
		return hearsay.Speaker{}
	}
	return hearsay.Speaker{Agent: hearsay.Agent{Name: name, Kind: hearsay.Person}, How: "first-person", Confidence: byByline}
}

// byline is the one name that stands over the article, or in a line "By Ann Lee" at
// its beginning.
func (s *sieve) byline() string {
	if len(s.a.Byline) > 0 {
		if len(s.a.Byline) > 1 || !isAuthor(s.a.Byline[0]) {
			return ""
		}
		return s.a.Byline[0]
	}
	list := s.people.sightings[0]
	for k := range list {
		if s.words[list[k].run.first].para > 1 {
			break
		}
		if s.isByline(&list[k]) {
			return list[k].figure.name
		}
	}
	return ""
}

// isAuthor tells the byline of a person from one of a desk: "Letters To The Editor".
func isAuthor(name string) bool {
	if _, outlet := lexicon.Outlet(name); outlet {
		return false
	}
	return !slices.ContainsFunc(strings.Fields(name), func(w string) bool {
		key := lexicon.Key(w)
		switch key {
		case "the", "articles", "letters", "editor", "editors", "editorial", "admin", "administrator", "desk", "redaktion", "redacción", "redazione", "rédaction", "guest", "contributor",
			"contributors", "agencies", "author", "authors", "blog", "webmaster", "reporter", "reporters", "correspondent", "user", "anonymous", "says":
			return true
		}
		return lexicon.IsMediumWord(key) || lexicon.IsOrganizationWord(key)
	})
}

// isByline reports the full name of the line "By Ann Lee" at the beginning.
func (s *sieve) isByline(n *sighting) bool {
	r, ws := n.run, s.words
	if ws[r.first].para > 1 || r.first == 0 || ws[r.first-1].key != "by" || !isFirst(ws, r.first-1) {
		return false
	}
	return isFull(n.figure.parts) && (r.behind == len(ws) || ws[r.behind].para != ws[r.first].para)
}
