// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How the marks of a paragraph become stretches of quoted text.
//
// Each glyph has a role: “ opens, ” closes, " does either. The white space
// around it decides the ambiguous ones and overrules the others (”Ready,” opens
// with a closing mark). A stack of at most three open stretches follows. What
// remains is repaired, in this order:
//
//	“First.¶“Second.”         open at the paragraph's end, and the next paragraph
//	                          opens too: one quotation goes on
//	“No deal, Lee said.       open, with an attribution inside: ends before it
//	“No deal.                 open: ends with the paragraph
//	No deal,” Lee said.       closes what never opened: begins with the sentence
//	"not "willing" yet."      an opener while open, two closers behind: nested
//	"No deal. "We know."      an opener while open otherwise: closes the first
//
// Apostrophes are not marks: a single mark opens only at the start of a word
// and when something in the paragraph can close it, and closes only when open.

// A stretch is quoted text. Marks that are missing are -1.
type stretch struct {
	open, close int // token indices of the marks
	first, end  int // tokens between the marks, half-open
	level       int // 0 is outermost
	parent      int // stretch that holds this one, or -1
	para        int
	prev        int  // stretch in the paragraph before that goes on here, or -1
	next        bool // goes on in the next paragraph
	unclosed    bool
	unopened    bool
	wrongWay    bool
	lostSpace   bool // a letter follows the closing mark at once
	used        bool // is the content of a quotation
	cut         bool // closed before an attribution inside it
}

// tokens returns the token range with the marks that are there.
func (s *stretch) tokens() (first, end int) {
	first, end = s.first, s.end
	if s.open >= 0 {
		first = s.open
	}
	if s.close >= 0 {
		end = s.close + 1
	}
	return first, end
}

// maxLevel bounds nesting: nobody writes deeper, broken pages do.
const maxLevel = 3

// A mark is one quote glyph with what its surroundings allow.
type mark struct {
	token             int
	family            family
	canOpen, canClose bool
	wrongWay          bool // its surroundings contradict its glyph
	lettersBothSides  bool
}

// A matcher turns the marks of one part into stretches.
type matcher struct {
	text  string
	ts    []token
	style style
	out   []stretch
	stack []int // indices into out of what is open in this paragraph
	marks []mark
	// lastEnd is the token behind the last outermost stretch.
	lastEnd int
}

// paragraph matches the marks of tokens [first, end).
func (m *matcher) paragraph(para, first, end int) {
	m.collect(first, end)
	m.stack = m.stack[:0]
	for k := range m.marks {
		m.mark(para, first, k)
	}
	for _, i := range m.stack {
		m.out[i].end = end
		m.out[i].unclosed = true
	}
}

// collect lists the quote marks of the paragraph, without apostrophes, feet and
// inches.
func (m *matcher) collect(first, end int) {
	m.marks = m.marks[:0]
	inside := 0 // singles that may still be closed
	for i := first; i < end; i++ {
		if m.ts[i].tag != tagMark || !isQuoteKey(m.ts[i].key) {
			continue
		}
		mk := markAt(m.text, m.ts, i)
		if m.isMeasure(i) {
			continue
		}
		if mk.family == single {
			if !m.isSingleMark(&mk, end, inside > 0) {
				continue
			}
			if mk.canOpen {
				inside++
			} else {
				inside--
			}
		}
		m.marks = append(m.marks, mk)
	}
}

// isMeasure reports marks for feet, inches, minutes and seconds: 6'2".
func (m *matcher) isMeasure(i int) bool {
	left, right := around(m.text, m.ts[i].Start, m.ts[i].End)
	if !unicode.IsDigit(left) {
		return false
	}
	if unicode.IsDigit(right) || m.ts[i].key == "″" {
		return true
	}
	// 2" closes nothing when the number itself was measured (6'2") or when no
	// mark has opened in this paragraph.
	if m.ts[i].key != "\"" && m.ts[i].key != "”" {
		return false
	}
	if i >= 2 && (m.ts[i-2].key == "'" || m.ts[i-2].key == "′") && m.ts[i-2].End == m.ts[i-1].Start {
		return true
	}
	return m.ts[i].key == "\"" && len(m.marks) == 0
}

