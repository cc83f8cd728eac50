// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/chain"
	"hearsay/lexicon"
	"hearsay/prose"
)

// way says how an article names an outlet: a set of ways.
type way uint16

const (
	byLine     way = 1 << iota // a line or brackets for itself: "(AP)", "Source: RT"
	byDateline                 // "MOSCOW (Reuters) –"
	byByline                   // "By Ann Lee, Associated Press"
	byLink                     // a link leads to it
	byLead                     // the first sentence: "RT reports that", "According to RT"
	bySaying                   // the first sentence: "RT said that": who speaks, it may be
	bySpeech                   // as who was told: "told MK"
	byReport                   // further down: "RT reported", "according to RT"
	byMention                  // anywhere else
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

// wayOf is how a credit names its outlet.
func wayOf(r *reading, c *hearsay.Credit) way {
	switch c.Kind {
	case hearsay.CreditLine:
		return byLine
	case hearsay.InDatelines:
		return byDateline
	case hearsay.InBylines:
		return byByline
	case hearsay.ReadMore, hearsay.Syndication:
		return byLink
	}
	if c.Evidence.Part != hearsay.InText {
		return byMention
	}
	at := r.wordAt(c.Evidence.Span.Start)
	if at >= len(r.words) {
		return byMention
	}
	return r.wayAt(int32(at), int32(prose.Count(c.Evidence.In(r.Article))))
}

// shortLine is how many words a line has that is there for a credit alone.
const shortLine = 9

// wayAt is how a name of n words names its outlet, by where it stands.
func (r *reading) wayAt(at, n int32) way {
	k := r.sentenceOf(at)
	if k < 0 {
		return byMention
	}
	s := r.sentences[k]
	paragraph := r.paragraph[at]
	short := 0
	for i := range r.paragraph {
		if r.paragraph[i] == paragraph {
			short++
		}
	}
	switch {
	case r.quoted[at]:
		return byMention
	case r.toldTo(at) && (slices.Contains(r.quoted[s.from:s.to], true) || r.isVia(at)):
		return bySpeech
	case short <= shortLine && paragraph > 0:
		return byLine
	case k == 0:
		return r.givenTo(at, n)
	case r.givenTo(at, n) == byLead:
		return byReport
	}
	return byMention
}

// isVia reports whether a quotation came through what is named at a word.
func (r *reading) isVia(at int32) bool {
	for i := range r.Quotations {
		q := &r.Quotations[i]
		for _, v := range q.Via {
			if q.Part == hearsay.InText && v.Evidence.Overlap(r.words[at].Span) > 0 {
				return true
			}
		}
	}
	return false
}

// Verbs that say that a name in front of them is where it is known from, and those that
// may say no more than that it spoke.
var (
	relayVerbs  = wordSet("reports", "reported", "reporting", "writes", "wrote", "revealed", "reveals", "broadcast")
	speechVerbs = wordSet("said", "says", "announced", "announces", "confirmed", "stated", "states", "told")
)

// givenTo is how a sentence gives what it says to the n words at a place.
func (r *reading) givenTo(at, n int32) way {
	word := func(k int32) string {
		if k < 0 {
			return ""
		}
		return strings.ToLower(r.words[k].Span.In(r.Article.Text))
	}
	back := at - 1
	if word(back) == "the" {
		back--
	}
	if word(back) == "to" && word(back-1) == "according" {
		return byLead
	}
	for k := at + n; k < min(at+n+2, int32(len(r.words))) && word(back) != "of"; k++ {
		switch {
		case relayVerbs[r.words[k].Hash]:
			return byLead
		case speechVerbs[r.words[k].Hash]:
			return bySaying
		}
	}
	return byMention
}

// toldTo reports whether somebody told, said or spoke to what is named at a word.
func (r *reading) toldTo(at int32) bool {
	for k := at - 1; k >= max(0, at-3); k-- {
		switch strings.ToLower(r.words[k].Span.In(r.Article.Text)) {
		case "told", "tells", "telling", "to", "with":
			return true
		case "the", "newspaper", "magazine", "agency", "broadcaster", "daily":
			continue
		}
		return false
	}
	return false
}

// accordingTo reads a source of several words, all in capitals but for the smallest,
// that the first sentence of an article opens with.
var accordingTo = regexp.MustCompile(`^(?:[^\n]{0,60}[—–-] )?According to (?:the )?((?:\p{Lu}[\p{L}\p{N}.&'’-]*)(?: (?:of|and|for|\p{Lu}[\p{L}\p{N}.&'’-]*))+),`)

// leads are the organizations that the first sentence of an article is given to, at
// its start: "According to RT, …".
func (r *reading) leads() []hearsay.Credit {
	if len(r.sentences) == 0 {
		return nil
	}
	text := r.Article.Text
	first := r.sentences[0]
	start, end := r.words[first.from].Span.Start, r.words[first.to-1].Span.End
	var out []hearsay.Credit
	if m := accordingTo.FindStringSubmatchIndex(text[start:end]); m != nil {
		out = append(out, hearsay.Credit{
			Kind: hearsay.Attribution, To: hearsay.Agent{Name: text[start+m[2] : start+m[3]], Kind: hearsay.Organization},
			Evidence: hearsay.Place{Span: hearsay.Span{Start: start + m[2], End: start + m[3]}},
		})
	}
	for i := range r.Quotations {
		q := &r.Quotations[i]
		if q.Part != hearsay.InText || q.Source.IsZero() || q.Source.Start < start || q.Source.End > end {
			continue
		}
		head := text[start:q.Source.Start]
		for _, dash := range []string{"—", "–", " - "} {
			if i := strings.LastIndex(head, dash); i >= 0 {
				head = head[i+len(dash):]
			}
		}
		at, size := int32(r.wordAt(q.Source.Start)), int32(prose.Count(q.Source.In(text)))
		if prose.Count(head) > 2 || r.givenTo(at, size) != byLead {
			continue
		}
		to := q.Speaker.Agent
		if to.Name == "" {
			to = hearsay.Agent{Name: q.Source.In(text), Kind: hearsay.Organization}
		}
		if to.Kind == hearsay.Person || to.Kind == hearsay.Anonymous || !capital(to.Name) {
			continue
		}
		out = append(out, hearsay.Credit{Kind: hearsay.Attribution, To: to, Evidence: hearsay.Place{Span: q.Source}})
	}
	return out
}

func addresses(all []*reading) map[string]int {
	m := map[string]int{}
	for i, r := range all {
		for _, u := range []string{r.Article.URL, r.Article.Canonical} {
			if u == "" {
				continue
			}
			if _, again := m[address(u)]; !again {
				m[address(u)] = i
			}
		}
	}
	return m
}

// address is a URL as two are compared: without scheme, "www." and a slash at the end.
func address(u string) string {
	u = strings.TrimPrefix(strings.TrimPrefix(u, "https://"), "http://")
	u, _, _ = strings.Cut(u, "#")
	return strings.TrimSuffix(strings.TrimPrefix(u, "www."), "/")
}

// links are the articles of the story that an article leads to.
func links(r *reading, byURL map[string]int) map[int]bool {
	var out map[int]bool
	note := func(u string) {
		if i, ok := byURL[address(u)]; ok && u != "" && address(u) != address(r.Article.URL) {
			if out == nil {
				out = map[int]bool{}
			}
			out[i] = true
		}
	}
	for _, c := range r.Article.Citations {
		note(c.URL)
	}
	for _, c := range r.Article.Credits {
		note(c.URL)
	}
	return out
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// finder looks for names in texts.
type finder struct {
	sources []source
	first   []map[uint64][]int // sources by the first words of their names
}

// firstWords are those of the sources from one on. A short word alone is no name that
// could be told from others.
func firstWords(sources []source, from int) map[uint64][]int {
	first := map[uint64][]int{}
	for k := from; k < len(sources); k++ {
		if s := &sources[k]; len(s.words) > 1 || len(s.words) == 1 && len(s.key) > 5 {
			first[s.words[0]] = append(first[s.words[0]], k)
		}
	}
	return first
}

// printed is a name that stands in a text.
type printed struct {
	source int
	word   int32 // its first
	at     hearsay.Span
}

// in finds the names in a text, of those that overlap the longest. Of look-alikes
// that which is printed letter for letter is meant.
func (f *finder) in(text string, words []prose.Word) []printed {
	var out []printed
	for i := 0; i < len(words); i++ {
		best := f.at(text, words[i:])
		if best < 0 {
			continue
		}
		last := i + len(f.sources[best].words) - 1
		out = append(out, printed{best, int32(i), hearsay.Span{Start: words[i].Span.Start, End: words[last].Span.End}})
		i = last
	}
	return out
}

// at is the source with the longest name that begins with the first of the words;
// -1 when there is none.
func (f *finder) at(text string, words []prose.Word) int {
	best := -1
	for _, first := range f.first {
		for _, k := range first[words[0].Hash] {
			s := &f.sources[k]
			if len(s.words) <= len(words) && s.stands(text, words[:len(s.words)]) && (best < 0 || len(s.words) > len(f.sources[best].words)) {
				best = k
			}
		}
	}
	return best
}

// within is the source that a credit means: when its words are part of a longer name
// that is known, that one.
func within(all []printed, credit hearsay.Place, source int) int {
	if credit.Part != hearsay.InText || source < 0 {
		return source
	}
	for _, f := range all {
		if f.at.Contains(credit.Span) && f.at.Len() > credit.Span.Len() {
			return f.source
		}
	}
	return source
}

// stands reports whether some words of a text are the source's name.
func (s *source) stands(text string, words []prose.Word) bool {
	for k, h := range s.words {
		if words[k].Hash != h {
			return false
		}
	}
	name := text[words[0].Span.Start:words[len(words)-1].Span.End]
	return keyOf(hearsay.Agent{Name: name}) == s.key && capital(name)
}
