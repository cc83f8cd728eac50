// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"

	"hearsay"
	"hearsay/dating"
)

// goldCount gathers the scores of one system on one set of gold pages.
type goldCount struct {
	with          prf // hit = found, truth = all that must be there
	without       prf // hit = wrongly there, truth = all that must not
	title, author prf
	date          prf
	intervals     intervals
}

// intervals scores what a date may be against the day that it is.
type intervals struct {
	hit    int
	widths []time.Duration
}

// add counts a date of which the day is known. A day is what it is somewhere: of
// one that an outlet prints nobody tells the zone.
func (v *intervals) add(d hearsay.Date, day string) {
	truth, ok := dating.Read(day, dating.Habits{Zone: dating.World})
	if !ok || d.Earliest.IsZero() {
		return
	}
	v.widths = append(v.widths, d.Latest.Sub(d.Earliest))
	if !d.Earliest.After(truth.Latest) && !truth.Earliest.After(d.Latest) {
		v.hit++
	}
}

// width is how wide the interval is, in hours, that a share of them are no wider than.
func (v *intervals) width(part float64) float64 {
	slices.Sort(v.widths)
	return v.widths[int(part*float64(len(v.widths)-1))].Hours()
}

// scoreGolds scores the with/without strings and the metadata, per gold file.
func (t *pageTruth) scoreGolds(opt Options) []Set {
	bySet := map[string][]goldPage{}
	var names []string
	for _, g := range t.golds {
		if bySet[g.set] == nil {
			names = append(names, g.set)
		}
		bySet[g.set] = append(bySet[g.set], g)
	}
	sort.Strings(names)
	var sets []Set
	for _, name := range names {
		golds := bySet[name]
		if opt.Limit > 0 && len(golds) > opt.Limit {
			golds = golds[:opt.Limit]
		}
		sets = append(sets, t.scoreGoldSet(name, golds, opt))
	}
	return sets
}

func (t *pageTruth) scoreGoldSet(name string, golds []goldPage, opt Options) Set {
	set := Set{Name: name}
	errors := &errorList{opt: opt}
	for _, sys := range extractors() {
		var c goldCount
		for _, g := range golds {
			page, ok := t.pages[strings.TrimSuffix(g.HTML, ".html")]
			if !ok {
				if sys.name == "hearsay" {
					set.Skipped = append(set.Skipped, g.HTML+": no page of this name")
				}
				continue
			}
			a := sys.read(g.URL, page)
			errors.on = sys.name == "hearsay"
			c.add(g, a, errors)
			if sys.name == "hearsay" {
				set.Texts++
			}
		}
		c.addTo(&set, sys.name)
	}
	return set
}

func (c *goldCount) add(g goldPage, a hearsay.Article, errors *errorList) {
	text := foldSpace(a.Text)
	for _, s := range g.With {
		c.with.truth++
		if strings.Contains(text, foldSpace(s)) {
			c.with.hit++
		} else {
			errors.add("missing", g, s)
		}
	}
	for _, s := range g.Without {
		c.without.truth++
		if strings.Contains(text, foldSpace(s)) {
			c.without.hit++
			errors.add("unwanted", g, s)
		}
	}
	c.addMeta(g, a, errors)
}

func (c *goldCount) addMeta(g goldPage, a hearsay.Article, errors *errorList) {
	if g.Title != "" {
		c.title.truth++
		if sameName(g.Title, a.Headline) {
			c.title.hit++
		} else {
			errors.add("title", g, g.Title+" | "+a.Headline)
		}
	}
	if g.Author != "" {
		c.author.truth++
		if sameNames(string(g.Author), a.Byline) {
			c.author.hit++
		} else {
			errors.add("author", g, string(g.Author)+" | "+strings.Join(a.Byline, "; "))
		}
	}
	if g.Date == "" {
		return
	}
	c.date.truth++
	day := ""
	if d, ok := a.Published(); ok {
		c.date.proposed++
		c.intervals.add(d, g.Date)
		day = d.Value[:min(len(d.Value), 10)]
	}
	if day == g.Date {
		c.date.hit++
	} else {
		errors.add("date", g, g.Date+" | "+day)
	}
}

func (c *goldCount) addTo(set *Set, group string) {
	if c.with.truth > 0 {
		p := share(c.with.hit, c.with.hit+c.without.hit)
		set.Add(group, "with found", c.with.recall(), c.with.truth)
		set.Add(group, "without kept out", 1-c.without.recall(), c.without.truth)
		set.Add(group, "P", p, 0)
		set.Add(group, "F1", harmonic(p, c.with.recall()), 0)
	}
	if c.title.truth > 0 {
		set.Add(group, "title", c.title.recall(), c.title.truth)
	}
	if c.author.truth > 0 {
		set.Add(group, "author", c.author.recall(), c.author.truth)
	}
	if c.date.truth > 0 {
		set.Add(group, "date", c.date.recall(), c.date.truth)
		set.Add(group, "date, where one is given", c.date.precision(), c.date.proposed)
	}
	if n := len(c.intervals.widths); n > 0 {
		set.Add(group, "day within the interval", share(c.intervals.hit, n), n)
		set.Add(group, "hours wide, middle one", c.intervals.width(0.5), 0)
		set.Add(group, "nine in ten", c.intervals.width(0.9), 0)
	}
}

// foldSpace makes every run of white space one space.
func foldSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// sameName compares names and titles by their letters and digits alone.
func sameName(a, b string) bool { return letters(a) == letters(b) }

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// sameNames compares a gold author field ("A; B" or "A, B") with a byline, in
// any order.
func sameNames(gold string, byline []string) bool {
	split := func(s string) []string {
		names := strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == ',' })
		for i := range names {
			names[i] = letters(names[i])
		}
		sort.Strings(names)
		return names
	}
	return strings.Join(split(gold), ";") == strings.Join(split(strings.Join(byline, ";")), ";")
}

// errorList writes the first errors of each kind to Options.Errors.
type errorList struct {
	opt  Options
	on   bool
	seen map[string]int
}

func (e *errorList) add(kind string, g goldPage, what string) {
	if e.opt.Errors == nil || !e.on {
		return
	}
	if e.seen == nil {
		e.seen = map[string]int{}
	}
	limit := e.opt.maxErrors()
	if e.seen[kind]++; e.seen[kind] <= limit {
		fmt.Fprintf(e.opt.Errors, "%s\t%s\t%s\t%q\n", kind, g.HTML, g.URL, what)
	}
}
