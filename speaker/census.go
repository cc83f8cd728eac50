// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// A person is somebody whom the article names.
type person struct {
	parts  []string // the fullest form: first names, surname, suffix
	print  string   // that form as printed: with a nickname in marks
	gender lexicon.Gender
	age    string // in years, as told
	roles  []role
	honors []string // "dr", "mrs"
	first  int      // byte of the first mention in the text; -1 when only the headline has it
	topic  bool     // the headline names it
	weak   bool     // nothing but two capitals says that it is a person
	times  int
}

func (p *person) name() string { return p.print }
func (p *person) isFull() bool { return isFull(p.parts) }

// agent is the person as others see it.
func (p *person) agent() hearsay.Agent {
	a := hearsay.Agent{Name: p.name(), Kind: hearsay.Person}
	if len(p.roles) > 0 {
		a.Role = p.roles[0].text
	}
	return a
}

// people are all proper names of one article, and the persons among them.
type people struct {
	all       []*person
	bySurname map[string][]*person // by variantKey of the surname
	byFirst   map[string][]*person // by variantKey of the first name
	byHead    map[string][]*person // by the head of a role
	byStart   map[string]*person   // by the first two words of the name
	figures   map[string]*figure
	order     []*figure       // of first appearance
	outlets   map[string]bool // names that this article uses for media
	plain     map[string]bool // words that the article prints in lower case
	capital   map[string]bool // words that it prints with a capital

	pairs        [][2]*figure         // "Ann and Tom Lee"
	byTitle      map[string][]*person // by a title that no list has
	uses         map[use]int          // byte where a short name is first used, by the name and its honorific
	shortOutlets map[string]string    // "Times" where one outlet's name ends so; "" for several
	sightings    [2][]sighting        // of the text, of the headline; rising
	byEnd        [2]map[int]int       // sighting by the byte where it ends
}

// maxBearers bounds how many people of one surname or office are told apart.
// Beyond it a page is a register, and no name in it identifies anybody.
const maxBearers = 64

// census gathers the names of an article, from the text first: headlines print
// surnames alone. What a name is, is settled when all of its places are seen.
func census(text, headline []word, a *hearsay.Article, qs []hearsay.Quotation) *people {
	c := &people{bySurname: map[string][]*person{}, byFirst: map[string][]*person{}, byHead: map[string][]*person{}, byStart: map[string]*person{},
		byTitle: map[string][]*person{}, uses: map[use]int{},
		figures: map[string]*figure{}, outlets: map[string]bool{}, plain: map[string]bool{}, capital: map[string]bool{}}
	for _, q := range qs {
		for _, v := range q.Via {
			c.outlets[v.Agent.Name] = true
		}
	}
	c.scan(0, text, a.Text)
	c.lowerTitle(headline)
	c.scan(1, headline, a.Headline)
	c.stripTitles([2][]word{text, headline}, [2]string{a.Text, a.Headline})
	c.dateline(text)
	c.couples(0, text)
	c.couples(1, headline)
	c.settle()
	for i := range c.sightings {
		for k := range c.sightings[i] {
			c.learn(&c.sightings[i][k], i == 1)
		}
	}
	c.fileRoles()
	return c
}

// scan records every name in a text.
func (c *people) scan(part int, ws []word, text string) {
	c.byEnd[part] = map[int]int{}
	for i := range ws {
		if !ws[i].caps && !ws[i].mark && !ws[i].kind.Has(lexicon.Det|lexicon.Prep|lexicon.Coord|lexicon.To) {
			c.plain[ws[i].key] = true
		} else if ws[i].caps {
			c.capital[ws[i].text] = true
		}
	}
	heads := titleLines(ws)
	for _, head := range [...]bool{false, true} { // what stands in plain lines tells where a name ends in the others
		for i := 0; i < len(ws); {
			if heads[ws[i].para] != head {
				i++
				continue
			}
			r, next := runAt(ws, i)
			if head {
				r, next = c.cutToKnown(ws, r, next, text)
			}
			i = next
			c.record(part, c.sight(ws, r, text))
		}
	}
	list := c.sightings[part]
	slices.SortFunc(list, func(a, b sighting) int { return a.span.Start - b.span.Start })
	for k := range list {
		c.byEnd[part][list[k].span.End] = k
	}
}

func (c *people) record(part int, s *sighting) {
	if s == nil {
		return
	}
	if f := s.figure; part == 0 && (f.first < 0 || s.span.Start < f.first) {
		f.first = s.span.Start
	}
	c.sightings[part] = append(c.sightings[part], *s)
}

// titleLines are the paragraphs that capitalise two words in three, as headings do.
func titleLines(ws []word) []bool {
	if len(ws) == 0 {
		return nil
	}
	heads := make([]bool, ws[len(ws)-1].para+1)
	words, caps := 0, 0
	for i := range ws {
		if !ws[i].mark {
			words++
		}
		if ws[i].caps {
			caps++
		}
		if i+1 == len(ws) || ws[i+1].para != ws[i].para {
			heads[ws[i].para] = words >= 4 && caps*3 >= words*2
			words, caps = 0, 0
		}
	}
	return heads
}

// cutToKnown ends a name in a heading where one ends that plain lines have: "Ann Lee
// Joins Board".
func (c *people) cutToKnown(ws []word, r run, next int, text string) (run, int) {
	for end := r.end - 1; end > r.name+1; end-- {
		name := strings.Join(strings.Fields(text[ws[r.name].span.Start:ws[end-1].span.End]), " ")
		if c.figures[name] != nil {
			r.end, r.behind = end, end
			return r, end
		}
	}
	return r, next
}

