// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"hearsay"
	"hearsay/internal/marked"
)

// ReadTSV reads WebAnno TSV 3.2 or 3.3 with our layers, as WriteTSV makes it and
// INCEpTION gives it back. Other layers are left alone. The text has no name.
// Errors wrap hearsay.ErrInvalid and name the line.
func ReadTSV(r io.Reader) (*marked.Text, error) {
	t := &tsvReader{unitOf: map[string]int{}, byID: map[string]int{}}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		t.lineNo++
		if err := t.line(strings.TrimSuffix(in.Text(), "\r")); err != nil {
			return nil, fmt.Errorf("read TSV, line %d: %w", t.lineNo, err)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read TSV, line %d: %w", t.lineNo+1, err)
	}
	if t.lineNo == 0 || t.partColumn < 0 {
		return nil, fmt.Errorf("read TSV: empty file: %w", hearsay.ErrInvalid)
	}
	if err := t.resolve(); err != nil {
		return nil, fmt.Errorf("read TSV, %w", err)
	}
	return t.graph.marked()
}

// tsvReader gathers spans and links line by line.
type tsvReader struct {
	graph
	lineNo     int
	columns    int      // cells behind the token
	names      []string // feature of each column; "" when it is of another layer
	partColumn int
	linkColumn int // label of a link; -1 when no link of the file has one
	refColumn  int // where a link comes from; -1 when there are no links
	inBody     bool
	written    strings.Builder
	bytes      []int // byte of each UTF-16 unit of the text; -1 within a pair
	pending    []string
	pendingID  string
	unitOf     map[string]int // first node that begins on a unit and has no number
	byID       map[string]int // node of a number
	refs       []tsvRef
}

// tsvRef is a link whose ends may not have been read yet.
type tsvRef struct {
	line         int
	label        string
	from, fromID string // unit and number of the source
	target, toID string
}

func invalid(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, hearsay.ErrInvalid)...)
}

func (t *tsvReader) line(s string) error {
	if !t.inBody && (t.lineNo == 1 || strings.HasPrefix(s, "#T_")) {
		return t.header(s)
	}
	if !t.inBody && s != "" {
		t.inBody = true
		if t.names == nil {
			return invalid("there is no layer %s: nothing is marked in the file, or in other layers", spanLayer)
		}
	}
	switch {
	case s == "":
		return nil
	case strings.HasPrefix(s, "#Sentence.id="):
		t.pendingID = textPlain.Replace(s[len("#Sentence.id="):])
		return nil
	case strings.HasPrefix(s, "#Text="):
		t.pending = append(t.pending, textPlain.Replace(s[len("#Text="):]))
		return nil
	case strings.HasPrefix(s, "#"):
		return nil
	}
	return t.token(s)
}

// header reads the format and the layers.
func (t *tsvReader) header(s string) error {
	if t.lineNo == 1 {
		t.linkColumn, t.refColumn, t.partColumn = -1, -1, -1
		s = strings.TrimPrefix(s, "\ufeff")
		minor, err := strconv.Atoi(strings.TrimPrefix(s, tsvFormat))
		if !strings.HasPrefix(s, tsvFormat) || err != nil || minor < 2 {
			return invalid("%q is not %q2 or 3; export as WebAnno TSV 3.3", s, tsvFormat)
		}
		return nil
	}
	_, layer, _ := strings.Cut(s, "=")
	fields := strings.FieldsFunc(layer, func(r rune) bool { return r == '|' })
	if len(fields) == 0 {
		return invalid("a layer without a name")
	}
	own := fields[1:]
	switch base := baseType + spanLayer; {
	case strings.HasPrefix(s, "#T_SP=") && fields[0] == spanLayer:
		t.names = append(make([]string, t.columns), own...)
		for i, name := range own {
			if name == "part" {
				t.partColumn = t.columns + i
			}
		}
		if t.partColumn < 0 {
			return invalid("layer %s has no feature \"part\"", spanLayer)
		}
	case strings.HasPrefix(s, "#T_RL=") && len(own) > 0 && own[len(own)-1] == base:
		t.refColumn = t.columns + len(own) - 1
		if i := slices.Index(own, "link"); i >= 0 {
			t.linkColumn = t.columns + i
		}
	}
	t.columns += max(len(own), 1)
	return nil
}

// token reads the line of a token or of a part of one.
func (t *tsvReader) token(s string) error {
	cells := strings.Split(s, "\t")
	if len(cells) < 3+t.columns {
		return invalid("%d columns, where the layers need %d", len(cells), 3+t.columns)
	}
	from, to, ok := strings.Cut(cells[1], "-")
	begin, err1 := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if !ok || err1 != nil || err2 != nil || begin < 0 || end < begin {
		return invalid("%q are no offsets", cells[1])
	}
	if err := t.startSentence(begin); err != nil {
		return err
	}
	if end >= len(t.bytes) || t.bytes[begin] < 0 || t.bytes[end] < 0 {
		return invalid("offsets %s lie outside the text", cells[1])
	}
	span := hearsay.Span{Start: t.bytes[begin], End: t.bytes[end]}
	if err := t.spans(cells[0], span, cells[3:]); err != nil {
		return err
	}
	return t.linksAt(cells[0], cells[3:])
}

