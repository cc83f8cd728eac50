// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/plant"
)

const truth = `
{"kind":"about","name":"test","seed":1,"version":1}
{"kind":"story","id":"s","title":"t","articles":["a","b","c","d","e"],"origins":[{"root":"a","what":"agency","members":["a","b","c"]},{"root":"unseen:r","what":"release","members":["d","e"]}]}
{"kind":"unseen","id":"unseen:r","story":"s","what":"release","name":"Fermina","time":"2025-01-01T06:00:00Z"}
{"kind":"article","id":"a","story":"s","time":"2025-01-01T08:00:00Z"}
{"kind":"article","id":"b","story":"s","time":"2025-01-01T09:00:00Z"}
{"kind":"article","id":"c","story":"s","time":"2025-01-01T10:00:00Z"}
{"kind":"article","id":"d","story":"s","time":"2025-01-01T11:00:00Z"}
{"kind":"article","id":"e","story":"s","time":"2025-01-01T12:00:00Z"}
{"kind":"edge","derived":"b","from":"a","relation":"copies","main":true,"credit":"given"}
{"kind":"edge","derived":"c","from":"b","relation":"rewrites","main":true,"credit":"omitted"}
{"kind":"edge","derived":"d","from":"unseen:r","relation":"copies","main":true,"credit":"omitted"}
{"kind":"edge","derived":"e","from":"unseen:r","relation":"copies","main":true,"credit":"omitted","also":["d"]}
{"kind":"edge","derived":"e","from":"a","relation":"quotes","main":false,"credit":"omitted","hidden":true}
{"kind":"chain","of":"b","steps":["a"]}
{"kind":"chain","of":"c","steps":["b","a"]}
{"kind":"chain","of":"d","steps":["unseen:r"]}
{"kind":"chain","of":"e","steps":["unseen:r"]}
{"kind":"family","id":"q","story":"s","speaker":"Ann Lee","article":"a","exact":"We will not close the pier in May","variants":[{"article":"b","exact":"We will close the pier in May","speaker":"Ann Lee","changes":["negation-lost"]},{"article":"c","exact":"We will not close the pier","speaker":"Bo Hart","changes":["cut","re-attributed"]}],"hearings":[["a","b","c"]]}
`

// want is a figure: its group, its name, and its value; -1 is not answered.
type want struct {
	group, name string
	value       float64
}