// isSingleMark tells quoting single marks from apostrophes.
func (m *matcher) isSingleMark(mk *mark, end int, open bool) bool {
	glyph := m.ts[mk.token].In(m.text)
	switch {
	case glyph == "‚" || glyph == "‹" || glyph == "›":
		return true
	case isElision(m.ts, mk.token):
		return false
	case open && mk.canClose && !(mk.canOpen && !mk.wrongWay && glyph == "‘"):
		if m.isPossessive(mk.token) && m.closesLater(mk.token+1, end) {
			return false
		}
		mk.canOpen = false
		return true
	case glyph == "’":
		return mk.canOpen && mk.wrongWay && m.closesLater(mk.token+1, end)
	case mk.canOpen && !(mk.canClose && glyph == "'"):
		mk.canClose = false
		return m.style.singles && glyph == "‘" || m.closesLater(mk.token+1, end) || m.goesOn(mk.token, end)
	}
	return false
}

// goesOn reports a single mark that begins a paragraph when one begins the next
// paragraph as well: a quotation over both.
func (m *matcher) goesOn(i, end int) bool {
	if end >= len(m.ts) || m.ts[end].key != m.ts[i].key || isElision(m.ts, end) {
		return false
	}
	return i == 0 || strings.Contains(m.text[m.ts[i-1].End:m.ts[i].Start], "\n")
}

// isPossessive reports the mark of "the voters' rights".
func (m *matcher) isPossessive(i int) bool {
	if i == 0 || m.ts[i-1].End != m.ts[i].Start || !strings.HasSuffix(m.ts[i-1].key, "s") {
		return false
	}
	return i+1 < len(m.ts) && m.ts[i+1].Kind != 0 && m.ts[i+1].tag != tagMark
}

// closesLater reports whether a single mark that can close follows before
// another one opens. Looking is bounded, so that a paragraph of nothing but
// apostrophes costs linear time; nobody quotes more in single marks.
func (m *matcher) closesLater(i, end int) bool {
	for limit := min(end, i+singleReach); i < limit; i++ {
		if m.ts[i].tag != tagMark || m.ts[i].key != "'" && m.ts[i].key != "‘" {
			continue
		}
		mk := markAt(m.text, m.ts, i)
		if isElision(m.ts, i) {
			continue
		}
		if mk.canClose && !mk.canOpen {
			if m.isPossessive(i) && m.closesLaterPlain(i+1, limit) {
				continue
			}
			return true
		}
		if mk.canOpen && !mk.canClose {
			return false
		}
	}
	return false
}

// closesLaterPlain is closesLater without regard to possessives, so that the
// two do not recur into each other.
func (m *matcher) closesLaterPlain(i, end int) bool {
	for ; i < end; i++ {
		if m.ts[i].tag == tagMark && m.ts[i].key == "'" {
			mk := markAt(m.text, m.ts, i)
			return mk.canClose && !mk.canOpen
		}
	}
	return false
}

// singleReach is how many tokens a quotation in single marks may last where
// apostrophes must be told from marks.
const singleReach = 200

// mark applies mark k of the paragraph to the stack.
func (m *matcher) mark(para, first, k int) {
	mk := m.marks[k]
	top := m.top()
	if m.opens(mk, top, k) {
		m.push(para, mk)
		return
	}
	if at := m.openOf(mk); at >= 0 {
		m.close(at, mk)
		return
	}
	if mk.canClose && mk.family != single {
		m.unopened(para, first, mk)
	}
}

func (m *matcher) top() int {
	if len(m.stack) == 0 {
		return -1
	}
	return m.stack[len(m.stack)-1]
}

// opens decides whether a mark begins a stretch.
func (m *matcher) opens(mk mark, top, k int) bool {
	glyph := m.ts[mk.token].In(m.text)
	open := m.openOf(mk) >= 0
	if mk.family == angle && m.style.reversed {
		return glyph == "»" && !open
	}
	if open && m.pairsWithLow(top, glyph) {
		return false
	}
	switch {
	case mk.canOpen && !mk.canClose:
		return !open || m.isNested(k) || m.restarts(mk)
	case mk.canOpen && mk.canClose:
		return !open
	}
	return false
}

