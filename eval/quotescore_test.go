// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/marked"
)

// score compares two markings of one text, written as package marked has them.
func score(t *testing.T, gold, got string, opt Options) *quoteScore {
	t.Helper()
	read := func(src string) marked.Text {
		texts, err := marked.Parse("# made\n" + src)
		if err != nil {
			t.Fatal(err)
		}
		return texts[0]
	}
	want, have := read(gold), read(got)
	if want.Body != have.Body {
		t.Fatalf("texts differ: %q, %q", want.Body, have.Body)
	}
	s := newQuoteScore("made", opt)
	s.agents = &agentCounts{}
	s.add(&annotated{name: "made", text: want.Body, gold: want.Quotations, got: have.Quotations})
	return &s
}

func TestErrorKinds(t *testing.T) {
	const falk = "; = Ida Falk (person, surname)"
	for _, c := range []struct{ name, gold, got, want string }{
		{"right", "[s:Falk] [c:said] [q:it rained].\n> indirect", "[s:Falk] [c:said] [q:it rained].\n> indirect", ""},
		{"cue missed", "[s:Falk] [c:said] [q:it rained].", "Falk said it rained.", "cue missed"},
		{"cue false", "Falk said it rained.", "[s:Falk] [c:said] [q:it rained].", "cue false"},
		{"source", "[s:Ida Falk] [c:said] [q:it rained].", "Ida [s:Falk] [c:said] [q:it rained].", "source short"},
		{"source", "Ida [s:Falk] [c:said] [q:it rained].", "[s:Ida Falk] [c:said] [q:it rained].", "source long"},
		{"source", "[s:Falk] [c:said] [q:it rained] on Odum.", "Falk [c:said] [q:it rained] on [s:Odum].", "source wrong"},
		{"source", "[s:Falk] [c:said] [q:it rained].", "Falk [c:said] [q:it rained].", "source missing"},
		{"source", "Falk [c:said] [q:it rained].", "[s:Falk] [c:said] [q:it rained].", "source needless"},
		{"no content", "[s:Falk] [c:said] [q:no].", "[s:Falk] [c:said] no.", "no content"},
		{"right", "[s:Falk] [c:said] [q:it rained] all day.", "[s:Falk] [c:said] [q:it rained all day].", "right long"},
		{"right", "[s:Falk] [c:said] [q:it rained all day].", "[s:Falk] [c:said] [q:it rained] all day.", "right short"},
		{"left", "[s:Falk] [c:said] today [q:it rained].", "[s:Falk] [c:said] [q:today it rained].", "left long"},
		{"both", "[s:Falk] [c:said] [q:today it rained].", "[s:Falk] [c:said] today [q:it] rained.", "left short, right short"},
		{"shifted", "[s:Falk] [c:said] [q:today it] rained.", "[s:Falk] [c:said] today [q:it rained].", "content crossing"},
		{"elsewhere", "[s:Falk] [c:said] [q:no], and it rained.", "[s:Falk] [c:said] no, and [q:it rained].", "content crossing"},
		{"fragments", "[s:Falk] [c:said] [q:it], he knew, [q:rained].", "[s:Falk] [c:said] [q:it, he knew, rained].", "inside differs"},
		{"speaker", "[s:Falk] [c:said] [q:no].\n> direct" + falk, "[s:Falk] [c:said] [q:no].\n> direct", "speaker missing"},
		{"speaker", "[s:Falk] [c:said] [q:no].\n> direct", "[s:Falk] [c:said] [q:no].\n> direct" + falk, "speaker needless"},
		{"speaker", "[s:Falk] [c:said] [q:no].\n> direct; = Odum (person, surname)", "[s:Falk] [c:said] [q:no].\n> direct" + falk, "speaker wrong"},
		{"via", "[s:Falk] [c:told] [v:Orta] [q:no].\n> via Orta", "[s:Falk] [c:told] Orta [q:no].", "via differs"},
		{"polarity", "[s:Falk] [c:denied] [q:it].\n> denied", "[s:Falk] [c:denied] [q:it].", "polarity differs"},
		{"within", "[s1:Falk] [c1:said] [q1:[s2:Odum] [c2:knew] [q2:it]].\n> 2: in 1", "[s1:Falk] [c1:said] [q1:[s2:Odum] [c2:knew] [q2:it]].", "within differs"},
	} {
		s := score(t, c.gold, c.got, Options{})
		var kinds []string
		for _, kind := range errorKinds {
			if s.errors.count[kind.name] != nil {
				kinds = append(kinds, kind.name)
			}
		}
		if got := strings.Join(kinds, ", "); got != c.want {
			t.Errorf("%s, %q: %q, want %q", c.name, c.got, got, c.want)
		}
	}
}

