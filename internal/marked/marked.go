// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package marked reads and writes texts in which a person has marked who says
// what, in the text itself:
//
//	# one relation in two halves
//	[q:“We are ready,”] [s:Larin] [c:said], [q:“but not today.”]
//	> direct; interrupted
//	> = Sergei Larin (person, surname)
//
// A file holds any number of such blocks. A line that begins with "#" opens a
// block and names it; "^" is the headline; ">" states facts; all other lines
// are the text, with an empty line between paragraphs.
//
// Marks are [letter:words], and [letter number:words] when the block has
// several relations: s source, c cue, q content (one mark a fragment), t the
// "that" in front, a addressee, v the words that tell a medium. They nest; a
// stretch that two marks cross is written as two marks with nothing between.
// Other square brackets stand for themselves. A backslash takes the meaning off
// the sign behind it: \[ \] \\, \# \^ \> where a line begins, \; in a fact.
//
// Facts follow one another with semicolons: the mode (direct, indirect, mixed);
// a polarity other than asserted; extended; flags; "in N" for the relation that
// holds this one; "via NAME" once a medium, nearest first; "= NAME (kind, how)"
// for the speaker. With several relations a fact line begins with its number.
//
// It serves tests, evaluation and people who annotate (doc/annotate.md); it
// refuses what it can't read, with line and column.
package marked

import (
	"cmp"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay"
)

// Text is one block: an article with the relations marked in it. Spans of
// quotations are in Headline or Body as their Part says.
type Text struct {
	Name       string
	Headline   string
	Body       string
	Quotations []hearsay.Quotation
	// Numbers and At hold, for each quotation, the number that it has in the file
	// and where its first mark stands there. Nil for texts that were not parsed.
	Numbers []int
	At      []Position
}

// Position is a place in a file. Line and column count from 1, the column in
// code points.
type Position struct{ Line, Column int }

// Article returns the text as extraction would hand it on.
func (t *Text) Article() *hearsay.Article {
	return &hearsay.Article{Headline: t.Headline, Text: t.Body}
}

