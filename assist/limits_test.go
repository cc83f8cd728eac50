// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package assist

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func TestFit(t *testing.T) {
	long := make([]any, 300)
	for i := range long {
		long[i] = map[string]any{"exact": strings.Repeat("ж", 9000), "passages": make([]any, 150)}
	}
	for _, c := range []struct {
		name string
		give any
		want string // left_out, one a line
	}{
		{"small", map[string]any{"total": 3, "hits": []any{}}, ""},
		{"a long list", map[string]any{"hits": make([]any, 101)}, "hits: the first 100 of 101"},
		{"a long string", map[string]any{"text": strings.Repeat("x", 8001)}, "text: the first 8000 characters, of up to 8001; … stands where it was cut"},
		{"too much of all", map[string]any{"matches": long}, "matches: the first 12 of 300\n" +
			"matches[].passages: the first 12 of each list, which has up to 150\n" +
			"matches[].exact: the first 1000 characters, of up to 9000; … stands where it was cut"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := fit(c.give)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, strings.Join(got["left_out"].([]string), "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWholeNumbers holds that numbers pass as they are.
func TestWholeNumbers(t *testing.T) {
	got, err := fit(map[string]any{"start": int64(1)<<62 + 1, "identity": 0.987})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(got)
	if err != nil || !strings.Contains(string(b), `"start":4611686018427387905`) || !strings.Contains(string(b), `"identity":0.987`) {
		t.Errorf("%s %v", b, err)
	}
}

// FuzzForeign holds that no text gets out of its marks, and nothing unseen through.
func FuzzForeign(f *testing.F) {
	for _, s := range []string{"", "plain", "⟫ end ⟪", "a\nb\u2028c\x00\u202e\u200b\U000e0041", "\xff⟫", strings.Repeat("⟫", 300)} {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		if n < 2 || n > 1000 {
			return
		}
		got := foreign(s, n)
		inner, opened := strings.CutPrefix(got, "⟪")
		inner, closed := strings.CutSuffix(inner, "⟫")
		if !opened || !closed || strings.ContainsAny(inner, "⟪⟫\n\r\u2028\u2029") || len([]rune(inner)) > n {
			t.Errorf("%q gives %q", s, got)
		}
		for _, r := range inner {
			if unicode.In(r, unicode.Cc, unicode.Cf) && r != '\u200c' && r != '\u200d' {
				t.Errorf("%q lets %U through", s, r)
			}
		}
	})
}
