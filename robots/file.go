// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// MaxSize is how much of a file is read, in bytes: what RFC 9309 asks for at least.
const MaxSize = 500 << 10

// File is a robots.txt. The zero value allows everything. It is immutable.
type File struct {
	groups []group
	// Sitemaps are the addresses that the file names, as written.
	Sitemaps []string
}

// group is rules for some programs.
type group struct {
	agents []string // in lower case; "*" is everybody
	rules  []Rule
	delay  time.Duration
}

// Rule is one line that allows or disallows.
type Rule struct {
	Line    int // from 1
	Allow   bool
	Pattern string // as the file has it
	match   pattern
}

// Parse reads a file. Every sequence of bytes is one: what is not understood is
// passed over. Memory is at most a few times that of b, of which MaxSize is read.
func Parse(b []byte) *File {
	p := parser{file: &File{}}
	for line := range lines(b) {
		p.line++
		p.read(line)
	}
	p.end()
	return p.file
}

// lines yields what stands between CR, LF and CRLF, without a byte order mark. A
// line that MaxSize cuts is left out: half a pattern means something else.
func lines(b []byte) func(yield func(string) bool) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	cut := len(b) > MaxSize
	if cut {
		b = b[:MaxSize]
	}
	return func(yield func(string) bool) {
		for len(b) > 0 {
			n := bytes.IndexAny(b, "\r\n")
			if n < 0 {
				if !cut {
					yield(string(b))
				}
				return
			}
			if !yield(string(b[:n])) {
				return
			}
			if bytes.HasPrefix(b[n:], []byte("\r\n")) {
				n++
			}
			b = b[n+1:]
		}
	}
}

// parser is the state between two lines.
type parser struct {
	file *File
	now  group
	// ruled is set when the group has a rule, so that the next user-agent line
	// begins another one.
	ruled bool
	line  int
}

func (p *parser) end() {
	if len(p.now.agents) > 0 {
		p.file.groups = append(p.file.groups, p.now)
	}
	p.now, p.ruled = group{}, false
}

func (p *parser) read(line string) {
	key, value, ok := field(line)
	if !ok {
		return
	}
	switch key {
	case "user-agent", "useragent", "user agent":
		if p.ruled {
			p.end()
		}
		if a := agentOf(value); a != "" {
			p.now.agents = append(p.now.agents, a)
		}
	case "allow":
		p.rule(true, value)
	case "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		p.rule(false, value)
	case "crawl-delay", "crawldelay":
		p.now.delay = max(p.now.delay, seconds(value))
	case "sitemap":
		if value != "" {
			p.file.Sitemaps = append(p.file.Sitemaps, value)
		}
	}
}

// rule adds a rule to the group; before the first user-agent line it belongs to none.
func (p *parser) rule(allow bool, value string) {
	if len(p.now.agents) == 0 {
		return
	}
	p.ruled = true
	if value != "" { // an empty pattern matches nothing
		p.now.rules = append(p.now.rules, Rule{Line: p.line, Allow: allow, Pattern: value, match: compile(value)})
	}
}

// field divides "Key: value # comment". Some writers forget the colon; one word and
// a value are read all the same.
func field(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok = strings.Cut(line, ":")
	if !ok {
		words := strings.Fields(line)
		if len(words) != 2 {
			return "", "", false
		}
		key, value = words[0], words[1]
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), true
}

// agentOf is the product name that a user-agent line begins with: "Hearsay/1.0" and
// "hearsay (news)" mean "hearsay".
func agentOf(value string) string {
	if value == "*" || strings.HasPrefix(value, "* ") {
		return "*"
	}
	for i, c := range []byte(value) {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '-' || c == '_') {
			value = value[:i]
			break
		}
	}
	return strings.ToLower(value)
}

// maxDelay bounds what a file can ask for.
const maxDelay = 24 * time.Hour

// seconds reads a number of seconds, which may have a fraction; 0 for all else.
func seconds(value string) time.Duration {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return time.Duration(min(n, maxDelay.Seconds()) * float64(time.Second))
}

// For returns the rules for one program, given by its product name or its whole
// User-Agent line. It shares no memory with the file but the patterns' text.
func (f *File) For(agent string) *Rules {
	name := agentOf(agent)
	r := &Rules{}
	if !f.gather(name, r) {
		f.gather("*", r)
	}
	return r
}

// gather joins the groups that name a program, and reports whether one does.
func (f *File) gather(name string, r *Rules) (found bool) {
	for _, g := range f.groups {
		for _, a := range g.agents {
			if a == name && name != "" {
				r.rules = append(r.rules, g.rules...)
				r.Delay = max(r.Delay, g.delay)
				found = true
				break
			}
		}
	}
	return found
}

// Allowed reports whether a program may ask for a path, which begins with "/" and has
// the query behind it.
func (f *File) Allowed(agent, path string) bool {
	ok, _ := f.For(agent).Allowed(path)
	return ok
}

// CrawlDelay is the pause that the file asks a program to make between two requests;
// 0 when it asks for none.
func (f *File) CrawlDelay(agent string) time.Duration { return f.For(agent).Delay }
