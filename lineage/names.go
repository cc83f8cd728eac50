// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"slices"
	"strings"

	"hearsay"
	"hearsay/chain"
	"hearsay/lexicon"
	"hearsay/prose"
)

// A source is an outlet that the story's articles are from or name.
type source struct {
	agent    hearsay.Agent
	key      string
	words    []uint64
	articles []int // of the story, that it published
	agency   bool
}

// naming says who names whom in a story.
type naming struct {
	sources []source
	outlets int              // how many of them articles are from
	index   []map[string]int // of sources, by their keys
	find    *finder
	byURL   map[string]int
	of      []int           // the source that published an article; -1 when not known
	named   []map[int]way   // of each article, the sources that it names
	places  []map[int]place // where it names them first
	linked  []map[int]bool  // articles that an article links to by address
}

type place = hearsay.Place

// nameSources finds who names whom. Names are those of the articles' outlets and
// those that their credits name.
func nameSources(all []*reading) *naming {
	n := &naming{index: []map[string]int{{}}, byURL: addresses(all)}
	for i, r := range all {
		n.publish(i, r)
	}
	n.outlets = len(n.sources)
	credits := make([][]int, len(all))
	for i, r := range all {
		credits[i] = n.creditsOf(r)
	}
	n.find = &finder{sources: n.sources, first: []map[uint64][]int{firstWords(n.sources, 0)}}
	for i, r := range all {
		n.read(i, r, credits[i])
	}
	return n
}

// with is the naming with one article more. What it knew stays as it is.
func (n *naming) with(r *reading) *naming {
	m := *n
	i := len(n.of)
	m.sources = slices.Clone(n.sources)
	m.index = append(slices.Clip(n.index), map[string]int{})
	m.of, m.named, m.places, m.linked = slices.Clip(n.of), slices.Clip(n.named), slices.Clip(n.places), slices.Clip(n.linked)
	m.publish(i, r)
	credits := m.creditsOf(r)
	m.find = &finder{sources: m.sources, first: append(slices.Clip(n.find.first), firstWords(m.sources, len(n.sources)))}
	m.read(i, r, credits)
	return &m
}

// publish enters the outlet of an article.
func (n *naming) publish(i int, r *reading) {
	k := n.enter(r.Article.Outlet)
	n.of = append(n.of, k)
	if k >= 0 {
		s := &n.sources[k]
		s.articles = append(slices.Clip(s.articles), i)
	}
}

func (n *naming) creditsOf(r *reading) []int {
	var out []int
	for _, c := range r.credits {
		if own, ok := n.look(r.outlet); ok && isShort(c.To.Name, r.Article.Outlet.Name) {
			out = append(out, own) // agencies sign by their initials
			continue
		}
		out = append(out, n.credited(c.To))
	}
	return out
}