// Case returns the number that the name begins with, or 0: acceptance cases have
// numbers, "14" and its variants "14b".
func (t *Text) Case() int {
	n := 0
	for _, c := range t.Name {
		if c < '0' || c > '9' || n > maxCase {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

const maxCase = 1000

// Parse reads all blocks of a file. The error is the first [*Fault], which wraps
// hearsay.ErrInvalid.
func Parse(src string) ([]Text, error) {
	texts, faults := ParseAll(src)
	if len(faults) > 0 {
		return nil, faults[0]
	}
	return texts, nil
}

// ParseAll reads what can be read and returns everything that can't, in the
// order of the file.
func ParseAll(src string) ([]Text, []*Fault) {
	var out []Text
	var faults []*Fault
	var b block
	for i, line := range strings.Split(src, "\n") {
		if name, ok := strings.CutPrefix(line, "#"); ok {
			out = b.finish(out)
			b = block{name: strings.TrimSpace(name), open: true}
			continue
		}
		if f := b.line(line, i+1); f != nil {
			f.Line = i + 1
			faults = append(faults, f)
		}
	}
	return b.finish(out), faults
}

// block gathers the lines between two names.
type block struct {
	name     string
	open     bool
	headline reading
	body     reading
	quotes   map[int]*hearsay.Quotation
	at       map[int]Position
}

func (b *block) line(line string, number int) *Fault {
	if !b.open {
		if strings.TrimSpace(line) != "" {
			return fault(1, "text before the first block", "begin the file with a line \"# NAME\"")
		}
		return nil
	}
	if b.quotes == nil {
		b.quotes, b.at = map[int]*hearsay.Quotation{}, map[int]Position{}
	}
	switch {
	case strings.HasPrefix(line, "> "):
		return b.fact(line[2:])
	case strings.HasPrefix(line, "^ "):
		return b.add(&b.headline, scan{line: line, pos: 2, column: 3, number: number, part: hearsay.InHeadline})
	}
	return b.add(&b.body, scan{line: line, column: 1, number: number})
}

// finish closes the block and numbers its relations from 0, in the order of
// their numbers in the file.
func (b *block) finish(out []Text) []Text {
	if !b.open {
		return out
	}
	t := Text{Name: b.name, Headline: strings.TrimRight(b.headline.text.String(), "\n"), Body: strings.TrimRight(b.body.text.String(), "\n")}
	numbers := make([]int, 0, len(b.quotes))
	for n := range b.quotes {
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	for _, n := range numbers {
		q := *b.quotes[n]
		if q.Within >= 0 {
			q.Within = sort.SearchInts(numbers, q.Within)
		}
		t.Quotations = append(t.Quotations, q)
		t.Numbers, t.At = append(t.Numbers, n), append(t.At, b.at[n])
	}
	return append(out, t)
}

// reading is plain text in the making.
type reading struct {
	text strings.Builder
	open []openMark
}

type openMark struct {
	role   byte // 0 for a bracket that stands for itself
	number int
	start  int
	column int
}

// scan is the place in one line.
type scan struct {
	line   string
	pos    int // in bytes
	column int // of pos, from 1
	number int // of the line
	part   hearsay.Part
}

func (s *scan) advance(n int) {
	for _, c := range []byte(s.line[s.pos : s.pos+n]) {
		if utf8.RuneStart(c) {
			s.column++
		}
	}
	s.pos += n
}

var markStart = regexp.MustCompile(`^\[([scqtav])(\d*):`)

// add strips the marks of one line, on which they all must close, and records
// them. After a fault the rest of the line is still text.
func (b *block) add(r *reading, s scan) *Fault {
	if s.line == "" && r.text.Len() == 0 {
		return nil
	}
	var first *Fault
	for s.pos < len(s.line) {
		first = cmp.Or(first, b.next(r, &s))
	}
	first = cmp.Or(first, r.unclosed())
	r.text.WriteByte('\n')
	return first
}

// next reads one mark, bracket, escape or byte.
func (b *block) next(r *reading, s *scan) *Fault {
	rest := s.line[s.pos:]
	switch {
	case rest[0] == '[':
		if m := markStart.FindStringSubmatch(rest); m != nil {
			return r.begin(m, s)
		}
		r.open = append(r.open, openMark{})
		r.text.WriteByte('[')
	case rest[0] == ']':
		f := b.close(r, s)
		s.advance(1)
		return f
	case len(rest) > 1 && rest[0] == '\\' && strings.IndexByte(`[]\#^>`, rest[1]) >= 0:
		r.text.WriteByte(rest[1])
		s.advance(1)
	default:
		r.text.WriteByte(rest[0])
	}
	s.advance(1)
	return nil
}

// begin opens a mark; m is what [markStart] found.
func (r *reading) begin(m []string, s *scan) *Fault {
	n, err := strconv.Atoi("0" + m[2])
	at := s.column
	r.open = append(r.open, openMark{m[1][0], max(n, 1), r.text.Len(), at})
	s.advance(len(m[0]))
	if err != nil {
		return fault(at, "the number of this mark is too great", "number relations from 1")
	}
	return nil
}

// unclosed forgets what is open at the end of a line, and tells the first mark.
func (r *reading) unclosed() *Fault {
	open := r.open
	r.open = r.open[:0]
	for _, m := range open {
		if m.role != 0 {
			return fault(m.column, fmt.Sprintf("mark %c%d does not close on its line", m.role, m.number), "put ] behind its last word, or make one mark a line")
		}
	}
	return nil
}

// close ends the innermost bracket: a literal one, or a mark, which it records.
func (b *block) close(r *reading, s *scan) *Fault {
	if len(r.open) == 0 || r.open[len(r.open)-1].role == 0 {
		r.text.WriteByte(']')
		r.open = r.open[:max(0, len(r.open)-1)]
		return nil
	}
	m := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	if m.start == r.text.Len() {
		return fault(m.column, fmt.Sprintf("mark %c%d holds nothing", m.role, m.number), "take it out, or put words in it")
	}
	q := b.quotes[m.number]
	if q == nil {
		q = &hearsay.Quotation{Within: -1, Part: s.part, Polarity: hearsay.Asserted, Profile: hearsay.Core}
		b.quotes[m.number] = q
		b.at[m.number] = Position{s.number, m.column}
	}
	if q.Part != s.part {
		return fault(m.column, fmt.Sprintf("relation %d is both in the headline and in the text", m.number), "give the marks of one of them another number")
	}
	put(q, m.role, hearsay.Span{Start: m.start, End: r.text.Len()})
	return nil
}

// put adds a span to its role, joining the two halves of a crossed mark.
func put(q *hearsay.Quotation, role byte, s hearsay.Span) {
	single := func(at *hearsay.Span) {
		switch {
		case at.IsZero():
			*at = s
		case at.End == s.Start:
			at.End = s.End
		}
	}
	switch role {
	case 's':
		single(&q.Source)
	case 'c':
		single(&q.Cue)
	case 't':
		single(&q.Complementiser)
	case 'a':
		single(&q.Addressee)
	case 'v':
		q.Via = append(q.Via, hearsay.Via{Agent: hearsay.Agent{Kind: hearsay.Outlet}, Evidence: s})
	case 'q':
		q.Content = append(q.Content, s)
		sort.Slice(q.Content, func(i, j int) bool { return q.Content[i].Start < q.Content[j].Start })
		for i := 1; i < len(q.Content); i++ {
			if q.Content[i-1].End == q.Content[i].Start {
				q.Content[i-1].End = q.Content[i].End
				q.Content = append(q.Content[:i], q.Content[i+1:]...)
			}
		}
	}
}
