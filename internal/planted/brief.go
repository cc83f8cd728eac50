// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package planted

import (
	"fmt"
	"strings"
	"time"

	"hearsay/prose"
)

// Brief is a made-up article of 120 to 250 words as a newsroom would file it: it has a
// headline and says who said what, and what it took it took near its own time. A
// corpus of them fills every page of a library; nothing is measured on what they share.
type Brief struct {
	ID, Outlet, Title, Text string
	Address                 string
	Date                    time.Time
}

// The shape of a corpus of briefs.
const (
	briefOutlets  = 500
	briefWords    = 120 // at least
	briefSpread   = 100 // more of them, at most
	briefSentence = 22
	titleWords    = 8
	quoted        = 16    // words of a quotation
	people        = 20000 // who are quoted
	prominent     = 20    // of them, who say a twentieth of everything
	reach         = 3000  // articles back that an article may be taken from
	bigStories    = 10    // which every hundredth article copies
	anyKind       = Kind(100)
)

// Brief makes brief i. Of 100, 55 are written anew, 25 take the first half of an
// earlier one, 19 all of it, and one copies one of ten that everybody prints.
func (c *Corpus) Brief(i int) Brief {
	r := newRandom(c.opt.Seed, anyKind, i)
	b := Brief{ID: fmt.Sprintf("brief-%d", i), Date: firstDay.Add(time.Duration(i) * time.Minute), Outlet: fmt.Sprintf("Outlet %d", 1+r.skewed(briefOutlets))}
	b.Address = fmt.Sprintf("https://%s.example/%d", strings.ReplaceAll(strings.ToLower(b.Outlet), " ", "-"), i)
	b.Title = c.words(&r, titleWords)
	from, share := c.taken(&r, i)
	own := c.story(i)
	if from < 0 {
		b.Text = strings.Join(own, "\n\n")
		return b
	}
	source := c.story(from)
	for n := range source {
		source[n] = c.edited(&r, source[n])
	}
	if share < 100 {
		source = append(source[:max(1, len(source)/2)], own[len(own)/2:]...)
	}
	if r.below(2) == 0 {
		origin := newRandom(c.opt.Seed, anyKind, from)
		source[0] = fmt.Sprintf("(Outlet %d) %s", 1+origin.skewed(briefOutlets), source[0])
	}
	b.Text = strings.Join(source, "\n\n")
	return b
}

// taken is what brief i is taken from, and how much of it in hundredths; -1 when it
// is written anew.
func (c *Corpus) taken(r *random, i int) (from, share int) {
	near := func() int { return i - 1 - r.below(min(i, reach)) }
	switch draw := r.below(100); {
	case i <= bigStories || draw < 55:
		return -1, 0
	case draw < 80:
		return near(), 50
	case draw < 99:
		return near(), 100
	}
	return r.skewed(bigStories), 100
}

// story is what brief i would be were it written anew, by paragraphs.
func (c *Corpus) story(i int) []string {
	r := newRandom(c.opt.Seed, anyKind+1, i)
	left := briefWords + r.below(briefSpread)
	var out []string
	for left > 0 {
		paragraph := c.sentence(&r, briefSentence)
		if r.below(3) == 0 {
			paragraph += " " + c.speech(&r)
		} else {
			paragraph += " " + c.sentence(&r, briefSentence)
		}
		out, left = append(out, paragraph), left-2*briefSentence
	}
	return out
}

func (c *Corpus) speech(r *random) string {
	n := r.below(people)
	if r.below(20) == 0 {
		n = r.below(prominent)
	}
	will := [...]string{"We will not", "We will", "They did not", "Nobody said that"}[r.below(4)]
	return fmt.Sprintf("“%s %s,” %s said.", will, c.words(r, quoted), person(n))
}

func (c *Corpus) sentence(r *random, n int) string {
	s := c.words(r, n)
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// words is n words of filler that end and ask nothing, in small letters.
func (c *Corpus) words(r *random, n int) string {
	var b strings.Builder
	for _, w := range c.filler(r, n) {
		b.Write(c.text[c.starts[w]:c.starts[w+1]])
	}
	return strings.ToLower(strings.TrimSpace(b.String()))
}

// edited leaves three words of a hundred out.
func (c *Corpus) edited(r *random, text string) string {
	words := strings.Split(text, " ")
	kept := words[:0]
	for _, w := range words {
		if r.below(100) >= 3 || strings.ContainsAny(w, "“”.,") {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// person is the name of speaker n.
func person(n int) string {
	first := [...]string{"Anna", "Peter", "Maria", "Thomas", "Laura", "David", "Sarah", "Robert", "Helen", "Martin"}
	syllables := [...]string{"bar", "den", "fel", "gor", "hal", "kin", "lor", "mar", "nev", "pol", "rus", "sten", "tam", "vor", "wen", "zel"}
	h := prose.Mix(uint64(n))
	pick := func(shift int) string { return syllables[h>>shift&15] }
	last := pick(0) + pick(4) + pick(8)
	return first[(h>>12)%uint64(len(first))] + " " + strings.ToUpper(last[:1]) + last[1:]
}
