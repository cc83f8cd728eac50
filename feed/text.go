// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"hearsay"
	"hearsay/prose"
)

// line makes one line of plain text: no control characters, nothing that turns
// the order of letters around, white space folded, not too long.
func line(s string) string {
	s = strings.ToValidUTF8(prose.Clip(s, 8*lineMax), "\ufffd")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > lineMax {
		s = string([]rune(s)[:lineMax])
	}
	return s
}

// formatting are the elements that writers of feeds put into titles.
var formatting = strings.Fields("a abbr b big br cite code del em font i img ins mark p q s small span strong sub sup tt u wbr")

// plain makes one line of a title, which may hold formatting though it should be plain:
// tags of formatting go, entities are read, and any other "<" stays as it is seen.
func plain(s string) string {
	s = prose.Clip(s, 64*lineMax)
	if !strings.ContainsAny(s, "<&") {
		return line(s)
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(html.UnescapeString(s))
			break
		}
		b.WriteString(html.UnescapeString(s[:i]))
		n := formattingTag(s[i:])
		if n == 0 {
			b.WriteByte('<')
			n = 1
		}
		s = s[i+n:]
	}
	return line(b.String())
}

// formattingTag returns the length of the tag of formatting that s begins with, or 0.
func formattingTag(s string) int {
	end := strings.IndexByte(s[:min(len(s), 4096)], '>')
	if end < 0 {
		return 0
	}
	name := strings.TrimLeft(s[1:end], "/")
	if i := strings.IndexAny(name, " \t\r\n/"); i >= 0 {
		name = name[:i]
	}
	if !slices.Contains(formatting, strings.ToLower(name)) {
		return 0
	}
	return end + 1
}

// markup returns a piece of HTML as it is, unless it is too long.
func (e *Entry) markup(what, s string) string {
	if len(s) > htmlMax {
		e.problem("its %s has more than 1 MB and was left out", what)
		return ""
	}
	return strings.ToValidUTF8(strings.TrimSpace(s), "\ufffd")
}

// resolve makes an address absolute. It returns "" for what is none of the web.
func resolve(base, address string) string {
	address = strings.TrimSpace(address)
	if address == "" || len(address) > addressMax {
		return ""
	}
	address = strings.ReplaceAll(address, " ", "%20")
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// permalink is an id that is an address of the web, or "".
func permalink(id string) string {
	if strings.HasPrefix(id, "http://") || strings.HasPrefix(id, "https://") {
		return id
	}
	return ""
}

// origin is the feed that an entry was taken from; the zero Agent when neither its title
// nor its address says anything.
func origin(title, address string) hearsay.Agent {
	a := hearsay.Agent{Name: plain(title), Kind: hearsay.Outlet, Domain: hearsay.DomainOf(address)}
	if a.Name == "" && a.Domain == "" {
		return hearsay.Agent{}
	}
	return a
}

// address resolves the address of the entry's page, and says so when it has one
// that cannot be used.
func (e *Entry) address(base string, candidates ...string) {
	for _, c := range candidates {
		if e.Address = resolve(base, c); e.Address != "" {
			return
		}
	}
	for _, c := range candidates {
		if strings.TrimSpace(c) != "" {
			e.problem("its address is none of the web: %q", prose.Clip(line(c), 80))
			return
		}
	}
}

// names joins names of people, each once.
func names(list ...string) string { return line(strings.Join(labels(list), ", ")) }

// person takes the name out of "mail@paper.example (Ann Lee)" and "Ann Lee <mail@paper.example>".
func person(s string) string {
	s = strings.TrimSpace(s)
	if before, rest, ok := strings.Cut(s, "("); ok && strings.HasSuffix(rest, ")") && strings.Contains(before, "@") {
		return strings.TrimSuffix(rest, ")")
	}
	for _, pair := range []string{"<>", "()"} {
		before, rest, ok := strings.Cut(s, pair[:1])
		if ok && strings.TrimSpace(before) != "" && strings.HasSuffix(rest, pair[1:]) && strings.Contains(rest, "@") {
			return before
		}
	}
	return s
}

// labels cleans categories or names, each once.
func labels(list []string) []string {
	var out []string
	for _, s := range list {
		if s = plain(s); s != "" && !slices.Contains(out, s) && len(out) < manyMax {
			out = append(out, s)
		}
	}
	return out
}
