// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/extract"
	"hearsay/internal/sample"
)

// hostilePages are made to take long or to break a reader.
func hostilePages() map[string]string {
	sentence := "The ferry left at six and nobody was on it. "
	return map[string]string{
		"nothing":                  "",
		"one byte":                 "<",
		"zeros":                    strings.Repeat("\x00", 1<<20),
		"one line of 5 MB":         strings.Repeat(sentence, 5<<20/len(sentence)),
		"one paragraph of 2 MB":    "<html><body><p>" + strings.Repeat(sentence, 2<<20/len(sentence)),
		"100,000 nested divs":      "<html><body>" + strings.Repeat("<div>", 100_000) + sentence + strings.Repeat("</div>", 100_000),
		"100,000 flat paragraphs":  "<html><body>" + strings.Repeat("<p>"+sentence+"</p>", 100_000),
		"1 MB of brackets":         "<html><body><p>" + strings.Repeat("(", 1<<20),
		"25,000 line breaks":       "<html><body><p>" + strings.Repeat("a<br/>", 25_000),
		"100,000 unclosed links":   "<html><body>" + strings.Repeat("<a href=/x>", 100_000) + sentence,
		"50,000 unclosed bolds":    "<html><body>" + strings.Repeat("<b><i>x", 50_000),
		"one word a million times": "<html><body><p>" + strings.Repeat("herring ", 200_000),
		"a table in a table":       "<html><body>" + strings.Repeat("<table><tr><td>x", 20_000),
		"a megabyte of entities":   "<html><body><p>" + strings.Repeat("&amp;&#8217;", 100_000),
		"an endless attribute":     "<html><body><p class=\"" + strings.Repeat("x ", 1<<20),
		"invalid UTF-8":            "<html><body><p>" + strings.Repeat("\xff\xfe\x80", 100_000),
		"quote marks":              "<html><body><p>" + strings.Repeat("“", 10_000),
		"a long title":             "<title>" + strings.Repeat("News ", 200_000) + "</title><body><p>" + sentence,
		"deep JSON-LD":             "<script type=application/ld+json>" + strings.Repeat("[", 100_000) + "</script><p>" + sentence,
		"invisible text":           "<html><body><p>" + strings.Repeat("\u200b\u202e", 100_000) + sentence,
		"dates of every year":      "<html><body><p>" + strings.Repeat("2031-01-01 0000-00-00 31.02.1999 ", 10_000),
	}
}

// TestD3 reads them all (attack D3): no panic, and an answer whose spans are sound.
func TestD3(t *testing.T) {
	for name, body := range hostilePages() {
		t.Run(name, func(t *testing.T) {
			a, err := extract.Article(hearsay.Capture{URL: "https://bad.example/"}, []byte(body))
			if err != nil {
				if !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrTooLarge) {
					t.Errorf("error of no kind: %v", err)
				}
				return
			}
			checkSound(t, &a)
		})
	}
}

func TestTooLarge(t *testing.T) {
	_, err := extract.Article(hearsay.Capture{}, make([]byte, extract.MaxBody+1))
	if !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("error is %v, want ErrTooLarge", err)
	}
}

// checkSound checks what every caller relies on.
func checkSound(t *testing.T, a *hearsay.Article) {
	t.Helper()
	inside := func(what string, s hearsay.Span, text string) {
		if s.Start < 0 || s.End > len(text) || s.Start > s.End {
			t.Fatalf("%s: span %+v of %d bytes", what, s, len(text))
		}
	}
	last := 0
	for _, b := range a.Blocks {
		inside("block", b.Span, a.Text)
		if b.Span.Start < last {
			t.Fatalf("blocks overlap at %d", b.Span.Start)
		}
		last = b.Span.End
	}
	for i, r := range a.Removed {
		inside(fmt.Sprintf("removed %d", i), r.Repeats, a.Text)
		if r.At < 0 || r.At > len(a.Text) {
			t.Fatalf("removed part %d stands at %d of %d", i, r.At, len(a.Text))
		}
	}
	for _, c := range a.Credits {
		if !c.Evidence.IsZero() && c.Evidence.In(a) == "" {
			t.Fatalf("credit without its words: %+v", c)
		}
	}
	for _, c := range a.Citations {
		inside("citation", c.Anchor, a.Text)
	}
	chosen := 0
	for _, d := range a.Dates {
		if d.Chosen {
			chosen++
		}
	}
	if chosen > 1 {
		t.Fatalf("%d dates are chosen", chosen)
	}
	if strings.ToValidUTF8(a.Text, "") != a.Text {
		t.Fatal("the text is not UTF-8")
	}
}

// TestX9Mutations reads pages with random damage. The whole of Article is too slow
// to fuzz under instrumentation (the extractor's regular expressions run in a
// virtual machine); FuzzStages fuzzes the stages that are ours.
func TestX9Mutations(t *testing.T) {
	var seeds [][]byte
	for c := range sample.Captures() {
		seeds = append(seeds, c.Body)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		body := damage(r, seeds[r.IntN(len(seeds))])
		if a, err := extract.Article(hearsay.Capture{URL: "https://bad.example/"}, body); err == nil {
			checkSound(t, &a)
		}
	}
}

// damage changes bytes, cuts pieces out and doubles others.
func damage(r *rand.Rand, page []byte) []byte {
	b := bytes.Clone(page)
	for range 1 + r.IntN(20) {
		i := r.IntN(len(b) - 1)
		j := min(len(b), i+r.IntN(300))
		switch r.IntN(4) {
		case 0:
			b[i] = byte(r.IntN(256))
		case 1:
			b[i] = "<>&\"'/"[r.IntN(6)]
		case 2:
			if len(b)-(j-i) > 100 {
				b = slices.Delete(b, i, j)
			}
		case 3:
			b = slices.Insert(b, j, b[i:j]...)
		}
	}
	return b
}