// pairsWithLow reports a “ or ‘ that closes „ or ‚.
func (m *matcher) pairsWithLow(top int, glyph string) bool {
	if top < 0 || m.out[top].open < 0 {
		return false
	}
	switch m.ts[m.out[top].open].In(m.text) {
	case "„":
		return glyph == "“" || glyph == "\"" || glyph == "”"
	case "‚":
		return glyph == "‘"
	}
	return false
}

// isNested reports whether an opener inside its own family is a quotation in
// the quotation: at least two closers come before the next opener.
func (m *matcher) isNested(k int) bool {
	closers := 0
	for _, next := range m.marks[k+1 : min(len(m.marks), k+1+nestReach)] {
		if next.family != m.marks[k].family {
			continue
		}
		if next.canOpen && !next.canClose {
			return false
		}
		if closers++; closers == 2 {
			return len(m.stack) < maxLevel
		}
	}
	return false
}

// nestReach bounds how many marks are looked at to tell a nested opener, so
// that ten thousand openers cost linear time.
const nestReach = 16

// restarts reports that the stretch that is open has lost its closing mark and
// a new one begins here: it is closed first.
func (m *matcher) restarts(mk mark) bool {
	at := m.openOf(mk)
	for len(m.stack) > at {
		s := &m.out[m.top()]
		s.end, s.unclosed = mk.token, true
		m.stack = m.stack[:len(m.stack)-1]
	}
	return true
}

// openOf returns the position on the stack of the innermost stretch that the
// mark could close, or -1.
func (m *matcher) openOf(mk mark) int {
	for at := len(m.stack) - 1; at >= 0; at-- {
		s := &m.out[m.stack[at]]
		if s.open >= 0 && m.familyOfOpen(s) == mk.family {
			return at
		}
	}
	return -1
}

func (m *matcher) familyOfOpen(s *stretch) family {
	glyph, _ := utf8.DecodeRuneInString(m.ts[s.open].In(m.text))
	return familyOf(glyph, m.ts[s.open].key)
}

// push opens a stretch. Marks beyond maxLevel are passed over: they close nothing
// either, so that the outer levels still match.
func (m *matcher) push(para int, mk mark) {
	if len(m.stack) >= maxLevel {
		return
	}
	s := stretch{open: mk.token, close: -1, first: mk.token + 1, end: mk.token + 1, parent: m.top(), para: para, prev: -1, wrongWay: mk.wrongWay, level: len(m.stack)}
	m.out = append(m.out, s)
	m.stack = append(m.stack, len(m.out)-1)
}

// close ends the stretch at this place of the stack and drops what was left
// open inside it.
func (m *matcher) close(at int, mk mark) {
	for len(m.stack) > at+1 {
		inner := &m.out[m.top()]
		inner.end, inner.unclosed = mk.token, true
		m.stack = m.stack[:len(m.stack)-1]
	}
	s := &m.out[m.stack[at]]
	s.close, s.end = mk.token, mk.token
	low := m.pairsWithLow(m.stack[at], m.ts[mk.token].In(m.text)) || m.style.reversed && mk.family == angle
	s.wrongWay = !low && (s.wrongWay || mk.wrongWay)
	s.lostSpace = mk.lettersBothSides && mk.family != corner // Japanese has no spaces
	m.stack = m.stack[:at]
	if at == 0 {
		m.lastEnd = mk.token + 1
	}
}

// unopened records a closing mark that nothing opened. Where the quotation
// begins is settled when the attribution behind it is known.
func (m *matcher) unopened(para, first int, mk mark) {
	first = max(first, m.lastEnd)
	m.lastEnd = mk.token + 1
	m.out = append(m.out, stretch{open: -1, close: mk.token, first: first, end: mk.token, parent: -1, para: para, prev: -1, unopened: true, lostSpace: mk.lettersBothSides})
}
