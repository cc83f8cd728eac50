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

func join(text string, tokens []prose.Token) string {
	parts := make([]string, len(tokens))
	for i, t := range tokens {
		parts[i] = t.In(text)
	}
	return strings.Join(parts, "|")
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"only space", " \n\t ", ""},
		{"plain", "It rained.", "It|rained|."},
		{"title and contraction", "Mr. Odum said: “It didn’t rain.”", "Mr.|Odum|said|:|“|It|did|n’t|rain|.|”"},
		{"straight contraction", `"Don't," she said.`, `"|Do|n't|,|"|she|said|.`},
		{"possessive", "Lee's and the voters' rights", "Lee|'s|and|the|voters|'|rights"},
		{"names with apostrophes", "O’Malley’s d'Estaing", "O’Malley|’s|d'Estaing"},
		{"other contractions", "we've they'll I'd I'm you're", "we|'ve|they|'ll|I|'d|I|'m|you|'re"},
		{"abbreviations", "U.S. Sen. J. R. Lee Jr. of the U.N.", "U.S.|Sen.|J.|R.|Lee|Jr.|of|the|U.N."},
		{"plain words that look like abbreviations", "They wash. He sat. No.", "They|wash|.|He|sat|.|No."},
		{"I ends a sentence", "So did I. He left.", "So|did|I|.|He|left|."},
		{"numbers", "$3.2 million, 1,237 votes at 10:30, 53%", "$|3.2|million|,|1,237|votes|at|10:30|,|53|%"},
		{"hyphens", "a 1,237-delegate line-up – ready", "a|1,237-delegate|line-up|–|ready"},
		{"dashes", "one--two — three - four", "one|--|two|—|three|-|four"},
		{"ellipsis", "well... and … so", "well|...|and|…|so"},
		{"address", "See https://mk.example/a?b=1. Or www.rt.example).", "See|https://mk.example/a?b=1|.|Or|www.rt.example|)|."},
		{"domain and lost space", "Orta.com It rained.The day", "Orta.com|It|rained|.|The|day"},
		{"mail", "Write to ann.lee@orta.example. Or lee@x-y.example, or @lee", "Write|to|ann.lee@orta.example|.|Or|lee@x-y.example|,|or|@lee"},
		{"handle", "@annlee tweeted #rain", "@annlee|tweeted|#rain"},
		{"lost space after a mark", "“ready,”Larin said", "“|ready|,|”|Larin|said"},
		{"tex marks", "``Yes,'' he said", "``|Yes|,|''|he|said"},
		{"tex marks in each other", "''It's 'new,''' he", "''|It|'s|'|new|,|'|''|he"},
		{"guillemets", "«Мы готовы», — заявил Ларин.", "«|Мы|готовы|»|,|—|заявил|Ларин|."},
		{"decomposed letters", "Cafe\u0301 Zu\u0308rich", "Cafe\u0301|Zu\u0308rich"},
		{"invisible characters", "re\u00adady \u200bnow", "re\u00adady|now"},
		{"slash and ampersand", "and/or AT&T", "and|/|or|AT&T"},
		{"emoji", "rain ☔️ now", "rain|☔|️|now"},
		{"invalid bytes", "a\xffb", "a|\xff|b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := join(c.in, prose.Tokens(c.in)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"none", "", ""},
		{"two", "It rained. We left.", "It rained.|We left."},
		{"title", "Mr. Odum left. Dr. J. Lee stayed.", "Mr. Odum left.|Dr. J. Lee stayed."},
		{"abbreviation at the end", "He lives in the U.S. She left at 5 p.m. They stayed.", "He lives in the U.S.|She left at 5 p.m.|They stayed."},
		{"abbreviation inside", "The U.S. army left. Nov. 8 was wet.", "The U.S. army left.|Nov. 8 was wet."},
		{"quote goes on", "“Stop!” he said. “Now.”", "“Stop!” he said.|“Now.”"},
		{"straight quote goes on", `"Stop!" he said. "Now."`, `"Stop!" he said.|"Now."`},
		{"sentence inside a quotation", "“One. Two,” he said.", "“One.|Two,” he said."},
		{"ellipsis goes on", "We are ready … for anything. Yes.", "We are ready … for anything.|Yes."},
		{"lost space before a quote", "We left.“No,” he said.", "We left.|“No,” he said."},
		{"lost space before a straight quote", `"We left," he said."No," she said."Me too."`, `"We left," he said.|"No," she said.|"Me too."`},
		{"lost space behind a straight quote", `"We left."Lee went.`, `"We left."|Lee went.`},
		{"German marks", "„Ja.“ Falk kam.", "„Ja.“|Falk kam."},
		{"brackets", "(It rained.) We left.", "(It rained.)|We left."},
		{"empty line", "A heading\n\nIt rained", "A heading|It rained"},
		{"several marks", "Really?! Yes.", "Really?!|Yes."},
		{"no capitals at all", "it rained. we left, i think. “stop!” she said, e.g. here", "it rained.|we left, i think.|“stop!” she said, e.g. here"},
		{"lower case behind a stop, capitals elsewhere", "Lee left at 5. we stayed", "Lee left at 5. we stayed"},
		{"name that begins in lower case", "Lee left. eHow stayed.", "Lee left.|eHow stayed."},
		{"versus", "In Lee v. Odum he lost.", "In Lee v. Odum he lost."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var parts []string
			for _, s := range prose.Sentences(c.in, prose.Tokens(c.in)) {
				parts = append(parts, s.In(c.in))
			}
			if got := strings.Join(parts, "|"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	wrapped := "The harbour was closed on Monday because of the storm that\n" +
		"came in from the west. Nobody was hurt, the harbour master\nsaid.\n"
	for _, c := range []struct{ name, in, want string }{
		{"none", " \n \n", ""},
		{"empty lines", "One.\n\nTwo.\n \nThree.", "One.|Two.|Three."},
		{"single line ends between sentences", "“One,” he said.\n“Two,” she said.\nThree.", "“One,” he said.|“Two,” she said.|Three."},
		{"wrapped by hand", wrapped, strings.TrimSpace(wrapped)},
		{"wrapped, then another", wrapped + "\nTwo.", strings.TrimSpace(wrapped) + "|Two."},
		{"carriage returns", "One.\r\n\r\nTwo.", "One.|Two."},
		{"list", "Rain\nSnow\nHail", "Rain|Snow|Hail"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var parts []string
			for _, s := range prose.Paragraphs(c.in) {
				parts = append(parts, s.In(c.in))
			}
			if got := strings.Join(parts, "|"); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// checkSpans fails unless spans are in order, in bounds, not empty and, in valid
// text, on rune boundaries.
func checkSpans(t *testing.T, text string, spans []hearsay.Span) {
	t.Helper()
	valid := utf8.ValidString(text)
	pos := 0
	for _, s := range spans {
		if s.Start < pos || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("span %v after %d in %d bytes", s, pos, len(text))
		}
		if valid && !(utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))) {
			t.Fatalf("span %v cuts a character", s)
		}
		pos = s.End
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("Mr. Odum said: “It didn’t rain.”")
	f.Add("https://a.example/. www. @ # 1,2. ''``..--")
	f.Add("a\xff’\xc3'")
	f.Add("U.S.\n\nx.y.z '' \u200b\u200b’s n't")
	f.Fuzz(func(t *testing.T, text string) {
		tokens := prose.Tokens(text)
		spans := make([]hearsay.Span, len(tokens))
		for i, tok := range tokens {
			spans[i] = tok.Span
		}
		checkSpans(t, text, spans)
		next := 0
		for _, s := range prose.Sentences(text, tokens) {
			if s.First != next || s.End <= s.First || s.Span.Start != tokens[s.First].Start {
				t.Fatalf("sentence %+v does not follow token %d", s, next)
			}
			next = s.End
		}
		if next != len(tokens) {
			t.Fatalf("sentences cover %d of %d tokens", next, len(tokens))
		}
		checkSpans(t, text, prose.Paragraphs(text))
	})
}

// A megabyte of one mark must not take longer than a megabyte of words does; a
// quadratic scan would not end within the test's time at all.
func TestTokensOfHostileText(t *testing.T) {
	for _, unit := range []string{".", "\"", "'", "’", "a.", "a'", "a-", "1,", "@", "a@a", "a.b", "www.", "http://", "\u200b", "é", "\n", "“A!” "} {
		text := strings.Repeat(unit, 1<<20/len(unit))
		tokens := prose.Tokens(text)
		prose.Sentences(text, tokens)
		prose.Paragraphs(text)
	}
}

func BenchmarkTokens(b *testing.B) {
	text := strings.Repeat("“We won’t rule it out,” Mr. Odum told the daily Orta on Nov. 8, adding that 1,200 people left. ", 100)
	b.SetBytes(int64(len(text)))
	var buf []prose.Token
	for b.Loop() {
		buf = prose.AppendTokens(buf[:0], text, hearsay.Span{Start: 0, End: len(text)})
		prose.Sentences(text, buf)
	}
}
