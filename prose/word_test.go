// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/prose"
)

// cut writes the spans of the words of text, one after another.
func cut(text string) string {
	var parts []string
	for _, w := range prose.Words(text) {
		parts = append(parts, text[w.Span.Start:w.Span.End])
	}
	return strings.Join(parts, "|")
}

func hashes(text string) []uint64 {
	var out []uint64
	for _, w := range prose.Words(text) {
		out = append(out, w.Hash)
	}
	return out
}

func TestWordsCut(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"only punctuation", " — … ‘’“” .-' \n", ""},
		{"only marks that show nothing", "\u200b\ufeff\u00ad\u2060", ""},
		{"plain", "It rained, twice.", "It|rained|twice"},
		{"digits", "in 2025, 1,237 ½", "in|2025|1|237|½"},
		{"apostrophe within", "don't O’Malley", "don't|O’Malley"},
		{"apostrophe at the ends", "the 'dogs' ’twas voters’", "the|dogs|twas|voters"},
		{"modifier apostrophe at the ends", "ʼtwas votersʼ", "twas|voters"},
		{"okina", "Hawaiʻi", "Hawaiʻi"},
		{"hyphen", "a line-up", "a|line|up"},
		{"non-breaking hyphen", "a line‑up", "a|line|up"},
		{"hyphen at a line's end", "an exam-\nple", "an|exam-\nple"},
		{"hyphen, blanks, line end", "an exam- \t\r\n\t ple", "an|exam- \t\r\n\t ple"},
		{"Unicode hyphen at a line's end", "an exam\u2010\nple", "an|exam\u2010\nple"},
		{"soft hyphen at a line's end", "an exam\u00ad\nple", "an|exam\u00ad\nple"},
		{"hyphen before a capital", "Saxe-\nCoburg", "Saxe|Coburg"},
		{"hyphen before an empty line", "exam-\n\nple", "exam|ple"},
		{"hyphen at the end", "exam-", "exam"},
		{"hyphen and line end at the end", "exam-\n", "exam"},
		{"accent after a broken hyphen", "caf-\né", "caf-\né"},
		{"soft hyphen", "exam\u00adple\u00ad s", "exam\u00adple|s"},
		{"zero-width within", "ex\u200bam\u2060ple", "ex\u200bam\u2060ple"},
		{"zero-width at the end", "example\u200b s", "example|s"},
		{"emoji with a variation selector", "I ❤\ufe0f it", "I|it"},
		{"keycap", "1\ufe0f\u20e3 a", "1|a"},
		{"combining accents", "cafe\u0301s.", "cafe\u0301s"},
		{"mark on a sign", "a ≻\u0338b \u0301c", "a|b|c"},
		{"Han", "中国人。", "中国|国人"},
		{"one Han", "在.", "在"},
		{"Han zero", "二〇二六年", "二〇|〇二|二六|六年"},
		{"Han zero first", "〇二", "〇二"},
		{"Latin beside Han", "用iPhone手机", "用|iPhone|手机"},
		{"Kana", "コーヒー", "コー|ーヒ|ヒー"},
		{"Kana with marks apart", "か\u3099き", "か\u3099き"},
		{"half-width Kana", "ｶﾞｷｰ", "ｶﾞｷ|ｷｰ"},
		{"Thai with vowels above", "ที่นี่", "ที่นี่"},
		{"zero-width in Thai", "กข\u200bค", "กข|ข\u200bค"},
		{"zero-width after Thai", "กข\u200b ค", "กข|ค"},
		{"variation selector in Han", "葛\U000e0100城", "葛\U000e0100城"},
		{"Burmese full stop", "က။ခ။", "က|ခ"},
		{"Hangul has spaces", "서울 시장", "서울|시장"},
		{"invalid bytes part", "ab\xffcd\xc3", "ab|cd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := cut(c.in); got != c.want {
				t.Errorf("Words(%q) cuts\n%q, want\n%q", c.in, got, c.want)
			}
		})
	}
}