// startSentence adds the text of the sentence that its first token begins. What
// stood between two sentences is not written; its length tells: a space, or an
// empty line.
func (t *tsvReader) startSentence(begin int) error {
	if t.pending == nil {
		return nil
	}
	gap := begin - max(len(t.bytes)-1, 0)
	switch {
	case gap < 0 || gap > 1000:
		return invalid("the sentence begins %d characters behind the one before", gap)
	case gap >= 2 && t.written.Len() > 0:
		t.write("\n\n" + strings.Repeat(" ", gap-2))
	default:
		t.write(strings.Repeat(" ", gap))
	}
	start := t.written.Len()
	t.write(strings.Join(t.pending, "\n"))
	if t.pendingID == headlineID && start == 0 {
		t.headline = t.written.Len()
	}
	t.pending, t.pendingID = nil, ""
	return nil
}

func (t *tsvReader) write(s string) {
	if len(t.bytes) == 0 {
		t.bytes = append(t.bytes, 0)
	}
	for i, r := range s {
		at := t.written.Len() + i
		t.bytes[len(t.bytes)-1] = at
		if utf16.RuneLen(r) == 2 {
			t.bytes = append(t.bytes, -1)
		}
		t.bytes = append(t.bytes, 0)
	}
	t.written.WriteString(s)
	t.bytes[len(t.bytes)-1] = t.written.Len()
}

// spans reads the cells of our layer.
func (t *tsvReader) spans(unit string, at hearsay.Span, cells []string) error {
	var nodes []int
	for column, name := range t.names {
		if name == "" || cells[column] == "_" {
			continue
		}
		for k, raw := range splitStack(cells[column]) {
			value, number, err := cutNumber(raw)
			if err != nil {
				return err
			}
			if k == len(nodes) {
				nodes = append(nodes, t.node(unit, number, at))
			}
			if k > len(nodes) || value == "*" {
				continue
			}
			t.nodes[nodes[k]].values[name] = valuePlain.Replace(value)
		}
	}
	return nil
}

// node finds the span of a number, which this line continues, or begins one.
func (t *tsvReader) node(unit, number string, at hearsay.Span) int {
	if i, ok := t.byID[number]; ok && number != "" {
		s := &t.nodes[i].span
		s.Start, s.End = min(s.Start, at.Start), max(s.End, at.End)
		return i
	}
	i := len(t.nodes)
	t.nodes = append(t.nodes, node{at, map[string]string{}})
	if number != "" {
		t.byID[number] = i
	} else if _, taken := t.unitOf[unit]; !taken {
		t.unitOf[unit] = i
	}
	return i
}

// linksAt notes the links whose target begins on this line.
func (t *tsvReader) linksAt(unit string, cells []string) error {
	if t.refColumn < 0 || cells[t.refColumn] == "_" {
		return nil
	}
	var labels []string
	if t.linkColumn >= 0 {
		labels = splitStack(cells[t.linkColumn])
	}
	for k, ref := range splitStack(cells[t.refColumn]) {
		from, numbers, err := cutNumber(ref)
		if err != nil {
			return err
		}
		r := tsvRef{line: t.lineNo, from: from, target: unit}
		if k < len(labels) && labels[k] != "*" {
			r.label = valuePlain.Replace(labels[k])
		}
		r.fromID, r.toID, _ = strings.Cut(numbers, "_")
		t.refs = append(t.refs, r)
	}
	return nil
}

// resolve finds both ends of every link.
func (t *tsvReader) resolve() error {
	t.text = t.written.String()
	for _, r := range t.refs {
		from, ok1 := t.end(r.from, r.fromID)
		to, ok2 := t.end(r.target, r.toID)
		if !ok1 || !ok2 {
			return invalid("line %d: a link from %s to %s, where no span begins", r.line, r.from, r.target)
		}
		t.links = append(t.links, link{from, to, r.label})
	}
	return nil
}

// end finds the span that a number names, or, for 0 and none, the unit.
func (t *tsvReader) end(unit, number string) (int, bool) {
	if number != "" && number != "0" {
		i, ok := t.byID[number]
		return i, ok
	}
	i, ok := t.unitOf[unit]
	return i, ok
}

// splitStack cuts a cell at bars that no backslash stands before.
func splitStack(cell string) []string {
	var out []string
	start := 0
	for i := 0; i < len(cell); i++ {
		switch cell[i] {
		case '\\':
			i++
		case '|':
			out = append(out, cell[start:i])
			start = i + 1
		}
	}
	return append(out, cell[start:])
}

// cutNumber takes the number in brackets off a value.
func cutNumber(raw string) (value, number string, err error) {
	open := -1
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '[':
			open = i
		}
	}
	if open < 0 {
		return raw, "", nil
	}
	if !strings.HasSuffix(raw, "]") {
		return "", "", invalid("%q has a bracket that does not close", raw)
	}
	return raw[:open], raw[open+1 : len(raw)-1], nil
}
