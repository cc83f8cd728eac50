// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
)

var withheldTexts = []string{
	"A headline\n\nThe mayor said on Monday that both piers don't open: “I won't,” said Ann Lee.\nA last line",
	"x", "", "a b c d", "One.", "  leading, and trailing  ", "A\nb\n\nc",
	"Москва сообщила о закрытии порта в понедельник, — заявил министр.",
	"東京の港は月曜日に閉鎖された。「知らない」と市長は述べた。",
	"Mixed 東京 and Bangkok กรุงเทพ text, it's e.g. 3.5 million inter-\nnational",
	"I a m o f o n e l e t t e r",
}

// TestWithhold: what is kept stands where it stood, with its number and its characters; of
// the rest no word is left.
func TestWithhold(t *testing.T) {
	for _, text := range withheldTexts {
		words := prose.Words(text)
		for from := 0; from <= len(words); from++ {
			var keep []hearsay.Span
			if from < len(words) {
				keep = []hearsay.Span{{Start: words[from].Span.Start, End: words[min(from+1, len(words)-1)].Span.End}}
			}
			withheld(t, text, keep)
		}
	}
}

func withheld(t *testing.T, text string, keep []hearsay.Span) {
	t.Helper()
	out, at, err := prose.Withhold(text, keep, 7)
	if err != nil {
		t.Errorf("%q, keep %v: %v", text, keep, err)
		return
	}
	if utf8.RuneCountInString(out) != utf8.RuneCountInString(text) || strings.Count(out, "\n\n") != strings.Count(text, "\n\n") {
		t.Errorf("%q became %q", text, out)
	}
	for _, k := range keep {
		if got := out[at[k.Start]:at[k.End]]; got != k.In(text) {
			t.Errorf("%q became %q, which has %q for %q", text, out, got, k.In(text))
		}
	}
	kept := map[uint64]bool{}
	before, after := prose.Words(text), prose.Words(out)
	for _, w := range before {
		for _, k := range keep {
			k.Start, k.End = k.Start-6, k.End+6 // pairs of characters overlap
			if w.Span.Overlap(k) > 0 {
				kept[w.Hash] = true
			}
		}
	}
	for i, w := range after {
		if w.Hash == before[i].Hash && !kept[w.Hash] {
			t.Errorf("%q became %q, where word %d is as it was", text, out, i)
		}
	}
	again, _, err := prose.Withhold(text, keep, 7)
	if err != nil || again != out {
		t.Error("the same text gives another")
	}
}

func FuzzWithhold(f *testing.F) {
	for i, text := range withheldTexts {
		f.Add(text, i, 3*i)
	}
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r >= '\u2580' && r <= '\u259f' }) {
			return
		}
		out, at, err := prose.Withhold(text, []hearsay.Span{{Start: from, End: to}}, 1)
		if err != nil {
			return
		}
		if prose.Count(out) != prose.Count(text) || len(at) != len(text)+1 {
			t.Errorf("%q became %q", text, out)
		}
	})
}
