// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package robots

import (
	"strconv"
	"strings"
	"time"
)

// Rules are those of a file for one program. The zero value allows everything. They
// are immutable.
type Rules struct {
	// Delay is the pause between two requests that is asked for, 0 when none is.
	Delay time.Duration
	rules []Rule
}

// Allowed reports whether a path (with its query) may be asked for, and the rule that
// decides; its Line is 0 when none does. O(rules · length of the path).
func (r *Rules) Allowed(path string) (bool, Rule) {
	path = encodePath(path)
	if path == "/robots.txt" {
		return true, Rule{}
	}
	var best *Rule
	for i := range r.rules {
		rule := &r.rules[i]
		if best != nil && (rule.match.length < best.match.length || rule.match.length == best.match.length && best.Allow) {
			continue
		}
		if rule.match.matches(path) {
			best = rule
		}
	}
	if best == nil {
		return true, Rule{}
	}
	return best.Allow, *best
}

// Size is about how many bytes the rules take.
func (r *Rules) Size() int {
	n := 64
	for i := range r.rules {
		n += 160 + 2*len(r.rules[i].Pattern) + 16*len(r.rules[i].match.parts)
	}
	return n
}

// String is the line without its white space.
func (r Rule) String() string {
	if r.Allow {
		return "Allow: " + r.Pattern
	}
	return "Disallow: " + r.Pattern
}

// pattern is a path with "*" for any bytes, and "$" at its end for the path's end.
type pattern struct {
	parts  []string // what stands between stars
	ends   bool     // with "$"
	length int      // of the encoded pattern: how much it says
}

func compile(text string) pattern {
	var p pattern
	text, p.ends = strings.CutSuffix(text, "$")
	text = encode(text, "$")
	p.length = len(text)
	if p.ends {
		p.length++
	}
	for i, part := range strings.Split(text, "*") {
		if i == 0 || part != "" || len(p.parts) == 1 {
			p.parts = append(p.parts, part)
		}
	}
	if strings.HasSuffix(text, "*") {
		p.ends = false
	}
	return p
}

// matches looks for the parts from left to right, each as far left as it stands. That
// never misses a match, and takes time linear in the path and the pattern.
func (p pattern) matches(path string) bool {
	rest, ok := strings.CutPrefix(path, p.parts[0])
	if !ok {
		return false
	}
	if len(p.parts) == 1 {
		return !p.ends || rest == ""
	}
	last := len(p.parts) - 1
	for _, part := range p.parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	if p.ends {
		return strings.HasSuffix(rest, p.parts[last])
	}
	return strings.Contains(rest, p.parts[last])
}

// encodePath brings the path of an address into the form that patterns have.
func encodePath(path string) string {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	path, _, _ = strings.Cut(path, "#")
	return encode(path, "*$")
}

// encode writes a path in one way: bytes that are not ASCII, control characters,
// blanks, those of also and a % that begins no escape are escaped; escapes of letters,
// digits and "-._~" are undone, others have big letters.
func encode(path, also string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		if v, ok := escaped(path[i:]); ok {
			i += 2
			if unreserved(v) {
				b.WriteByte(v)
				continue
			}
			escape(&b, v)
			continue
		}
		if c <= ' ' || c >= 0x7f || c == '%' || strings.IndexByte(also, c) >= 0 {
			escape(&b, c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// escaped reads "%2f" at the start of s.
func escaped(s string) (byte, bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	v, err := strconv.ParseUint(s[1:3], 16, 8)
	return byte(v), err == nil
}

func escape(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(digits[c>>4])
	b.WriteByte(digits[c&15])
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
