// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package marked_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/marked"
)

const sample = `# 4 one relation in two halves
[q:“We are ready,”] [s:Larin] [c:said], [q:“but [the bridge] is not.”]
> direct; interrupted; = Sergei Larin (person, surname)
# two
^ [q1:Bridge to close] [c1:–] [s1:Larin] [v1:(Orta)]
It rained.

[s2:The ministry] [c2:denied] [t2:that] [q2:[s3:Odum] [c3:said] [q3:so]].
> 1: indirect; headline; via Orta
> 2: indirect; denied
> 3: indirect; in 2
`

func TestRoundTrip(t *testing.T) {
	texts, err := marked.Parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, x := range texts {
		b.WriteString(marked.Format(x))
	}
	if diff := cmp.Diff(sample, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestParseSpans(t *testing.T) {
	texts, err := marked.Parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	first := texts[0]
	if want := "“We are ready,” Larin said, “but [the bridge] is not.”"; first.Body != want {
		t.Errorf("text is %q, want %q", first.Body, want)
	}
	q := first.Quotations[0]
	for _, c := range []struct {
		span hearsay.Span
		want string
	}{{q.Source, "Larin"}, {q.Cue, "said"}, {q.Content[0], "“We are ready,”"}, {q.Content[1], "“but [the bridge] is not.”"}} {
		if got := c.span.In(first.Body); got != c.want {
			t.Errorf("span holds %q, want %q", got, c.want)
		}
	}
	second := texts[1]
	if got := second.Quotations[2].Cue.In(second.Body); got != "said" {
		t.Errorf("cue behind an empty line is %q", got)
	}
	if second.Quotations[2].Within != 1 {
		t.Errorf("within is %d, want 1", second.Quotations[2].Within)
	}
	if got := second.Quotations[0].Via[0].Evidence.In(second.Headline); got != "(Orta)" {
		t.Errorf("via evidence is %q", got)
	}
}

// Crossing spans are machine output gone wrong; they must still be shown.
func TestFormatCrossing(t *testing.T) {
	text := marked.Text{Name: "x", Body: "one two three", Quotations: []hearsay.Quotation{
		{Mode: hearsay.Indirect, Within: -1, Content: []hearsay.Span{{Start: 0, End: 7}}},
		{Mode: hearsay.Indirect, Within: -1, Content: []hearsay.Span{{Start: 4, End: 13}}},
	}}
	out := marked.Format(text)
	if !strings.Contains(out, "[q1:one [q2:two]][q2: three]") {
		t.Errorf("got %s", out)
	}
	back, err := marked.Parse(out)
	if err != nil {
		t.Fatal(err)
	}
	if got := back[0].Quotations[1].Content; len(got) != 1 || got[0] != (hearsay.Span{Start: 4, End: 13}) {
		t.Errorf("read back %v", got)
	}
}

// Texts of the world hold signs that mean something here. They are escaped only
// where they would be read.
func TestFormatEscapes(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"as [s]he said", "as [s]he said"},
		{"rain [q:none]", `rain \[q:none\]`},
		{"no ] here", "no ] here"},
		{`C:\[x`, `C:\\\[x`},
		{"# one\n\n^ up\n\n> more", "\\# one\n\n\\^ up\n\n\\> more"},
	} {
		text := marked.Text{Name: "x", Headline: c.body[:2], Body: c.body}
		out := marked.Format(text)
		if !strings.Contains(out, "\n"+c.want+"\n") {
			t.Errorf("%q is written %q, want %q in it", c.body, out, c.want)
		}
		back, err := marked.Parse(out)
		if err != nil || back[0].Body != c.body {
			t.Errorf("%q is read back as %v, %v", c.body, back, err)
		}
	}
	text := marked.Text{Name: "x", Body: "one ] two", Quotations: []hearsay.Quotation{{Mode: hearsay.Indirect, Within: -1, Content: []hearsay.Span{{Start: 0, End: 9}},
		Via:     []hearsay.Via{{Agent: hearsay.Agent{Name: "A; B", Kind: hearsay.Organization}}},
		Speaker: hearsay.Speaker{Agent: hearsay.Agent{Name: "C; D", Kind: hearsay.Person}, How: "role"}}}}
	want := "# x\n[q:one \\] two]\n> indirect; via A\\; B (organization); = C\\; D (person, role)\n"
	out := marked.Format(text)
	back, err := marked.Parse(out)
	if err != nil {
		t.Fatal(err)
	}
	if again := marked.Format(back[0]); out != want || again != want {
		t.Errorf("written %q, again %q, want %q", out, again, want)
	}
}