// TestScore: each answer, and what it is worth.
func TestScore(t *testing.T) {
	tests := []struct {
		name, answers string
		want          []want
	}{
		{"nothing", ``, []want{
			{"edges", "F1", -1}, {"direction", "decided", -1}, {"chains", "exact", -1}, {"origins of stories", "count exact", -1},
			{"changes", "F1", -1}, {"certainty", "calibration error (ECE, 10 bins)", -1}}},
		{"looked and found nothing", `{"kind":"head","answered":"edge"}`, []want{{"edges", "recall", 0}, {"edges", "F1", 0}, {"edges", "precision", -1}}},
		{"all right", `
			{"kind":"edge","derived":"b","from":"a","relation":"copies","certainty":"certain","confidence":0.95}
			{"kind":"edge","derived":"c","from":"b","relation":"rewrites"}
			{"kind":"edge","derived":"d","from":"unseen:whatever"}
			{"kind":"edge","derived":"e","from":"unseen:whatever"}`, []want{
			{"edges", "F1", 1}, {"edges", "F1 with direction", 1}, {"edges", "F1 with relation", 1}, {"direction", "right where decided", 1},
			{"certainty", "stated certain and wrong", 0}, {"certainty", "calibration error (ECE, 10 bins)", 0.05}}},
		{"a shared source as a pair", `{"kind":"edge","derived":"d","from":"e","relation":"shares-source"}`,
			[]want{{"edges", "precision", 1}, {"edges", "recall", 0.5}}},
		{"an equal of the source", `{"kind":"edge","derived":"e","from":"d","relation":"copies"}`, []want{{"edges", "precision", 1}, {"edges", "recall", 0.25}}},
		{"the source and its equal are one edge", `
			{"kind":"edge","derived":"e","from":"d"}
			{"kind":"edge","derived":"e","from":"unseen:x"}`, []want{{"edges", "precision", 1}, {"edges", "recall", 0.25}}},
		{"reversed", `{"kind":"edge","derived":"a","from":"b","certainty":"certain"}`, []want{
			{"edges", "precision", 1}, {"edges", "F1 with direction", 0}, {"direction", "right where decided", 0}, {"certainty", "stated certain and wrong", 1}}},
		{"undecided", `{"kind":"edge","derived":"a","from":"b","undecided":true}`, []want{
			{"edges", "precision", 1}, {"edges", "F1 with direction", 0}, {"direction", "decided", 0}, {"direction", "right where decided", -1}}},
		{"both ways", `
			{"kind":"edge","derived":"a","from":"b"}
			{"kind":"edge","derived":"b","from":"a"}`, []want{{"edges", "precision", 1}, {"direction", "decided", 0}}},
		{"skipped a step", `{"kind":"edge","derived":"c","from":"a","certainty":"certain"}`, []want{
			{"edges", "precision", 0}, {"edges", "skipped a step, of those stated", 1}, {"certainty", "stated certain and wrong", 0}}},
		{"hidden edges do not count", `{"kind":"edge","derived":"e","from":"a"}`, []want{{"edges", "recall", 0}, {"edges", "precision", -1}}},
		{"invented", `{"kind":"edge","derived":"d","from":"c","certainty":"certain","confidence":1}`, []want{
			{"edges", "precision", 0}, {"certainty", "stated certain and wrong", 1}, {"certainty", "calibration error (ECE, 10 bins)", 1}}},
		{"said twice", `
			{"kind":"edge","derived":"b","from":"a"}
			{"kind":"edge","derived":"b","from":"a"}`, []want{{"edges", "precision", 1}, {"edges", "recall", 0.25}}},
		{"chains", `
			{"kind":"chain","of":"a","steps":["d"]}
			{"kind":"chain","of":"b","steps":["a"]}
			{"kind":"chain","of":"c","steps":["b"]}
			{"kind":"chain","of":"d","steps":["unseen:fermina"]}
			{"kind":"chain","of":"e","steps":["d","unseen"]}`, []want{
			{"chains", "stated", 1}, {"chains", "exact", 0.75}, {"chains", "first step right", 1}, {"chains", "stated where there is none", 1}}},
		{"a wrong name for the unseen", `{"kind":"chain","of":"d","steps":["unseen:Norvane"]}`, []want{{"chains", "exact", 0}}},
		{"steps behind the end", `{"kind":"chain","of":"d","steps":["unseen:r","a"]}`, []want{{"chains", "exact", 0}, {"chains", "first step right", 0.25}}},
		{"origins", `{"kind":"origins","of":"s","groups":[["c","b","a"],["e","d"]]}`, []want{
			{"origins of stories", "count exact", 1}, {"origins of stories", "groups exact", 1}, {"hearings of claims", "count exact", -1}}},
		{"one too many", `{"kind":"origins","of":"s","groups":[["a","b"],["c"],["d","e"]]}`, []want{
			{"origins of stories", "count exact", 0}, {"origins of stories", "count within one", 1}, {"origins of stories", "groups exact", 0}}},
		{"the right number of wrong groups", `{"kind":"origins","of":"s","groups":[["a"],["b","c","d","e"]]}`, []want{
			{"origins of stories", "count exact", 1}, {"origins of stories", "groups exact", 0}}},
		{"variants", `
			{"kind":"variant","of":"q","article":"a","exact":"We will not close the pier in May"}
			{"kind":"variant","of":"q","article":"b","exact":"“We will close the pier in May,”","changes":["negation-lost"],"speaker":"ann lee"}
			{"kind":"variant","of":"q","article":"c","exact":"We will not close the pier","changes":["inserted"]}`, []want{
			{"variants", "F1", 1}, {"variants", "speaker right where stated", 1}, {"changes", "precision", 0.5}, {"changes", "recall", 1. / 3},
			{"changes", "negation lost or added, recall", 1}, {"changes", "negation-lost, F1", 1}}},
		{"variants without a word on changes", `{"kind":"variant","of":"q","article":"b","exact":"We will close the pier in May"}`, []want{
			{"variants", "recall", 0.5}, {"changes", "F1", -1}}},
		{"a variant elsewhere", `{"kind":"variant","of":"q","article":"d","exact":"We will close the pier in May","changes":["negation-lost"]}`, []want{
			{"variants", "recall", 0}, {"changes", "precision", 0}, {"changes", "negation lost or added, recall", 0}}},
		{"other words", `{"kind":"variant","of":"q","article":"b","exact":"Come and see","changes":["negation-lost"]}`, []want{{"variants", "precision", 0}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := provenance.Score(mustTruth(t, truth), mustAnswers(t, tt.answers))
			for _, w := range tt.want {
				f, answered := s.Find(w.group, w.name)
				if f.Name == "" {
					t.Fatalf("no figure %s: %s", w.group, w.name)
				}
				if answered == (w.value == -1) || answered && math.Abs(f.Value-w.value) > 1e-9 {
					t.Errorf("%s: %s is %v (answered: %v), want %v", w.group, w.name, f.Value, answered, w.value)
				}
			}
		})
	}
}