// TestWordsEqual lists texts that differ only in how they were set.
func TestWordsEqual(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"case", "The STRAIT", "the strait"},
		{"apostrophes", "don't", "don’t"},
		{"apostrophe dropped", "don't", "dont"},
		{"modifier apostrophe", "пʼять", "п'ять"},
		{"okina", "Hawaiʻi", "Hawai'i"},
		{"quote marks", "“so” he 'said'", "so, he said"},
		{"soft hyphen", "exam\u00adple", "example"},
		{"hyphen at a line's end", "exam-\n  ple", "example"},
		{"Unicode hyphen at a line's end", "exam\u2010\nple", "example"},
		{"zero-width", "e\u200bx\u200dam\ufeffple", "example"},
		{"variation selector", "a\ufe0eb", "ab"},
		{"grapheme joiner", "a\u034fb", "ab"},
		{"composed", "Café Ångström", "Cafe\u0301 A\u030angstro\u0308m"},
		{"full-width", "Ｆｕｌｌ　１２", "full 12"},
		{"ligature", "ﬁnal", "final"},
		{"Roman numeral", "Ⅷ", "VIII"},
		{"half-width Kana", "ｶﾞｷﾞｰ", "ガギー"},
		{"Kangxi radicals", "⼈⼝", "人口"},
		{"variation selector in Han", "葛\U000e0100城市", "葛城市"},
		{"zero-width in Thai", "กข\u200bค", "กขค"},
		{"Cyrillic letters in a Latin word", "mіnіstеr", "minister"},
		{"Greek letters in a Latin word", "Ηerrιng", "herring"},
		{"final sigma", "ΟΔΟΣ", "οδος"},
		{"final sigma and sigma", "λόγος", "λόγοσ"},
		{"sharp s", "STRASSE", "straße"},
		{"capital sharp s", "STRAẞE", "strasse"},
		{"dotted capital I", "İstanbul", "istanbul"},
		{"dotted capital I apart", "I\u0307stanbul", "İstanbul"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := hashes(c.a), hashes(c.b)
			if len(a) == 0 || !slices.Equal(a, b) {
				t.Errorf("%q and %q: hashes %x and %x, want equal (%q, %q)", c.a, c.b, a, b, cut(c.a), cut(c.b))
			}
			if fa, fb := prose.Fold(c.a), prose.Fold(c.b); fa != fb {
				t.Errorf("Fold: %q and %q, want equal", fa, fb)
			}
		})
	}
}

func TestWordsDiffer(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"accent", "resume", "résumé"},
		{"a word of one foreign script stays", "сор", "cop"},
		{"dotless i", "ılık", "ilik"},
		{"Han zero", "二〇", "二"},
		{"order", "ab", "ba"},
		{"cut", "a b", "ab"},
		{"digit and letter", "l0", "lo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if slices.Equal(hashes(c.a), hashes(c.b)) {
				t.Errorf("%q and %q have equal hashes", c.a, c.b)
			}
			if prose.Fold(c.a) == prose.Fold(c.b) {
				t.Errorf("%q and %q both fold to %q", c.a, c.b, prose.Fold(c.a))
			}
		})
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"only punctuation", "—…'’-", ""},
		{"name", "  Anselm  O’DORRICK-Vane ", "anselm odorrick vane"},
		{"possessive", "Gull's", "gulls"},
		{"accents stay", "Jose\u0301 ÅGREN", "josé ågren"},
		{"compatibility", "Ｎｏ．５ ﬁsh x²", "no 5 fish x2"},
		{"sharp s", "Groß", "gross"},
		{"final sigma", "ΝΙΚΟΣ", "νικοσ"},
		{"dotted I", "İZMİR", "izmir"},
		{"disguise", "Dоrriсk", "dorrick"},
		{"Russian stays Russian", "СССР", "ссср"},
		{"line end", "Dor-\nrick", "dorrick"},
		{"Han in one piece", "中国人 在", "中国人 在"},
		{"half-width Kana", "ｶﾞｷﾞ", "ガギ"},
		{"zero-width in Thai", "กข\u200bค", "กขค"},
		{"modifier apostrophe", "Пʼять", "пять"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := prose.Fold(c.in)
			if got != c.want {
				t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
			}
			if again := prose.Fold(got); again != got {
				t.Errorf("Fold(%q) = %q: not folded once and for all", got, again)
			}
		})
	}
}

// TestHashOfIndex pins the hashes: they are in every index, so a change needs a
// new FoldVersion.
func TestHashOfIndex(t *testing.T) {
	for _, c := range []struct {
		word string
		want uint64
	}{
		{"herring", 0xb942300061cc1fdd},
		{"Straße", 0x6e09d059bb635885},
		{"海", 0xe028df7c710ce189},
	} {
		if got := hashes(c.word); len(got) != 1 || got[0] != c.want {
			t.Errorf("hash of %q: %#x, want %#x; with a new folding, raise FoldVersion", c.word, got, c.want)
		}
	}
	if prose.FoldVersion != 1 {
		t.Errorf("FoldVersion is %d: pin its hashes here", prose.FoldVersion)
	}
}

