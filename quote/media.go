// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// Which noun phrases name an outlet.

// mediaNames holds the names under which an article knows outlets, with the full
// name of each: "Ledger" may stand for "North Ledger". An empty full name is of
// a short form that several outlets share.
type mediaNames map[string]string

// add makes a name known, and its last word when that is a newspaper's title.
func (m mediaNames) add(name string) {
	name = strings.TrimPrefix(prose.OneLine(name), "The ")
	if name == "" {
		return
	}
	if m[name] == "" {
		m[name] = name
	}
	if key := lexicon.Key(lastWord(name)); lexicon.IsPressTitle(key) || lexicon.IsPressWord(key) || lexicon.IsPaperWord(key) {
		m.shorten(name)
	}
}

func lastWord(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

// shorten makes the last word of a known name stand for it.
func (m mediaNames) shorten(name string) {
	short := lastWord(name)
	if short == name {
		return
	}
	if full, ok := m[short]; ok && full != name && full != short {
		name = ""
	}
	m[short] = name
}

// addShort makes "the Short" stand for the name.
func (m mediaNames) addShort(short, name string) {
	if key := "the " + short; m[key] == "" || m[key] == short {
		m[key] = name
	}
}

// fullMedium returns the full name of the known outlet that is called name at
// tokens s, or "".
func (r *reader) fullMedium(name string, s span) string {
	name = strings.TrimPrefix(prose.OneLine(name), "The ")
	if full := r.media[name]; full != "" || !r.headline && !r.is(s.first-1, "the") && !r.is(s.first, "the") {
		return full
	}
	return r.media["the "+name]
}

// mediaOf starts the outlets that the article makes known: its own and those
// that it credits.
func mediaOf(a *hearsay.Article) mediaNames {
	media := mediaNames{}
	for _, c := range a.Credits {
		if c.To.Kind == hearsay.Outlet {
			media.add(c.To.Name)
		}
	}
	media.add(a.Outlet.Name)
	return media
}

// A mention is a place that names an outlet, for "the newspaper" behind it.
type mention struct {
	at   int // token
	name string
	kind lexicon.Medium // empty when the name does not tell
}

// mediumAt returns the tokens that name an outlet in the noun phrase at chunk
// k, or none: an outlet of the lexicon, or a name next to a word such as
// "newspaper" or "news agency".
func (r *reader) mediumAt(k int) span {
	if k >= len(r.chunks) || r.chunks[k].kind != chunkNP {
		return span{}
	}
	c := &r.chunks[k]
	if s := r.outletIn(c.first, c.end); !s.empty() {
		return s
	}
	if s := r.namedMedium(c.first, c.end); !s.empty() {
		return s
	}
	if s := r.pressName(c.first, c.end); !s.empty() {
		return s
	}
	return r.knownMedium(c.first, c.end)
}

// pressName finds a name that ends like a newspaper's: "Orta Tribune", "The Aster
// Observer". "Emily Post" is a person.
func (r *reader) pressName(first, end int) span {
	last := end - 1
	for last > first && r.ts[last].tag != tagName {
		last--
	}
	if r.ts[last].tag != tagName || !lexicon.IsPressTitle(r.ts[last].key) {
		return span{}
	}
	s := r.names(last, first-1, -1)
	if s.end-s.first < 2 {
		return span{}
	}
	if _, person := lexicon.FirstName(r.ts[s.first].key); person && r.ts[first].key != "the" {
		return span{}
	}
	return s
}

// knownMedium finds a name that this article introduces as an outlet elsewhere:
// by a medium word, a dateline or a bracket in the headline.
func (r *reader) knownMedium(first, end int) span {
	for i := first; i < end; i++ {
		if r.ts[i].tag != tagName {
			continue
		}
		if _, honorific := lexicon.Honorific(r.ts[i].key); honorific {
			return span{}
		}
		s := r.names(i, end, 1)
		if !s.empty() && r.fullMedium(r.span(s.first, s.end).In(r.text), s) != "" {
			return s
		}
		if !s.empty() {
			return span{} // another name: "Tom Orta"
		}
	}
	return span{}
}

// learnMedia records the outlets that the article introduces, and where.
func (r *reader) learnMedia() {
	for k := range r.chunks {
		c := &r.chunks[k]
		if c.kind != chunkNP {
			continue
		}
		s := r.namedMedium(c.first, c.end)
		if s.empty() {
			s = r.pressName(c.first, c.end)
		}
		if !s.empty() {
			r.media.add(r.mediumName(s))
		} else if s = r.cluedMedium(k); !s.empty() {
			r.learnClued(s)
		} else {
			continue
		}
		r.mentions = append(r.mentions, mention{s.first, r.mediumName(s), r.mediumKind(c, s)})
	}
}

// mediumKind is the kind of outlet that the words of chunk c make of the name s.
func (r *reader) mediumKind(c *chunk, s span) lexicon.Medium {
	if o, ok := lexicon.Outlet(r.span(s.first, s.end).In(r.text)); ok {
		return o.Medium
	}
	for i := c.first; i < c.end; i++ {
		if m, ok := lexicon.MediumOf(r.ts[i].key); ok {
			return m
		}
	}
	return ""
}

// theMedium returns the outlet that "the newspaper" at chunk k stands for: the
// latest one before it that may be a newspaper.
func (r *reader) theMedium(k int) string {
	c := &r.chunks[k]
	noun := c.first + 1
	if _, national := lexicon.PlaceOf(r.ts[min(noun, len(r.ts)-1)].In(r.text)); c.kind == chunkNP && noun+1 < c.end && (r.ts[noun].key == "same" || national) {
		noun++ // "the French newspaper"
	}
	if c.kind != chunkNP || c.end <= noun || r.ts[c.first].key != "the" || !lexicon.IsMediumWord(r.ts[noun].key) || strings.HasSuffix(r.ts[noun].key, "s") {
		return ""
	}
	if noun+1 < c.end && (r.ts[noun+1].tag != tagPoss || !r.isReporter(c.main) && !isEditionWord(r.ts[c.main].key)) {
		return "" // "the paper's editor" speaks for himself
	}
	kind, _ := lexicon.MediumOf(r.ts[noun].key)
	found := mention{at: -1}
	for _, m := range slices.Backward(r.mentions) {
		if m.at < c.first && m.mayBe(kind) {
			found = m
			break
		}
	}
	for p := k - 1; p >= 0 && p > k-maxBack && r.chunks[p].first > found.at; p-- {
		if s := r.outletIn(r.chunks[p].first, r.chunks[p].end); r.chunks[p].kind == chunkNP && !s.empty() {
			if m := (mention{s.first, r.mediumName(s), r.mediumKind(&r.chunks[p], s)}); m.mayBe(kind) {
				return m.name
			}
		}
	}
	return found.name
}

// mayBe reports a mention of an outlet that is, or may be, of the kind.
func (m mention) mayBe(kind lexicon.Medium) bool { return kind == "" || m.kind == "" || m.kind == kind }

// maxBack is how many chunks "the newspaper" may stand behind an outlet that the
// lexicon knows; looking for them everywhere takes too long.
const maxBack = 400

// outletIn finds the longest outlet of the lexicon that is printed in tokens
// [first, end), trying what runs over the end as well ("Globe and Mail").
func (r *reader) outletIn(first, end int) span {
	for i := first; i < end; i++ {
		if !r.ts[i].caps && r.ts[i].key != "dpa" || !lexicon.StartsOutlet(r.ts[i].key) {
			continue
		}
		if i > first && r.ts[i-1].tag == tagName && r.ts[i-1].kind == 0 {
			if _, place := lexicon.PlaceOf(r.ts[i-1].In(r.text)); !place {
				continue // the surname in "Anna Reuters"
			}
		}
		for n := min(lexicon.LongestOutlet, len(r.ts)-i); n > 0; n-- {
			if r.sent[i+n-1] != r.sent[i] {
				continue
			}
			if _, ok := lexicon.Outlet(r.span(i, i+n).In(r.text)); ok {
				return span{i, i + n}
			}
		}
	}
	return span{}
}

// namedMedium finds the name beside a medium word: "newspaper Orta", "the Orta
// daily", "Orta TV".
func (r *reader) namedMedium(first, end int) span {
	word := -1
	for i := first; i < end; i++ {
		if t := &r.ts[i]; lexicon.IsMediumWord(t.key) && t.key != "journal" && (t.tag != tagAdj || i+1 < end && r.ts[i+1].tag == tagName) {
			word = i
		}
	}
	if word < 0 {
		return span{}
	}
	if r.isOpen(word+1) && r.isSoft(&r.stretches[r.ts[word+1].in]) { // "newspaper “Morning of Orta”"
		return span{word + 2, r.stretches[r.ts[word+1].in].close}
	}
	if r.ts[word].caps && word+1 < end && r.ts[word+1].tag == tagNum { // "Channel 5"
		if s := r.names(word+2, end, 1); !s.empty() { // "Radio Five Rivers"
			return span{word, s.end}
		}
		return span{word, word + 2}
	}
	if s := r.names(word+1, end, 1); !s.empty() {
		if r.ts[word].tag == tagName && !isFirstOf(r, word) {
			s.first = word // "Radio Aster"
		}
		return s
	}
	if !r.isPaper(word, first) {
		return span{}
	}
	if r.ts[word].caps && word > first { // "Orta Gazette"
		s := r.names(word-1, first-1, -1)
		if s.empty() {
			return span{}
		}
		return span{s.first, word + 1}
	}
	return r.names(r.lastName(word-1, first), first-1, -1)
}

// isFirstOf reports that only its place at the start capitalises token i.
func isFirstOf(r *reader, i int) bool { return r.sentence(i).First == i }

// isPaper reports a medium word that may follow its name; an agency must be one
// for news.
func (r *reader) isPaper(word, first int) bool {
	key := r.ts[word].key
	if key == "agency" || key == "agencies" || key == "service" {
		return word > first && (r.ts[word-1].key == "news" || r.ts[word-1].key == "press")
	}
	return lexicon.IsPaperWord(key)
}

// linksNames reports a small word within a foreign name: "Le Quotidien du Port". More than two
// of them do not follow each other.
func (r *reader) linksNames(i, stop int) bool {
	for k := i; k < min(i+2, stop-1) && !r.ts[k].caps && isNameParticle(r.ts[k].key); k++ {
		if r.ts[k+1].tag == tagName {
			return true
		}
	}
	return false
}

// lastName steps left from i over "state", "news", "daily" to a name.
func (r *reader) lastName(i, first int) int {
	for i > first && r.ts[i].tag != tagName {
		switch r.ts[i].key {
		case "news", "press", "state", "daily", "weekly", "online", "television", "tv", "radio", "wire":
		default:
			return i
		}
		i--
	}
	return i
}

// names returns the run of names from token i in the given direction.
func (r *reader) names(i, stop, step int) span {
	from := i
	for i != stop && (r.ts[i].tag == tagName || r.softMark(i) || i > from && step > 0 && (r.ts[i].tag == tagNum || r.linksNames(i, stop))) {
		if _, country := lexicon.PlaceOf(r.ts[i].In(r.text)); country {
			break
		}
		i += step
	}
	if i == from {
		return span{}
	}
	if step < 0 {
		return span{i + 1, from + 1}
	}
	return span{from, i}
}
