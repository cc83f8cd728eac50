// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

// stretchesOf prints the quoted stretches of a text, one a line: level, words
// with their marks, and what is odd about them.
func stretchesOf(text string) string {
	r := english(text)
	var out []string
	for i := range r.stretches {
		s := &r.stretches[i]
		first, end := s.tokens()
		line := fmt.Sprintf("%d %s", s.level, r.span(first, end).In(text))
		for _, odd := range []struct {
			is   bool
			name string
		}{{s.unclosed && !s.next, "unclosed"}, {s.unopened, "unopened"}, {s.wrongWay, "wrong way"}, {s.lostSpace, "lost space"}, {s.cut, "cut"}, {s.next, "goes on"}, {s.prev >= 0, "continued"}} {
			if odd.is {
				line += " [" + odd.name + "]"
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestMarks(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"none", "It rained.", ""},
		{"curly", "“Yes,” he said.", "0 “Yes,”"},
		{"straight", `"Yes," he said.`, `0 "Yes,"`},
		{"mixed glyphs", "“Yes,\" he said.", "0 “Yes,\""},
		{"tex", "``Yes,'' he said.", "0 ``Yes,''"},
		{"two single glyphs for a double", "''Yes,'' he said.", "0 ''Yes,''"},
		{"low", "„Ja“, sagte er.", "0 „Ja“"},
		{"low with a closing mark", "„Tak”, powiedział.", "0 „Tak”"},
		{"low single", "‚Ja‘, sagte er.", "0 ‚Ja‘"},
		{"guillemets", "«Да», — сказал он.", "0 «Да»"},
		{"guillemets with spaces", "« Oui », dit-il.", "0 « Oui »"},
		{"guillemets reversed", "»Ja«, sagte er. »Nein«, sagte sie.", "0 »Ja«\n0 »Nein«"},
		{"corner marks", "「はい」と彼は言った。", "0 「はい」"},
		{"singles", "‘Yes,’ he said.", "0 ‘Yes,’"},
		{"straight singles", "'Yes,' he said.", "0 'Yes,'"},
		{"apostrophes are no marks", "‘Don’t wait for the voters’ verdict,’ he said.", "0 ‘Don’t wait for the voters’ verdict,’"},
		{"only apostrophes", "The voters’ rights aren’t Lee’s.", ""},
		{"elisions", "‘em, ’90s and rock ’n’ roll", ""},
		{"single in double", "“He said ‘no,’ twice,” she said.", "0 “He said ‘no,’ twice,”\n1 ‘no,’"},
		{"double in single", "‘He said “no,” twice,’ she said.", "0 ‘He said “no,” twice,’\n1 “no,”"},
		{"three marks at the end", "''We heard 'no,''' she said.", "0 ''We heard 'no,'''\n1 'no,'"},
		{"feet and inches", `The 6'2" guard said "go."`, `0 "go."`},
		{"inches inside", `"He is 6'2"," she said.`, `0 "He is 6'2","`},
		{"lost space", "“Yes,”Lee said.", "0 “Yes,” [lost space]"},
		{"lost space, straight", `"Yes,"Lee said.`, `0 "Yes," [lost space]`},
		{"wrong way", "”Yes,” Lee said.", "0 ”Yes,” [wrong way]"},
		{"wrong way at the end", "“Yes,“ Lee said.", "0 “Yes,“ [wrong way]"},
		{"never closed", "“It rained all day.", "0 “It rained all day. [unclosed]"},
		{"never closed, attribution inside", "“It rained, Lee said. We left.", "0 “It rained [unclosed] [cut]"},
		{"never opened", "It rained. We left,” Lee said.", "0 We left,” [unopened]"},
		{"same marks nested", `"We are not "willing" yet," he said.`, "0 \"We are not \"willing\" yet,\"\n1 \"willing\""},
		{"a new one closes the old", "“It rained. “It snowed,” he said.", "0 “It rained. [unclosed]\n0 “It snowed,”"},
		{"over two paragraphs", "“It rained.\n\n“It snowed,” he said.", "0 “It rained. [goes on]\n0 “It snowed,” [continued]"},
		{"over three paragraphs", "“One.\n\n“Two.\n\n“Three.”", "0 “One. [goes on]\n0 “Two. [goes on] [continued]\n0 “Three.” [continued]"},
		{"attribution ends it before the next paragraph", "“It rained, Lee said.\n\n“It snowed.”", "0 “It rained [unclosed] [cut]\n0 “It snowed.”"},
		{"a remark inside goes on", "“It rained, Lee told me, and I left.\n\n“It snowed.”", "0 “It rained, Lee told me, and I left. [goes on]\n0 “It snowed.” [continued]"},
		{"nothing but marks", "” “ \" ' ’", "0 ” [unopened]\n0 “ \""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := stretchesOf(c.in); got != c.want {
				t.Errorf("\n got %s\nwant %s", strings.ReplaceAll(got, "\n", " | "), strings.ReplaceAll(c.want, "\n", " | "))
			}
		})
	}
}

// chunksOf prints the chunks of a text: NP[…], V+[…] with the verb's form, the
// rest as they stand.
func chunksOf(text string) string {
	r := english(text)
	forms := map[verbForm]string{finite: "F", infinitive: "I", gerund: "G", participle: "P"}
	var out []string
	for _, c := range r.chunks {
		words := r.span(c.first, c.end).In(text)
		switch {
		case c.kind == chunkNP:
			words = "NP[" + words + "]"
		case c.kind == chunkVG:
			words = "V" + forms[c.form] + "[" + words + "]"
			if c.passive {
				words += "p"
			}
			if c.negated {
				words += "n"
			}
		}
		out = append(out, words)
	}
	return strings.Join(out, " ")
}

func TestChunks(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"The ministry’s first deputy head has repeatedly said so.", "NP[The ministry’s first deputy head] VF[has repeatedly said] so ."},
		{"She did not say why.", "NP[She] VF[did not say]n why ."},
		{"He was accused of it.", "NP[He] VF[was accused]p of NP[it] ."},
		{"They want to go.", "NP[They] VF[want] VI[to go] ."},
		{"Lee, speaking later, left.", "NP[Lee] , VG[speaking] later , VF[left] ."},
		{"“Game of Stones” star Ann Lee left.", "NP[“Game] of NP[Stones” star Ann Lee] VF[left] ."},
		{"the “safe zone” talks", "NP[the “safe zone” talks]"},
		{"voters’ rights and AT&T", "NP[voters’ rights] and NP[AT&T]"},
		{"He said Tuesday Oslo would go.", "NP[He] VF[said] NP[Tuesday] NP[Oslo] VF[would go] ."},
		{"It will go, Lee, a docker, said on Monday.", "NP[It] VF[will go] , NP[Lee] , NP[a docker] , VF[said] on NP[Monday] ."},
		{"he’s said no", "NP[he] VF[’s said] no"},
		{"The 6'2\" guard left.", "NP[The 6'2\" guard] VF[left] ."},
	} {
		if got := chunksOf(c.in); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestMarkedStretches(t *testing.T) {
	a := &hearsay.Article{Text: "He said “we ‘never’ left”.\n\n\"Not me, she said.\n\nThe so-called “deal” stands."}
	var got []string
	for _, s := range Marked(a, hearsay.Span{End: len(a.Text)}) {
		got = append(got, s.In(a.Text))
	}
	if want := []string{"we ‘never’ left", "Not me", "deal"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Marked(a, hearsay.Span{Start: len(a.Text) - 5, End: len(a.Text)}); len(got) != 1 {
		t.Errorf("near the end: %v", got)
	}
}