// Two relations, of which the second has a speaker too many words off, and one
// that nobody marked.
const (
	goldMarks = `[q1:“We are ready,”] [s1:Falk] [c1:said].

[s2:Odum] [c2:told] [v2:Orta] [t2:that] [q2:it would rain all day in Lund].

Nobody knew.
> 1: direct; = Ida Falk (person, surname)
> 2: indirect; via Orta; = Tom Odum (person, surname)`
	gotMarks = `[q1:“We are ready,”] [s1:Falk] [c1:said].

[s2:Odum] [c2:told] [v2:Orta] [t2:that] [q2:it would rain all day] in Lund.

[s3:Nobody] [c3:knew].
> 1: direct; = Ida Falk (person, surname)
> 2: indirect; via Orta; = Odum (person, surname)
> 3: indirect; extended`
)

func TestQuoteFigures(t *testing.T) {
	set := score(t, goldMarks, gotMarks, Options{}).set()
	for _, c := range []struct {
		group, name string
		want        float64
	}{
		{"content", "P", 0.5},
		{"content", "begin F1", 1},
		{"content", "jaccard", (1 + 5.0/7) / 2},
		{"source", "jaccard", 2.0 / 3},
		{"core", "F1", 1},
		{"core", "F1 at .8", 1},
		{"core", "F1 same words", 0.5},
		{"all", "P", 2.0 / 3},
		{"all, cue found", "same words", 0.5},
		{"speaker", "F1", 0.5},
		{"name", "R", 0.5},
		{"anonymous", "R", 0},
		{"via", "F1", 1},
		{"of found", "chain right", 0},
		{"of found", "polarity right", 1},
		{"by surname", "wrong", 0.5},
		{"right short", "core", 1},
		{"cue false", "all", 1},
	} {
		got, ok := set.Find(c.group, c.name)
		if !ok || got-c.want > 1e-9 || c.want-got > 1e-9 {
			t.Errorf("%s %s is %v, want %v", c.group, c.name, got, c.want)
		}
	}
}

// Errors stand under their kind, with the sentences around and the marks of
// both; their number is bounded for each kind.
func TestErrorsAreShownByKind(t *testing.T) {
	var b bytes.Buffer
	score(t, goldMarks, gotMarks, Options{Errors: &b, MaxErrors: 1}).finish()
	want := `== made, cue false: no relation of the truth has the cue (1 of 1)

made, all indirect
got  [s:Nobody] [c:knew]. > indirect; extended

== made, right short: content ends too early (1 of 1)

made, core indirect
want [s:Odum] [c:told] Orta [t:that] [q:it would rain all day in Lund]. > indirect; via Orta; = Tom Odum (person, surname)
got  [s:Odum] [c:told] Orta [t:that] [q:it would rain all day] in Lund. > indirect; via Orta; = Odum (person, surname)

== made, speaker wrong: another speaker (1 of 1)

made, core indirect
want [s:Odum] [c:told] Orta [t:that] [q:it would rain all day in Lund]. > indirect; via Orta; = Tom Odum (person, surname)
got  [s:Odum] [c:told] Orta [t:that] [q:it would rain all day] in Lund. > indirect; via Orta; = Odum (person, surname)

`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Two people agree on the first article but for one end; the second only one of
// them has.
func TestAgreement(t *testing.T) {
	read := func(src string) []marked.Text {
		texts, err := marked.Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		return texts
	}
	a := read("# one\n^ Rain\n" + goldMarks + "\n# two\nNothing.\n")
	b := read("# mine\n^ Rain\n" + gotMarks + "\n# three\nNothing!\n")
	var shown bytes.Buffer
	there, back := Agreement(a, b, Options{Errors: &shown}), Agreement(b, a, Options{})
	for _, group := range []string{"source", "cue", "content", "core", "speaker"} {
		x, _ := there.Sets[0].Find(group, "F1")
		y, _ := back.Sets[0].Find(group, "F1")
		if x != y || x == 0 {
			t.Errorf("%s F1 is %v one way and %v the other", group, x, y)
		}
	}
	if diff := cmp.Diff([]string{"two: only A has this text; differing by one letter is enough", "three: only B has this text"}, there.Sets[0].Skipped); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if want := "\nA [s:Odum] [c:told] Orta"; !strings.Contains(shown.String(), want) {
		t.Errorf("differences do not show %q:\n%s", want, shown.String())
	}
}