// lowerTitle takes back the capitals of a headline that capitalises every word,
// but for words that the text has in names.
func (c *people) lowerTitle(ws []word) {
	caps, words := 0, 0
	for i := range ws {
		if !ws[i].mark {
			words++
		}
		if ws[i].caps {
			caps++
		}
	}
	if words < 4 || caps*3 < words*2 {
		return
	}
	named := map[string]bool{}
	for _, f := range c.order {
		for _, part := range f.parts {
			named[part] = true
		}
	}
	for i := range ws {
		w := &ws[i]
		_, verb := lexicon.VerbOf(w.key)
		if w.caps && !named[w.text] && (c.plain[w.key] || verb || w.kind != 0 || isHuman(w)) {
			w.caps = false
		}
	}
}

// dateline takes the name in front of the text as a place: "KELLIN, Oct. 9 –".
func (c *people) dateline(ws []word) {
	if len(ws) < 2 || !isAcronym(ws[0].text) || len(ws[0].text) < 4 {
		return
	}
	for i := 1; i < len(ws) && i < 12 && ws[i].para == 0; i++ {
		switch ws[i].text {
		case "–", "—", "-", "--", ")":
			if f := c.figures[titleCase(ws[0].text)]; f != nil {
				f.place += 3
			}
			return
		}
	}
}

// couples completes the first of "Ann and Tom Lee".
func (c *people) couples(part int, ws []word) {
	list := c.sightings[part]
	for k := 1; k < len(list); k++ {
		a, b := &list[k-1], &list[k]
		and := b.run.first - 1
		if a.run.behind != and || ws[and].key != "and" || len(a.figure.parts) != 1 || len(b.figure.parts) != 2 || a.titled || b.titled {
			continue
		}
		if !isFirstPart(a.figure.parts[0]) || !isFirstPart(b.figure.parts[0]) {
			continue
		}
		name := a.figure.parts[0] + " " + b.figure.parts[1]
		if c.figures[name] == nil {
			f := &figure{name: name, parts: []string{a.figure.parts[0], b.figure.parts[1]}, first: a.figure.first, times: 1, person: 3}
			c.figures[name] = f
			c.order = append(c.order, f)
		}
		c.pairs = append(c.pairs, [2]*figure{c.figures[name], b.figure})
	}
}

// A use is a short name as it is used for one person: "Lee", "Dr Lee".
type use struct{ name, honor string }

// learn gives the person of a sighting the roles and gender that stand there.
func (c *people) learn(s *sighting, headline bool) {
	if u := (use{s.figure.name, s.honor}); !headline && !isFull(s.figure.parts) {
		if at, used := c.uses[u]; !used || s.span.Start < at {
			c.uses[u] = s.span.Start
		}
	}
	p := s.figure.of
	if p == nil {
		p = c.titled(s)
	}
	if p == nil || s.honored && !compatible(s.gender, genderOfName(p.parts)) {
		return // "Ms Lee" is no name of Luke Lee
	}
	if _, bare := c.uses[use{s.figure.name, ""}]; bare && s.honored && !p.isFull() && len(c.bearers(p.parts)) > 1 {
		return // nor of Lee, when Lees are told apart
	}
	if headline {
		p.topic = true
	}
	if s.gender != lexicon.Ungendered {
		p.gender = s.gender
	}
	if s.honor != "" && len(p.honors) < maxRoles && !slices.Contains(p.honors, s.honor) {
		p.honors = append(p.honors, s.honor)
	}
	if list := c.byTitle[s.title]; s.title != "" && len(list) < maxBearers && !slices.Contains(list, p) {
		c.byTitle[s.title] = append(list, p)
	}
	for _, ws := range s.roles {
		p.addRole(ws)
	}
}

// bearers are those whom a lone surname may mean: of two surnames it may be either,
// when somebody bears it as the last.
func (c *people) bearers(parts []string) []*person {
	key := surnameKey(parts)
	list := c.bySurname[key]
	if len(list) == 0 {
		return nil
	}
	for _, p := range c.byFirst[key] {
		if n := len(p.parts); n > 2 && variantKey(p.parts[n-2]) == key && !slices.Contains(list, p) && len(list) < maxBearers {
			list = append(list[:len(list):len(list)], p)
		}
	}
	return list
}

// titled is whom a lone name with a title means, when one person of that name
// has the title.
func (c *people) titled(s *sighting) *person {
	if !s.titled || isFull(s.figure.parts) || len(s.roles) == 0 {
		return nil
	}
	want, ok := roleOf(s.roles[0])
	if !ok {
		return nil
	}
	p, _ := holder(&want, c.bySurname[surnameKey(s.figure.parts)])
	return p
}

// fileRoles lists people by what they are.
func (c *people) fileRoles() {
	for _, p := range c.all {
		for k := range p.roles {
			head := p.roles[k].head
			if list := c.byHead[head]; len(list) < maxBearers && (len(list) == 0 || list[len(list)-1] != p) {
				c.byHead[head] = append(list, p)
			}
		}
	}
}

// sameName reports whether two names are of one person: the same surname, and
// first names that agree or are an initial of each other. A lone surname agrees
// with nothing here.
func sameName(a, b []string) bool {
	if surnameKey(a) != surnameKey(b) || isFull(a) != isFull(b) || isSuffix(a[len(a)-1]) && isSuffix(b[len(b)-1]) && a[len(a)-1] != b[len(b)-1] {
		return false
	}
	if !isFull(a) {
		return true
	}
	x, y := variantKey(a[0]), variantKey(b[0])
	if isInitial(a[0]) || isInitial(b[0]) {
		return x != "" && y != "" && x[0] == y[0]
	}
	return x == y || isShortFor(a[0], b[0]) || isShortFor(b[0], a[0])
}
