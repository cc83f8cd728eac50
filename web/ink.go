// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/reuse"
)

// inkKind says what a mark on a text means.
type inkKind int

const (
	inkSame     inkKind = iota // stands elsewhere in the same words
	inkReworded                // stands elsewhere in other words
	inkSaid                    // words of a quotation
	inkSource                  // who says them
	inkLink                    // a hyperlink of the article
	inkHit                     // a word that was searched for
	inkNote                    // evidence that something on the page points to
	inkNoted                   // words that a person wrote a note beside
)

// ink is a mark on a text before overlaps are resolved.
type ink struct {
	span hearsay.Span
	kind inkKind
	n    int    // number of the source, for inkSame and inkReworded; of the note, for inkNoted
	id   string // of the place where the mark begins; may be empty
	url  string // of a link
}

// Run is a stretch of text that is drawn in one way. Marks never nest on the
// page: text is divided wherever a mark begins or ends, since nested ones cannot
// be told apart on screen and are read out of order by some screen readers.
type Run struct {
	Text    string
	Class   string   // of the mark; "" for plain text
	Shared  bool     // stands elsewhere: drawn as <mark>
	Sources string   // numbers of the sources that share it: "1 3"
	Spoken  string   // said before the text by a screen reader
	IDs     []string // of the marks that begin here
	URL     string   // of a link to another site
	Noted   []int    // numbers of the notes on words that end here
}

// runs divides the part of text within a span by the marks on it. Marks may
// overlap and may reach beyond it; those that do not lie in text are left out.
// O(n log n) in the marks, plus the overlaps.
func runs(text string, within hearsay.Span, marks []ink) []Run {
	cuts := []int{within.Start, within.End}
	var here []ink
	for _, m := range marks {
		if m.span.Overlap(within) == 0 || m.span.Start < 0 || m.span.End > len(text) {
			continue
		}
		here = append(here, m)
		cuts = append(cuts, max(m.span.Start, within.Start), min(m.span.End, within.End))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	slices.SortStableFunc(here, func(a, b ink) int { return cmp.Compare(a.span.Start, b.span.Start) })
	var out []Run
	var open []ink
	next := 0
	for i := 0; i+1 < len(cuts); i++ {
		piece := hearsay.Span{Start: cuts[i], End: cuts[i+1]}
		for next < len(here) && here[next].span.Start <= piece.Start {
			open = append(open, here[next])
			next++
		}
		open = slices.DeleteFunc(open, func(m ink) bool { return m.span.End <= piece.Start })
		out = append(out, drawn(text, piece, open))
	}
	return out
}

// drawn is one run: the marks that cover it, as classes and words.
func drawn(text string, piece hearsay.Span, open []ink) Run {
	r := Run{Text: piece.In(text)}
	var same, reworded, starts bool
	var sources []int
	classes := map[inkKind]string{inkSaid: "said", inkSource: "source", inkHit: "hit", inkNote: "note", inkNoted: "noted"}
	var names []string
	for _, m := range open {
		begins := m.span.Start == piece.Start
		if begins && m.id != "" {
			r.IDs = append(r.IDs, m.id)
		}
		switch m.kind {
		case inkSame, inkReworded:
			same = same || m.kind == inkSame
			reworded = true
			starts = starts || begins
			sources = append(sources, m.n)
		case inkLink:
			r.URL = outgoing(m.url)
		default:
			names = append(names, classes[m.kind])
			if begins && m.kind == inkSaid {
				names = append(names, "opens")
			}
			if m.kind == inkNoted && m.span.End == piece.End {
				r.Noted = append(r.Noted, m.n)
			}
		}
	}
	r.Shared = reworded
	if reworded {
		slices.Sort(sources)
		sources = slices.Compact(sources)
		names = append(names, shareClass(same, len(sources)))
		r.Sources = joinInts(sources)
		if starts {
			r.Spoken = spoken(same, sources)
		}
	}
	slices.Sort(names)
	r.Class = strings.Join(slices.Compact(names), " ")
	return r
}

func shareClass(same bool, sources int) string {
	class := "reworded"
	if same {
		class = "same"
	}
	if sources > 1 {
		class += " many"
	}
	return class
}

// spoken is what a screen reader says where a mark begins: some of them do not
// announce the element (TPGi 2023).
func spoken(same bool, sources []int) string {
	verb := "reworded from"
	if same {
		verb = "same wording as"
	}
	if len(sources) == 1 {
		if sources[0] == 0 {
			return strings.TrimSuffix(strings.TrimSuffix(verb, " as"), " from")
		}
		return fmt.Sprintf("%s source %d", verb, sources[0])
	}
	return fmt.Sprintf("%s sources %s", verb, strings.ReplaceAll(joinInts(sources), " ", ", "))
}

func joinInts(list []int) string {
	var b strings.Builder
	for i, n := range list {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}

// outgoing returns an address that a page may link to, or "": only http and
// https, and only with a host.
func outgoing(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return ""
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// shared returns the marks of a passage on both its sides: the words that are
// equal, and those that were reworded. n is the number of the source.
func shared(a, b string, p hearsay.Alignment, n int) (onA, onB []ink) {
	if !inside(p.A, a) || !inside(p.B, b) {
		return nil, nil
	}
	if p.Identity == 1 { // nothing was reworded: most passages, and the long ones
		return []ink{{span: p.A, n: n}}, []ink{{span: p.B, n: n}}
	}
	left, right := p.A.In(a), p.B.In(b)
	mark := func(to *[]ink, s hearsay.Span, base int, kind inkKind) {
		if !s.IsZero() {
			*to = append(*to, ink{span: hearsay.Span{Start: s.Start + base, End: s.End + base}, kind: kind, n: n})
		}
	}
	for _, c := range reuse.Diff(left, right) {
		kind := inkReworded
		if c.Kind == hearsay.Same || c.Kind == hearsay.Moved {
			kind = inkSame
		}
		mark(&onA, c.A, p.A.Start, kind)
		mark(&onB, c.B, p.B.Start, kind)
	}
	return bridged(a, onA), bridged(b, onB)
}

// bridged joins neighbouring marks of one kind, so that the space and the comma
// between two shared words are shared too.
func bridged(text string, marks []ink) []ink {
	slices.SortStableFunc(marks, func(a, b ink) int { return cmp.Compare(a.span.Start, b.span.Start) })
	var out []ink
	for _, m := range marks {
		if last := len(out) - 1; last >= 0 && out[last].kind == m.kind && out[last].span.End <= m.span.Start &&
			!strings.Contains(text[out[last].span.End:m.span.Start], "\n\n") {
			out[last].span.End = m.span.End
			continue
		}
		out = append(out, m)
	}
	return out
}

// inside reports whether a span lies in text: what the engine says of texts it
// read at two moments may not fit together.
func inside(s hearsay.Span, text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text)
}