// TestOneNameInTwoStories: an agency that is not in the set is another source in
// each story, though it has one name.
func TestOneNameInTwoStories(t *testing.T) {
	second := strings.NewReplacer(`"a"`, `"a2"`, `"b"`, `"b2"`, `"c"`, `"c2"`, `"d"`, `"d2"`, `"e"`, `"e2"`, `"s"`, `"s2"`, `"q"`, `"q2"`, "unseen:r", "unseen:r2")
	both := mustTruth(t, truth+second.Replace(truth))
	s := provenance.Score(both, mustAnswers(t, `
		{"kind":"edge","derived":"d","from":"unseen:Fermina"}
		{"kind":"edge","derived":"d2","from":"unseen:Fermina"}`))
	if f, _ := s.Find("edges", "precision"); f.Value != 1 {
		t.Errorf("precision %v", f.Value)
	}
}

// TestHiddenEdgesMatchLast: all who have an agency's text have a hidden edge to the
// conference that it went to. Who names the agency means the agency.
func TestHiddenEdgesMatchLast(t *testing.T) {
	set, err := plant.Make(plant.Options{Level: 3, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	name := map[string]string{}
	for _, u := range set.Truth.Unseen {
		name[u.ID] = "unseen:" + u.Name
	}
	a := perfect(&set.Truth)
	a.Edges = slices.DeleteFunc(a.Edges, func(e provenance.StatedEdge) bool { return name[e.From] == "" })
	seen := 0
	for i := range a.Edges {
		a.Edges[i].From = name[a.Edges[i].From]
	}
	a.Edges = slices.DeleteFunc(a.Edges, func(e provenance.StatedEdge) bool { return strings.Contains(e.From, "conference") })
	for _, e := range set.Truth.Edges {
		if name[e.From] != "" && !e.Hidden && !strings.Contains(name[e.From], "conference") {
			seen++
		}
	}
	s := provenance.Score(&set.Truth, a)
	f, _ := s.Find("edges", "recall of unseen sources")
	if found := int(f.Value*float64(f.N) + 0.5); found != seen {
		t.Errorf("%d of %d agencies and releases are found", found, seen)
	}
}

func mustTruth(t *testing.T, s string) *provenance.Truth {
	t.Helper()
	v, err := provenance.ReadTruth(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func mustAnswers(t *testing.T, s string) *provenance.Answers {
	t.Helper()
	v, err := provenance.ReadAnswers(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// perfect is what somebody answers who has read the truth.
func perfect(t *provenance.Truth) *provenance.Answers {
	a := &provenance.Answers{Chains: t.Chains}
	one := 1.0
	for _, e := range t.Edges {
		a.Edges = append(a.Edges, provenance.StatedEdge{Derived: e.Derived, From: e.From, Relation: e.Relation, Certainty: "certain", Confidence: &one})
	}
	for _, s := range t.Stories {
		o := provenance.StatedOrigins{Of: s.ID}
		for _, g := range s.Origins {
			o.Groups = append(o.Groups, g.Members)
		}
		a.Origins = append(a.Origins, o)
	}
	for _, f := range t.Families {
		a.Origins = append(a.Origins, provenance.StatedOrigins{Of: f.ID, Groups: f.Hearings})
		for _, v := range f.Variants {
			a.Variants = append(a.Variants, provenance.StatedVariant{Of: f.ID, Article: v.Article, Exact: v.Exact, Speaker: v.Speaker, Changes: append([]string{}, v.Changes...)})
		}
	}
	return a
}

// TestPerfect: the truth itself scores full marks, in any order, through the
// files too.
func TestPerfect(t *testing.T) {
	set, err := plant.Make(plant.Options{Level: 4, Seed: 3, Stories: 6, Copies: 10})
	if err != nil {
		t.Fatal(err)
	}
	answers := perfect(&set.Truth)
	first := provenance.Score(&set.Truth, answers)
	for _, f := range first.Figures {
		full := 1.0
		switch {
		case f.Name == "stated certain and wrong", f.Name == "skipped a step, of those stated", f.Name == "stated where there is none",
			f.Name == "calibration error (ECE, 10 bins)":
			full = 0
		case f.N == 0:
			continue
		}
		if f.Unanswered || f.Value != full {
			t.Errorf("%s: %s is %v of %d", f.Group, f.Name, f.Value, f.N)
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	r.Shuffle(len(answers.Edges), func(i, j int) { answers.Edges[i], answers.Edges[j] = answers.Edges[j], answers.Edges[i] })
	slices.Reverse(answers.Variants)
	var b bytes.Buffer
	if err := provenance.WriteAnswers(&b, answers); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, provenance.Score(&set.Truth, mustAnswers(t, b.String()))); diff != "" {
		t.Errorf("another order, other figures (-first +shuffled):\n%s", diff)
	}
}

// TestTruthThroughFiles: what is written is what is read.
func TestTruthThroughFiles(t *testing.T) {
	set, err := plant.Make(plant.Options{Level: 2, Seed: 1, Stories: 3})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := provenance.WriteTruth(&b, &set.Truth); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&set.Truth, mustTruth(t, b.String())); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}

// TestCheckFinds: a truth that cannot be is not accepted.
func TestCheckFinds(t *testing.T) {
	good := mustTruth(t, truth)
	var articles []provenance.Article
	for _, k := range good.Articles {
		articles = append(articles, provenance.Article{ID: k.ID, Text: "“We will not close the pier in May.” “We will not close the pier.” “We will close the pier in May.”"})
	}
	if got := provenance.Check(good, articles); got != nil {
		t.Fatalf("a good truth: %q", got)
	}
	tests := []struct{ name, old, new, want string }{
		{"backwards", `"derived":"c","from":"b"`, `"derived":"b","from":"c"`, "is not before"},
		{"itself", `"derived":"b","from":"a"`, `"derived":"b","from":"b"`, "is not before"},
		{"a chain of its own", `"steps":["b","a"]`, `"steps":["a"]`, "main edges lead"},
		{"in two origins", `"members":["d","e"]`, `"members":["d","e","a"]`, "no partition"},
		{"in the wrong origin", `"members":["a","b","c"]`, `"members":["a","b","c","d"]`, "begins at"},
		{"words that are not there", `"exact":"We will close the pier in May"`, `"exact":"We may close the pier in May"`, "does not stand"},
		{"a speaker without a change", `"changes":["cut","re-attributed"]`, `"changes":["cut"]`, "do not agree"},
		{"nobody", `"from":"a","relation":"copies"`, `"from":"z","relation":"copies"`, "not known"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bad := strings.Replace(truth, tt.old, tt.new, 1)
			if bad == truth {
				t.Fatal("nothing was changed")
			}
			got := provenance.Check(mustTruth(t, bad), articles)
			if !strings.Contains(strings.Join(got, "\n"), tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzReadAnswers(f *testing.F) {
	f.Add(`{"kind":"edge","derived":"b","from":"a","relation":"shares-source","confidence":0.5}`)
	f.Add(`{"kind":"chain","of":"c","steps":["c","c","unseen"]}` + "\n" + `{"kind":"origins","of":"s","groups":[[],["a"]]}`)
	f.Add(`{"kind":"variant","of":"q","article":"b","exact":"","changes":["negation-lost","no such"]}`)
	f.Fuzz(func(t *testing.T, s string) {
		a, err := provenance.ReadAnswers(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, g := range provenance.Score(mustTruth(t, truth), a).Figures {
			if math.IsNaN(g.Value) || g.Value < 0 || g.Value > 1 {
				t.Errorf("%s: %s is %v", g.Group, g.Name, g.Value)
			}
		}
	})
}
