// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay"
	"hearsay/quote"
)

// checkQuotations fails when any promise about the shape of quotations is
// broken: spans in bounds, on characters, content in order, source and cue
// apart, Within before its holder's content.
func checkQuotations(t *testing.T, a *hearsay.Article, qs []hearsay.Quotation) {
	t.Helper()
	valid := utf8.ValidString(a.Text) && utf8.ValidString(a.Headline)
	for i, q := range qs {
		text := a.Text
		if q.Part == hearsay.InHeadline {
			text = a.Headline
		}
		spans := append([]hearsay.Span{q.Source, q.Cue, q.Complementiser, q.Addressee}, q.Content...)
		for _, v := range q.Via {
			spans = append(spans, v.Evidence)
		}
		for _, s := range spans {
			checkSpan(t, text, s, valid)
		}
		if q.Source.Overlap(q.Cue) > 0 {
			t.Fatalf("quotation %d: source %q and cue %q overlap", i, q.Source.In(text), q.Cue.In(text))
		}
		for k := 1; k < len(q.Content); k++ {
			if q.Content[k-1].End > q.Content[k].Start {
				t.Fatalf("quotation %d: content out of order: %v", i, q.Content)
			}
		}
		if q.Within >= len(qs) || q.Within == i || q.Within >= 0 && qs[q.Within].Part != q.Part {
			t.Fatalf("quotation %d is within %d of %d", i, q.Within, len(qs))
		}
		if q.Within >= 0 && !isInside(&q, &qs[q.Within]) {
			t.Fatalf("quotation %d, %v, is not inside the content of %d, %v", i, q.Extent(), q.Within, qs[q.Within].Content)
		}
		if q.Mode == "" || q.Polarity == "" || q.Profile == "" || q.Confidence <= 0 || q.Confidence > 1 {
			t.Fatalf("quotation %d: %+v", i, q)
		}
	}
}

// isInside reports that what is said, and the cue, stand in one fragment of the
// other's content.
func isInside(q, outer *hearsay.Quotation) bool {
	spans := append([]hearsay.Span{q.Cue}, q.Content...)
	for _, c := range outer.Content {
		if !slices.ContainsFunc(spans, func(s hearsay.Span) bool { return !s.IsZero() && !c.Contains(s) }) {
			return true
		}
	}
	return false
}

func checkSpan(t *testing.T, text string, s hearsay.Span, valid bool) {
	t.Helper()
	if s.IsZero() {
		return
	}
	if s.Start < 0 || s.End <= s.Start || s.End > len(text) {
		t.Fatalf("span %v in %d bytes", s, len(text))
	}
	if valid && (!utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End])) {
		t.Fatalf("span %v cuts a character", s)
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"“We are ready,” Larin said, “but not today.”",
		"“First.\n\n“Second,” Larin told the daily Orta.\n\n“Third.",
		"According to Larin, who said it rained, Odum was quoted as saying by RNS that",
		"LARIN: No deal. ODUM: \"We 'disagree,'\" said",
		"OSLO (RNS) – In a survey, half said no; Odum's claim that it rained, he said, was",
		"„Wir sind bereit“, sagte Larin. «Мы» — заявил Ларин",
		"''' said ''\" ‘’“”\"'said",
		"said said said, said “said” said. Said Said: said",
		", who said, who said that, citing X, reported",
		"Orta quotes Lee as saying that it rained, cites rain as falling. As Lee put it, he quoted himself as",
		"The ministry issued a statement saying no. “Show me.” Tom Rusk, skipper\n\n08:10 All schools closed, Lee notes,",
		"He has evidence that Lee's claims that it rained, as Lee noted, were denied by telephone by Odum",
		"Wie die Polizei, die am 3. Mai kam, laut Falk mitteilte, sagte er, er habe, so Falk, „nichts“ gewusst, und kündigte an, zu",
		"Le maire a-t-il dit qu’il, selon l’agence « Orta », — a dit « que, dit Falk, qu’",
		"—Vamos —dijo Falk—. Según el diario El Faro, que dijo que",
		"«Мост, — сказал Фальк, — по словам мэра», как сообщил, что",
		"Falk, köprünün kapalı olduğunu “dedi” söyledi dedi. Falk'a göre",
		"It is said that to say that he was told that by, as he said, which said",
	} {
		f.Add(seed, seed)
	}
	f.Add("“Va y cierra el puente de la noche a la mañana…”: destapan pelea", "La ministra Ida Falk dijo que el puente seguirá cerrado hasta el otoño.")
	f.Fuzz(func(t *testing.T, headline, text string) {
		a := &hearsay.Article{Headline: headline, Text: text}
		checkQuotations(t, a, quote.Find(a))
	})
}

// hostile are texts that ask rules to look far, by what they repeat.
var hostile = map[string]string{
	"one paragraph":      "the minister said that the talks had failed and ",
	"marks":              "\" ",
	"openers":            "“",
	"unbalanced":         "“A said. ",
	"closers":            "a” ",
	"single":             "' 'a ",
	"commas":             "a, ",
	"and":                "Lee and ",
	"who":                "Lee, who ",
	"said":               "said ",
	"brackets":           "(Lee ",
	"labels":             "LEE: ",
	"names":              "Ann Lee met Bo Ode, ",
	"paragraphs":         "“We go.\n\n",
	"continued":          "“We go, Lee said, adding that.\n\n",
	"single paragraphs":  "'We go.\n\n",
	"fragments":          "the plan “bad and ",
	"according":          "according to Lee, ",
	"attributed":         "“We go,” Lee said. “We stay.” ",
	"newspapers":         "the newspaper Orta told Orta TV, citing Lee, ",
	"no spaces":          "saidLee",
	"invalid":            "\xff\xfe said \xc3",
	"claims":             "Lee's claim that ",
	"foreign":            "„Ja“, sagte ",
	"German":             "der Chef des Amts der Stadt sagte, dass die Polizei laut Falk und ",
	"German names":       "der Chef, Ida Falk, des Amts (Halden), ",
	"German mood":        "Er habe nichts gewusst. Man sei, so Falk, laut der Zeitung „Orta“ nicht dort. ",
	"German particles":   "teilte die Polizei, kündigte er, wies sie, der ",
	"German quotations":  "„Wir gehen“, sagte Falk. „Wir bleiben.“ ",
	"French":             "a dit le maire de l’agence de la ville que, selon qu’il ",
	"Spanish":            "—Vamos —dijo Falk—. ",
	"Russian":            "«Мост, — сказал Фальк, — закрыт, по словам мэра, что ",
	"Turkish":            "Falk, köprünün kapalı olduğunu söyledi dedi ",
	"lower case":         "said lee. “we go,” he said. ",
	"nothing but breaks": "\n",
}

// Hostile pages must cost time in proportion to their length: a quadratic rule
// would keep this test for minutes. The worst found took 2 s for 2 MB.
func TestFindOnHostileText(t *testing.T) {
	sizes := map[string]int{"one paragraph": 2 << 20, "unbalanced": 2 << 20}
	for name, unit := range hostile {
		t.Run(name, func(t *testing.T) {
			size := max(sizes[name], 1<<18)
			a := &hearsay.Article{Text: strings.Repeat(unit, size/len(unit))}
			checkQuotations(t, a, quote.Find(a))
		})
	}
}