// Every fault of a file is told, where it stands.
func TestParseAll(t *testing.T) {
	_, faults := marked.ParseAll("hello\n# x\n“Ä” [q:a [s:b] c\n^ [s2:x] []\n[q2:]\n> 1: direct; loud and clear\n> 7: direct\n")
	var got []string
	for _, f := range faults {
		got = append(got, f.Error())
	}
	want := []string{
		"line 1, column 1: text before the first block; begin the file with a line \"# NAME\"",
		"line 3, column 5: mark q1 does not close on its line; put ] behind its last word, or make one mark a line",
		"line 5, column 1: mark q2 holds nothing; take it out, or put words in it",
		"line 6, column 14: unknown fact \"loud and clear\"; facts are a mode, a polarity, \"extended\", flags, \"in N\", \"via NAME\" and \"= NAME (kind, how)\", with semicolons between",
		"line 7, column 3: facts on relation 7, which has no mark; mark it ([q7:…], [s7:…], [c7:…]) above, or take the line out",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestParseErrors(t *testing.T) {
	for name, src := range map[string]string{
		"text before a name": "hello\n",
		"unknown fact":       "# x\n[q:a]\n> loud and clear\n",
		"no such relation":   "# x\n[q:a]\n> 2: direct\n",
		"speaker":            "# x\n[q:a]\n> = Lee\n",
		"never closed":       "# x\n[q:a\n",
		"empty mark":         "# x\na [q:]\n",
		"two parts":          "# x\n^ [s:a]\n[q:a]\n",
	} {
		if _, err := marked.Parse(src); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Add("# x\n[q:[s:[c:]]]]][[\n> 1: in 9; via\n")
	f.Fuzz(func(t *testing.T, src string) {
		texts, err := marked.Parse(src)
		if err != nil {
			return
		}
		for _, x := range texts {
			for _, q := range x.Quotations {
				part := x.Body
				if q.Part == hearsay.InHeadline {
					part = x.Headline
				}
				if e := q.Extent(); e.Start < 0 || e.End > len(part) {
					t.Fatalf("extent %v outside %d bytes", e, len(part))
				}
			}
		}
	})
}

// FuzzFormat: whatever a text holds, its marks can be written and read back.
func FuzzFormat(f *testing.F) {
	f.Add("“We [all] are ready,” said Lee ]", "Rain [q:no", 3, 20)
	f.Add("# one\n\n^ [s1:two\n> 1: \\] three;", "", 0, 9)
	f.Add("\\[[\\\\]q:]\\#", "^ x", 1, 2)
	f.Fuzz(func(t *testing.T, body, headline string, start, end int) {
		body, headline = strings.Trim(body, "\n"), strings.ReplaceAll(headline, "\n", " ")
		x := marked.Text{Name: "x", Headline: headline, Body: body}
		if 0 <= start && start < end && end <= len(body) && !strings.Contains(body[start:end], "\n") {
			x.Quotations = []hearsay.Quotation{{Mode: hearsay.Indirect, Within: -1, Content: []hearsay.Span{{Start: start, End: end}}}}
		}
		back, err := marked.Parse(marked.Format(x))
		if err != nil {
			t.Fatalf("%v\n%s", err, marked.Format(x))
		}
		if len(back) != 1 || back[0].Body != body || back[0].Headline != headline {
			t.Fatalf("%q, %q read back as %+v from\n%s", headline, body, back, marked.Format(x))
		}
		if len(x.Quotations) > 0 && back[0].Quotations[0].Content[0] != x.Quotations[0].Content[0] {
			t.Fatalf("span %v read back as %v", x.Quotations[0].Content, back[0].Quotations[0].Content)
		}
	})
}
