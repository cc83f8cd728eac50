// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay/reuse"
)

// plainWriter passes text on without what could steer a terminal: pages may hold
// escape sequences and marks that turn the direction of writing. Removed are all
// control characters but the line end and the tab.
type plainWriter struct {
	to   io.Writer
	rest []byte // an unfinished rune
	// instead is what a format writes for such a character; nil: nothing.
	instead func(rune) string
}

// Write implements io.Writer.
func (w *plainWriter) Write(b []byte) (int, error) {
	buf := append(w.rest, b...)
	out := make([]byte, 0, len(buf))
	i := 0
	for i < len(buf) && (utf8.FullRune(buf[i:]) || len(buf)-i >= utf8.UTFMax) {
		r, size := utf8.DecodeRune(buf[i:])
		switch {
		case !steers(r):
			out = append(out, buf[i:i+size]...)
		case w.instead != nil:
			out = append(out, w.instead(r)...)
		}
		i += size
	}
	w.rest = append([]byte(nil), buf[i:]...)
	if _, err := w.to.Write(out); err != nil {
		return 0, err
	}
	return len(b), nil
}

// steers reports control characters and bidirectional controls.
func steers(r rune) bool {
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		return false
	case r < ' ', r >= 0x7f && r <= 0x9f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return true
	}
	return false
}

// isTerminal reports whether a file is one.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

// libraryFlag declares --library.
func (c *call) libraryFlag() {
	c.StringVar(&c.library, "library", "", "the library's folder (a `dir`)")
}

func (c *call) profileFlag() {
	c.StringVar(&c.profile, "profile", "news", "seeds: news, ocr (scanned or often edited) or strict (word for word); `name`")
}

// seeds is the profile that was asked for.
func (c *call) seeds() (reuse.Profile, error) {
	profile, ok := reuse.ProfileNamed(c.profile)
	if !ok {
		return profile, usage("--profile %q: news, ocr or strict", c.profile)
	}
	return profile, nil
}

func (c *call) jsonFlag() {
	c.BoolVar(&c.json, "json", false, "print JSON")
}

// libraryDir is the folder that the call means.
func (p *program) libraryDir(c *call) (string, error) {
	if c.library != "" {
		return c.library, nil
	}
	if dir := p.env("HEARSAY_LIBRARY"); dir != "" {
		return dir, nil
	}
	dir, err := p.dataDir()
	if err != nil {
		return "", usage("no folder for the library is known on this machine; give one with --library DIR")
	}
	return filepath.Join(dir, "hearsay"), nil
}

// dataDir is where programs keep a user's data on this platform.
func (p *program) dataDir() (string, error) {
	if runtime.GOOS == "linux" || strings.HasSuffix(runtime.GOOS, "bsd") {
		if dir := p.env("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return dir, nil
		}
		home, err := os.UserHomeDir()
		return filepath.Join(home, ".local", "share"), err
	}
	return os.UserConfigDir() // Application Support, AppData
}

// clip shortens text to about n characters at a word's end, on one line.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:n]
	for i := len(r) - 1; i > n*2/3; i-- {
		if r[i] == ' ' {
			r = r[:i]
			break
		}
	}
	return string(r) + " …"
}

// quoted puts words of a page between quote marks, unless they bring their own.
func quoted(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("\"“„«‘‹", r) {
		return s
	}
	return "“" + s + "”"
}

// wrap breaks text into lines of at most width characters, each after indent.
func wrap(s, indent string, width int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case column == 0:
			b.WriteString(indent)
			column = len(indent)
		case column+1+n > width:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

// countWords says a number of words.
func countWords(n int) string { return plural(n, "word") }

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if stem, ok := strings.CutSuffix(what, "ory"); ok {
		return thousands(n) + " " + stem + "ories"
	}
	return thousands(n) + " " + what + "s"
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := []byte{}
	digits := []byte(strconv.Itoa(n))
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			s = append(s, ',')
		}
		s = append(s, d)
	}
	return string(s)
}