func TestAppendWordsKeepsWhatIsThere(t *testing.T) {
	dst := prose.Words("one two")
	got := prose.AppendWords(slices.Clone(dst), "three")
	if len(got) != 3 || !slices.Equal(got[:2], dst) || got[2].Span != (hearsay.Span{Start: 0, End: 5}) {
		t.Errorf("AppendWords onto %v: %v", dst, got)
	}
	if n := prose.Count("one two—three's"); n != 3 {
		t.Errorf("Count = %d, want 3", n)
	}
}

// TestWordsOfSample holds the words against the plain definition on real news
// prose: where a text is ASCII, words are runs of letters and digits.
func TestWordsOfSample(t *testing.T) {
	for text := range strings.SplitSeq(sampleText(t), "\n\n") {
		plain := strings.Map(func(r rune) rune {
			if r >= utf8.RuneSelf || r == '\'' {
				return ' '
			}
			return r
		}, text)
		want := strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9')
		})
		if got := prose.Fold(plain); got != strings.Join(want, " ") {
			t.Errorf("Fold(%q) = %q", plain, got)
		}
		if n := prose.Count(plain); n != len(want) {
			t.Errorf("%d words in %q, want %d", n, plain, len(want))
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{
		"", "It rained.", "don't ‘so’", "exam-\nple", "exam\u2010\nple\u00ad\nx", "中国人二〇 コーヒー ｶﾞ", "ที่นี่\u200bกข", "葛\U000e0100城",
		"ᄀ\u1161\u11a8", "Ηerrιng İ ΟΔΟΣ ẞ", "\xff\xfea\xc3", "a\u034f\u0301\u0323b", "''a''b''", "1\ufe0f\u20e3", "\u0301x", "က\u1039ခ။",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := prose.Words(text)
		checkWordSpans(t, text, words)
		prefix := []prose.Word{{Span: hearsay.Span{Start: 7, End: 9}, Hash: 5}}
		if got := prose.AppendWords(slices.Clone(prefix), text); got[0] != prefix[0] || !slices.Equal(got[1:], words) {
			t.Errorf("AppendWords(%q) is not what was there and Words", text)
		}
		if (prose.Fold(text) == "") != (len(words) == 0) {
			t.Errorf("%q: %d words, but folded %q", text, len(words), prose.Fold(text))
		}
		if !utf8.ValidString(prose.Fold(text)) {
			t.Errorf("Fold(%q) is not UTF-8", text)
		}
		c, d := norm.NFC.String(text), norm.NFD.String(text)
		// The normaliser parts runs of more than thirty marks with U+034F;
		// where it does, the two forms are different texts.
		if !utf8.ValidString(text) || strings.Count(c, "\u034f")+strings.Count(d, "\u034f") != 2*strings.Count(text, "\u034f") {
			return
		}
		if !slices.Equal(hashes(c), hashes(d)) {
			t.Errorf("%q: NFC words %q and NFD words %q differ", text, cut(c), cut(d))
		}
	})
}

// checkWordSpans requires that words stand in order and within the text, are not
// empty, and overlap only in scripts without spaces: there by one character.
func checkWordSpans(t *testing.T, text string, words []prose.Word) {
	t.Helper()
	last := hearsay.Span{}
	for i, w := range words {
		s := w.Span
		if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
			t.Fatalf("word %d of %q is %v", i, text, s)
		}
		if i > 0 && (s.Start <= last.Start || s.End <= last.End) {
			t.Fatalf("words %d and %d of %q: %v, %v", i-1, i, text, last, s)
		}
		if r, _ := utf8.DecodeRuneInString(text[s.Start:]); s.Start < last.End && r < 0x0e00 {
			t.Fatalf("words %v and %v of %q overlap", last, s, text)
		}
		last = s
	}
}

// sampleText is the prose of the sample library.
func sampleText(tb testing.TB) string {
	tb.Helper()
	var b strings.Builder
	for c := range sample.Captures() {
		if text, ok := sample.Text(c.Slug); ok {
			b.WriteString(text)
			b.WriteString("\n\n")
		}
	}
	if b.Len() < 10_000 {
		tb.Fatalf("the sample has %d bytes of text", b.Len())
	}
	return b.String()
}

func BenchmarkWords(b *testing.B) {
	text := sampleText(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var words []prose.Word
	for b.Loop() {
		words = prose.AppendWords(words[:0], text)
	}
	if len(words) == 0 {
		b.Fatal("no words")
	}
}

func BenchmarkFold(b *testing.B) {
	text := sampleText(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if prose.Fold(text) == "" {
			b.Fatal("nothing folded")
		}
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"Daily Orta":                  "Daily Orta",
		"Daily  Orta":                 "Daily Orta",
		"Daily\nOrta\u00a0\u2009Post": "Daily Orta Post",
	} {
		if got := prose.OneLine(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
