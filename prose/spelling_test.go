// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"hearsay"
	"hearsay/internal/acceptance"
	"hearsay/prose"
)

// pieces are the tokens and sentences of a text in one spelling of it.
func pieces(text string, spell func(string) string) []string {
	var out []string
	tokens := prose.Tokens(text)
	for _, t := range tokens {
		out = append(out, spell(t.In(text)))
	}
	for _, s := range prose.Sentences(text, tokens) {
		out = append(out, spell(s.In(text)))
	}
	for _, p := range prose.Paragraphs(text) {
		out = append(out, spell(p.In(text)))
	}
	return out
}

// Composed and decomposed letters, and curly and straight marks, cut alike.
func TestSpellingsCutAlike(t *testing.T) {
	straight := strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'").Replace
	texts := []string{"Zoë Ménard’s café: “Ça va,” said Ängström. “Don’t — the voters’ rights.” ‘No,’ he said."}
	for _, x := range acceptance.Wanted(t, "../quote/testdata/cases/*.txtar") {
		texts = append(texts, x.Body)
	}
	for _, text := range texts {
		for name, spell := range map[string]func(string) string{"straight": straight, "NFD": norm.NFD.String} {
			want, got := pieces(text, spell), pieces(spell(text), spell)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %q\n is %q\nnot %q", name, text, got, want)
			}
		}
	}
}

// The pieces of a text and what lies between them are the text.
func TestPiecesReproduceText(t *testing.T) {
	for paragraph := range strings.SplitSeq(sampleText(t), "\n\n") {
		var b strings.Builder
		pos := 0
		for _, tok := range prose.Tokens(paragraph) {
			between := hearsay.Span{Start: pos, End: tok.Start}.In(paragraph)
			if strings.TrimSpace(between) != "" {
				t.Fatalf("%q lies between the tokens of %q", between, paragraph)
			}
			b.WriteString(between + tok.In(paragraph))
			pos = tok.End
		}
		if b.WriteString(paragraph[pos:]); b.String() != paragraph {
			t.Fatalf("%q became %q", paragraph, b.String())
		}
	}
}
