// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/marked"
	"hearsay/quote"
	"hearsay/speaker"
)

func resolve(a *hearsay.Article) []hearsay.Quotation {
	qs := quote.Find(a)
	speaker.Resolve(a, qs)
	return qs
}

// checkSpeakers fails when a speaker is half an answer, or the pass changed
// anything but speakers and media.
func checkSpeakers(t *testing.T, a *hearsay.Article) {
	t.Helper()
	plain := quote.Find(a)
	for i, q := range resolve(a) {
		known := q.Speaker.Agent.Name != ""
		if known != (q.Speaker.How != "") || known != (q.Speaker.Confidence > 0) || known != (q.Speaker.Agent.Kind != "") || q.Speaker.Confidence > 1 {
			t.Fatalf("half a speaker: %+v", q.Speaker)
		}
		for _, c := range q.Speaker.Alternatives {
			if known || c.Agent.Name == "" || c.How == "" || c.Confidence <= 0 || c.Confidence >= 1 {
				t.Fatalf("an alternative to an answer, or half of one: %+v", q.Speaker)
			}
		}
		for _, v := range q.Via {
			if v.Agent.Name == "" || v.Agent.Kind != hearsay.Outlet {
				t.Fatalf("medium without a name: %+v", v)
			}
		}
		q.Speaker, q.Via = plain[i].Speaker, plain[i].Via
		if diff := cmp.Diff(plain[i], q); diff != "" {
			t.Fatalf("resolving changed more than the speaker:\n%s", diff)
		}
	}
}

func FuzzResolve(f *testing.F) {
	for _, seed := range []string{
		"Norwegian Foreign Minister Sergei Larin, 45, met Mr. Odum. The FM said no. He added that it rained.",
		"Minister of Fisheries of Veresk Anton Golub said. de Mora and al-Jaber said so, O'Neill Jr. III said.",
		"“I know,” said “Game” star Ann. , , said. The the said. ’s said no. Mr. said no. Of said no.",
		"LEE: No. QUESTION: Why? Oslo said no; the Kremlin said yes; Engineers said maybe.",
	} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, headline, text string) {
		checkSpeakers(t, &hearsay.Article{Headline: headline, Text: text})
	})
}

// Registers, lists and repetition must cost time in proportion to their length.
func TestResolveOnHostileText(t *testing.T) {
	for name, unit := range map[string]string{
		"one surname":   "Minister Ann%d Lee said no. ",
		"many names":    "Ann%d Bo%d said it rained. He said so. ",
		"many roles":    "Bo Ode%d, the harbour master, said no. The harbour master said yes. ",
		"capitals":      "Aaa Bbb Ccc Ddd ",
		"particles":     "De la von der ",
		"of":            "Minister of Fisheries of ",
		"pronouns":      "He said that he said that she said. ",
		"apposition":    "The head, ",
		"first persons": "“I say I say,” Lee said. ",
		"labels":        "ANN%d BO%d: Why? ",
		"initials":      "A%d: Why? ",
		"closing marks": ")”’",
		"adjectives":    "big ",
		"one, an other": "“He said she said it said they said,” he said. ",
		"descriptions":  "A man who saw a man who saw a man ",
		"titles":        "Xx Ann Bo%d said no. Xx Bo%d said no. ",
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for i := 0; b.Len() < 1<<16; i++ {
				b.WriteString(strings.ReplaceAll(unit, "%d", string(rune('a'+i%26))+string(rune('a'+i/26%26))))
			}
			checkSpeakers(t, &hearsay.Article{Text: b.String()})
		})
	}
}

// BenchmarkResolve times this package alone; compare BenchmarkFind of package
// quote.
func BenchmarkResolve(b *testing.B) {
	data, err := os.ReadFile("../quote/testdata/eval/articles.marked")
	if err != nil {
		b.Fatal(err)
	}
	texts, err := marked.Parse(string(data))
	if err != nil {
		b.Fatal(err)
	}
	var size int64
	for i := range texts {
		size += int64(len(texts[i].Body))
	}
	b.SetBytes(size)
	found := make([][]hearsay.Quotation, len(texts))
	for i := range texts {
		found[i] = quote.Find(texts[i].Article())
	}
	for b.Loop() {
		for i := range texts {
			speaker.Resolve(texts[i].Article(), append([]hearsay.Quotation{}, found[i]...))
		}
	}
	b.ReportMetric(float64(len(texts)*b.N)/b.Elapsed().Seconds(), "articles/s")
}
