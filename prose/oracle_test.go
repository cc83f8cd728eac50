// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/prose"
)

// plainWords is the definition of the words of scripts with spaces, with no regard
// to speed: runs of letters, digits and marks, with what is passed over between
// them; their hash is FNV-1a of what they fold to. Hashes are in every index, so
// none may differ by a bit.
func plainWords(text string) []prose.Word {
	var out []prose.Word
	runes := []rune(text) // the texts are valid UTF-8
	bytes := func(i int) int { return len(string(runes[:i])) }
	for i := 0; i < len(runes); {
		if !plainLetter(runes[i]) || unicode.Is(unicode.Mn, runes[i]) {
			i++
			continue
		}
		end := plainEnd(runes, i)
		h := uint64(0x9ae16a3b2f90404f)
		for _, c := range []byte(prose.Fold(string(runes[i:end]))) {
			h = (h ^ uint64(c)) * 0x100000001b3
		}
		out = append(out, prose.Word{Span: hearsay.Span{Start: bytes(i), End: bytes(end)}, Hash: prose.Mix(h)})
		i = end
	}
	return out
}

func plainLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// plainEnd returns where the word at i ends: behind its last letter.
func plainEnd(runes []rune, i int) int {
	end := i
	for i < len(runes) {
		switch r := runes[i]; {
		case plainLetter(r):
			i++
			end = i
		case strings.ContainsRune("'’\u200b", r):
			i++
		case r == '-' || r == '\u00ad':
			j := i + 1
			rest := strings.TrimLeft(string(runes[j:]), " \t\r")
			below, broken := strings.CutPrefix(rest, "\n")
			below = strings.TrimLeft(below, " \t")
			if broken && below != "" && unicode.IsLower([]rune(below)[0]) {
				i = len(runes) - len([]rune(below))
			} else if r == '\u00ad' {
				i = j
			} else {
				return end
			}
		default:
			return end
		}
	}
	return end
}

func checkWords(t *testing.T, text string) {
	t.Helper()
	if diff := cmp.Diff(plainWords(text), prose.Words(text)); diff != "" {
		t.Fatalf("words of %q (-want +got):\n%s", text, diff)
	}
}

// TestWordsOracle holds the words against the definition on real prose, line by
// line, and on random strings of what words are made of and end at.
func TestWordsOracle(t *testing.T) {
	for paragraph := range strings.SplitSeq(sampleText(t), "\n\n") {
		checkWords(t, paragraph)
	}
	parts := []string{
		"a", "B", "z", "Z", "0", "9", "herring", "Parliamentary", " ", " ", "  ", ".", ",", "/", ":", "@", "[", "{", "\x00", "\x7f",
		"'", "’", "-", "-\n", "- \r\n\t", "\n", "\u00ad", "\u200b", "“", "—", "é", "e\u0301", "ß", "İ", "Σ", "ς", "ж", "о", "서", "ل",
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		checkWords(t, b.String())
	}
}
