// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package assist

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxResult is the most bytes of an object that an assistant is given: a model reads
// all of it, and pays for it.
const maxResult = 64 << 10

// bounds are the most items of each list and characters of each string.
type bounds struct{ items, characters int }

// widest are the bounds that are tried first, least those that no result exceeds.
var (
	widest = bounds{100, 8000}
	least  = bounds{1, 100}
)

func (b bounds) narrower() bounds {
	return bounds{max(least.items, b.items/2), max(least.characters, b.characters/2)}
}

// fit is v as a JSON object of at most maxResult bytes, with notice and left_out. It
// is cut from the ends of lists, which hold the best first, and of strings, evenly
// over the whole object. Characters that hide or turn text are replaced one for one,
// so that offsets still hold.
func fit(v any) (map[string]any, error) {
	whole, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write result: %w", err)
	}
	for b := widest; ; b = b.narrower() {
		c := cutter{bounds: b, lists: map[string]int{}, strings: map[string]int{}}
		out, err := c.object(whole)
		if err != nil {
			return nil, err
		}
		small, err := json.Marshal(out)
		if err != nil {
			return nil, fmt.Errorf("write result: %w", err)
		}
		if len(small) <= maxResult || b == least {
			return out, nil
		}
	}
}

// cutter copies an object within bounds and notes what it cut.
type cutter struct {
	bounds
	lists   map[string]int // the longest list that was cut at a path
	strings map[string]int // the longest string
}

func (c *cutter) object(whole []byte) (map[string]any, error) {
	d := json.NewDecoder(bytes.NewReader(whole))
	d.UseNumber()
	var out map[string]any
	if err := d.Decode(&out); err != nil {
		return nil, fmt.Errorf("write result: %w", err)
	}
	for key, v := range out {
		out[key] = c.cut(key, v)
	}
	out["notice"], out["left_out"] = notice, c.leftOut()
	return out, nil
}

func (c *cutter) cut(path string, v any) any {
	switch v := v.(type) {
	case string:
		if n := utf8.RuneCountInString(v); n > c.characters {
			c.strings[path] = max(c.strings[path], n)
		}
		return clip(visible(v), c.characters)
	case []any:
		if len(v) > c.items {
			c.lists[path] = max(c.lists[path], len(v))
			v = v[:c.items]
		}
		for i := range v {
			v[i] = c.cut(path+"[]", v[i])
		}
		return v
	case map[string]any:
		for key := range v {
			v[key] = c.cut(path+"."+key, v[key])
		}
	}
	return v
}

// leftOut says what was cut, in sentences, in order of the paths.
func (c *cutter) leftOut() []string {
	out := []string{}
	for _, path := range slices.Sorted(maps.Keys(c.lists)) {
		if strings.Contains(path, "[]") {
			out = append(out, fmt.Sprintf("%s: the first %d of each list, which has up to %d", path, c.items, c.lists[path]))
			continue
		}
		out = append(out, fmt.Sprintf("%s: the first %d of %d", path, c.items, c.lists[path]))
	}
	for _, path := range slices.Sorted(maps.Keys(c.strings)) {
		out = append(out, fmt.Sprintf("%s: the first %d characters, of up to %d; … stands where it was cut", path, c.characters, c.strings[path]))
	}
	return out
}

// clip shortens text to at most n characters; "…" is the last when it was cut.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// visible replaces each character that hides, reorders or steers by U+FFFD, so that an
// assistant reads what a person would see. Joiners stay: Persian and emoji need them.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u200c' || r == '\u200d':
			return r
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
			return '\ufffd'
		}
		return r
	}, s)
}

// foreign is text of strangers on one line, between marks that it cannot hold itself.
func foreign(s string, n int) string {
	s = strings.Join(strings.Fields(visible(s)), " ")
	s = strings.NewReplacer("⟪", "‹", "⟫", "›").Replace(s)
	return "⟪" + clip(s, n) + "⟫"
}