// isShort reports whether a name is put together of the beginnings of the words of
// another, in order: "NPS", "Conpress" of the Continental Press Agency.
func isShort(short, name string) bool {
	words := strings.Fields(strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the ")))
	left := strings.ToLower(short)
	if len(words) < 2 || len(left) < 2 || strings.ContainsAny(left, " ") {
		return false
	}
	used := 0
	for _, w := range words {
		k := 0
		for k < len(w) && k < len(left) && w[k] == left[k] {
			k++
		}
		if k > 0 {
			left = left[k:]
			used++
		}
	}
	return left == "" && used >= 2
}

// read notes whom an article names.
func (n *naming) read(i int, r *reading, credits []int) {
	n.named, n.places = append(n.named, map[int]way{}), append(n.places, map[int]place{})
	printed := n.find.in(r.Article.Text, r.words)
	for k, c := range r.credits {
		n.note(i, within(printed, c.Evidence, credits[k]), wayOf(r, &c), c.Evidence)
	}
	for _, f := range printed {
		n.note(i, f.source, r.wayAt(f.word, int32(len(n.sources[f.source].words))), place{Span: f.at})
	}
	n.besides(i, r)
	n.linked = append(n.linked, links(r, n.byURL))
}

// besides notes the names in short lines that the page has around its text: "Via RT".
func (n *naming) besides(i int, r *reading) {
	for k, x := range r.Article.Removed {
		if x.Kind != hearsay.Furniture {
			continue
		}
		for _, line := range prose.Paragraphs(x.Exact) {
			for _, part := range strings.Split(line.In(x.Exact), "\n") {
				words := prose.Words(part)
				if len(words) > shortLine {
					continue
				}
				start := strings.Index(x.Exact, part)
				for _, f := range n.find.in(part, words) {
					if f.source == n.of[i] {
						continue // its masthead
					}
					n.note(i, f.source, byLink, place{Part: hearsay.InRemoved, Index: k, Span: hearsay.Span{Start: start + f.at.Start, End: start + f.at.End}})
				}
			}
		}
	}
}

func (n *naming) note(i, k int, w way, at place) {
	if k < 0 {
		return
	}
	have, again := n.named[i][k]
	n.named[i][k] = have | w
	if !again || w < have {
		n.places[i][k] = at
	}
}

// enter finds or adds an outlet.
func (n *naming) enter(a hearsay.Agent) int {
	key := keyOf(a)
	if key == "" {
		return -1
	}
	if k, ok := n.look(key); ok {
		return k
	}
	k := len(n.sources)
	n.index[len(n.index)-1][key] = k
	n.sources = append(n.sources, source{agent: a, key: key, words: nameWords(a.Name), agency: isAgency(a)})
	return k
}

func (n *naming) look(key string) (int, bool) {
	for _, m := range n.index {
		if k, ok := m[key]; ok {
			return k, true
		}
	}
	return 0, false
}

// credited finds the outlet that a credit means, among those of the articles if
// one of them can be meant.
func (n *naming) credited(to hearsay.Agent) int {
	if k, ok := n.look(keyOf(to)); ok {
		return k
	}
	if to.Name == "" && to.Domain == "" || to.Kind == hearsay.Person || to.Kind == hearsay.Anonymous {
		return -1
	}
	for k := range n.sources[:n.outlets] {
		if chain.SameOutlet(to, n.sources[k].agent) && !n.ambiguous(to) || isShort(to.Name, n.sources[k].agent.Name) {
			n.index[len(n.index)-1][keyOf(to)] = k
			return k
		}
	}
	if k := n.partOf(to); k >= 0 {
		n.index[len(n.index)-1][keyOf(to)] = k
		return k
	}
	return n.enter(to)
}

// ambiguous reports whether a name of one word is that of a place, or begins the names
// of several outlets: it names none of them.
func (n *naming) ambiguous(to hearsay.Agent) bool {
	words := nameWords(to.Name)
	if len(words) != 1 {
		return false
	}
	if _, place := lexicon.PlaceOf(to.Name); place {
		return true
	}
	begin := 0
	for k := range n.sources[:n.outlets] {
		if w := n.sources[k].words; len(w) > 1 && w[0] == words[0] {
			begin++
		}
	}
	return begin > 1
}

// partOf is the one outlet whose name holds another's words in a row; -1 when there
// is none, or more than one.
func (n *naming) partOf(to hearsay.Agent) int {
	words, found := nameWords(to.Name), -1
	if len(words) == 0 {
		return -1
	}
	for k := range n.sources[:n.outlets] {
		whole := n.sources[k].words
		for i := 0; i+len(words) <= len(whole); i++ {
			if slices.Equal(whole[i:i+len(words)], words) {
				if found >= 0 {
					return -1
				}
				found = k
				break
			}
		}
	}
	return found
}

// keyOf is what tells an outlet from others: its name in lower case, letter for
// letter, so that a look-alike is another.
func keyOf(a hearsay.Agent) string {
	words := strings.FieldsFunc(strings.ToLower(a.Name), func(r rune) bool { return r < 128 && !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return cmp.Or(strings.Join(words, " "), a.Domain)
}

func nameWords(name string) []uint64 {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the ")
	var out []uint64
	for _, w := range prose.Words(name) {
		out = append(out, w.Hash)
	}
	return out
}

// isAgency reports whether an outlet calls itself a press agency, or is known as one.
func isAgency(a hearsay.Agent) bool {
	if e, ok := lexicon.Outlet(a.Name); ok {
		return e.Medium == lexicon.Agency
	}
	news, body := false, false
	for _, w := range strings.Fields(strings.ToLower(a.Name)) {
		switch w {
		case "wire", "newswire":
			return true
		case "news", "press", "telegraph", "telegraphic", "information":
			news = true
		case "agency", "service", "services", "association", "bureau":
			body = true
		}
	}
	return news && body
}
