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
// Other square brackets stand for themselves.
//
// Facts follow one another with semicolons: the mode (direct, indirect, mixed);
// a polarity other than asserted; extended; flags; "in N" for the relation that
// holds this one; "via NAME" once a medium, nearest first; "= NAME (kind, how)"
// for the speaker. With several relations a fact line begins with its number.
//
// It serves tests and evaluation, not users; it refuses what it can't read,
// with the line.
package marked

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"hearsay"
)

// Text is one block: an article with the relations marked in it. Spans of
// quotations are in Headline or Body as their Part says.
type Text struct {
	Name       string
	Headline   string
	Body       string
	Quotations []hearsay.Quotation
}

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

// Parse reads all blocks of a file. Errors wrap hearsay.ErrInvalid and name the
// line.
func Parse(src string) ([]Text, error) {
	var out []Text
	var b block
	for i, line := range strings.Split(src, "\n") {
		if name, ok := strings.CutPrefix(line, "#"); ok {
			out = b.finish(out)
			b = block{name: strings.TrimSpace(name), open: true}
			continue
		}
		if err := b.line(line); err != nil {
			return nil, fmt.Errorf("parse line %d: %w", i+1, err)
		}
	}
	out = b.finish(out)
	return out, nil
}

// block gathers the lines between two names.
type block struct {
	name     string
	open     bool
	headline reading
	body     reading
	quotes   map[int]*hearsay.Quotation
}

func (b *block) line(line string) error {
	if !b.open {
		if strings.TrimSpace(line) != "" {
			return fmt.Errorf("text before the first #: %w", hearsay.ErrInvalid)
		}
		return nil
	}
	if b.quotes == nil {
		b.quotes = map[int]*hearsay.Quotation{}
	}
	switch {
	case strings.HasPrefix(line, "> "):
		return b.fact(line[2:])
	case strings.HasPrefix(line, "^ "):
		return b.headline.add(line[2:], hearsay.InHeadline, b.quotes)
	}
	return b.body.add(line, hearsay.InText, b.quotes)
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
}

var markStart = regexp.MustCompile(`^\[([scqtav])(\d*):`)

// add strips the marks of one line, on which they all must close, and records
// them.
func (r *reading) add(line string, part hearsay.Part, quotes map[int]*hearsay.Quotation) error {
	if line == "" && r.text.Len() == 0 {
		return nil
	}
	for line != "" {
		if m := markStart.FindStringSubmatch(line); m != nil {
			n, _ := strconv.Atoi("0" + m[2])
			r.open = append(r.open, openMark{m[1][0], max(n, 1), r.text.Len()})
			line = line[len(m[0]):]
			continue
		}
		switch line[0] {
		case '[':
			r.open = append(r.open, openMark{})
			r.text.WriteByte('[')
		case ']':
			if err := r.close(part, quotes); err != nil {
				return err
			}
		default:
			r.text.WriteByte(line[0])
		}
		line = line[1:]
	}
	for _, m := range r.open {
		if m.role != 0 {
			return fmt.Errorf("mark %c%d does not close on its line: %w", m.role, m.number, hearsay.ErrInvalid)
		}
	}
	r.open = r.open[:0]
	r.text.WriteByte('\n')
	return nil
}

// close ends the innermost bracket: a literal one, or a mark, which it records.
func (r *reading) close(part hearsay.Part, quotes map[int]*hearsay.Quotation) error {
	if len(r.open) == 0 || r.open[len(r.open)-1].role == 0 {
		r.text.WriteByte(']')
		r.open = r.open[:max(0, len(r.open)-1)]
		return nil
	}
	m := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	if m.start == r.text.Len() {
		return fmt.Errorf("mark %c%d holds nothing: %w", m.role, m.number, hearsay.ErrInvalid)
	}
	q := quotes[m.number]
	if q == nil {
		q = &hearsay.Quotation{Within: -1, Part: part, Polarity: hearsay.Asserted, Profile: hearsay.Core}
		quotes[m.number] = q
	}
	if q.Part != part {
		return fmt.Errorf("relation %d is both in the headline and in the text: %w", m.number, hearsay.ErrInvalid)
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

var factNumber = regexp.MustCompile(`^(\d+): `)

// fact reads one line of facts.
func (b *block) fact(line string) error {
	n := 1
	if m := factNumber.FindStringSubmatch(line); m != nil {
		n, _ = strconv.Atoi(m[1])
		line = line[len(m[0]):]
	}
	q := b.quotes[n]
	if q == nil {
		return fmt.Errorf("facts on relation %d, which has no mark: %w", n, hearsay.ErrInvalid)
	}
	vias := 0
	for _, f := range strings.Split(line, ";") {
		if err := setFact(q, strings.TrimSpace(f), &vias); err != nil {
			return err
		}
	}
	return nil
}

var speakerFact = regexp.MustCompile(`^= (.+?) \((\w+), ([\w-]+)\)$`)

func setFact(q *hearsay.Quotation, f string, vias *int) error {
	switch {
	case f == "direct" || f == "indirect" || f == "mixed":
		q.Mode = hearsay.Mode(f)
	case f == string(hearsay.Extended):
		q.Profile = hearsay.Extended
	case isPolarity(f):
		q.Polarity = hearsay.Polarity(f)
	case strings.HasPrefix(f, "in "):
		n, err := strconv.Atoi(f[3:])
		if err != nil {
			return fmt.Errorf("%q is no relation: %w", f, hearsay.ErrInvalid)
		}
		q.Within = n
	case strings.HasPrefix(f, "via "):
		if *vias >= len(q.Via) {
			q.Via = append(q.Via, hearsay.Via{Agent: hearsay.Agent{Kind: hearsay.Outlet}})
		}
		q.Via[*vias].Agent.Name = f[4:]
		*vias++
	case strings.HasPrefix(f, "= "):
		m := speakerFact.FindStringSubmatch(f)
		if m == nil {
			return fmt.Errorf("%q is not \"= NAME (kind, how)\": %w", f, hearsay.ErrInvalid)
		}
		q.Speaker = hearsay.Speaker{Agent: hearsay.Agent{Name: m[1], Kind: hearsay.AgentKind(m[2])}, How: m[3]}
	case f != "" && !strings.Contains(f, " "):
		q.Flags = append(q.Flags, hearsay.Flag(f))
	default:
		return fmt.Errorf("unknown fact %q: %w", f, hearsay.ErrInvalid)
	}
	return nil
}

func isPolarity(f string) bool {
	switch hearsay.Polarity(f) {
	case hearsay.Asserted, hearsay.Denied, hearsay.Declined, hearsay.Questioned, hearsay.Hypothetical, hearsay.Future, hearsay.NotSaid:
		return true
	}
	return false
}
