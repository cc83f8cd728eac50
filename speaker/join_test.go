// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/golden"
	"hearsay/speaker"
)

// TestJoin reads guises, one a line: "kind | name | role | year | articles", the
// last two may be left out; and rulings: "same: 1 2", "two: 1 2", "undone: …", which
// name lines by number. "article 3" in front of a kind is a single appearance.
// It prints voices as numbers of lines, with the rules that joined them.
func TestJoin(t *testing.T) {
	golden.Run(t, "testdata/join/*.txtar", func(t *testing.T, in string) map[string]string {
		entries, rulings := parseGuises(t, in)
		want := joined(entries, rulings)
		for seed := range uint64(20) {
			r := rand.New(rand.NewPCG(seed, 1))
			r.Shuffle(len(entries), func(i, k int) { entries[i], entries[k] = entries[k], entries[i] })
			r.Shuffle(len(rulings), func(i, k int) { rulings[i], rulings[k] = rulings[k], rulings[i] })
			if got := joined(entries, rulings); got != want {
				t.Fatalf("another order gives\n%s\nnot\n%s", got, want)
			}
		}
		return map[string]string{"voices": want}
	})
}

// numbered is an entry with the line it stands in.
type numbered struct {
	speaker.Entry
	line int
}

func parseGuises(t *testing.T, in string) (entries []numbered, rulings []hearsay.Ruling) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(in), "\n") {
		if what, refs, ok := strings.Cut(line, ": "); ok {
			rulings = append(rulings, ruling(t, len(rulings)+1, what, refs, entries))
			continue
		}
		cells := strings.Split(line+" | | | |", "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		e := numbered{line: len(entries) + 1}
		if number, kind, ok := strings.Cut(strings.TrimPrefix(cells[0], "article "), " "); ok {
			e.Article = hearsay.NewID[hearsay.Article]("test", number)
			cells[0] = kind
		}
		e.Kind, e.Name, e.Role = hearsay.AgentKind(cells[0]), cells[1], cells[2]
		year, articles := 2025, 1
		if n, err := strconv.Atoi(cells[3]); err == nil {
			year = n
		}
		if n, err := strconv.Atoi(cells[4]); err == nil {
			articles = n
		}
		e.First = time.Date(year, 3, 1, 0, 0, 0, 0, time.UTC)
		e.Last, e.Articles = e.First, articles
		entries = append(entries, e)
	}
	return entries, rulings
}

func ruling(t *testing.T, n int, what, refs string, entries []numbered) hearsay.Ruling {
	t.Helper()
	r := hearsay.Ruling{N: n, Same: what == "same", Undone: what == "undone"}
	a, b, _ := strings.Cut(refs, "/")
	for side, list := range map[*[]hearsay.Ref]string{&r.A: a, &r.B: b} {
		for _, f := range strings.Fields(list) {
			k, err := strconv.Atoi(f)
			if err != nil {
				t.Fatal(err)
			}
			*side = append(*side, entries[k-1].Ref)
		}
	}
	return r
}

// joined prints what Join says, in the numbers of lines.
func joined(lines []numbered, rulings []hearsay.Ruling) string {
	number := map[hearsay.Ref]int{}
	var entries []speaker.Entry
	for _, l := range lines {
		number[l.Ref] = l.line
		entries = append(entries, l.Entry)
	}
	parties := speaker.Join(entries, rulings)
	of := func(i int) int { return number[entries[i].Ref] }
	names := make([]string, len(parties))
	for k, p := range parties {
		var ids []int
		for _, i := range p.Entries {
			ids = append(ids, of(i))
		}
		slices.Sort(ids)
		names[k] = strings.Trim(fmt.Sprint(ids), "[]")
	}
	var out []string
	for k, p := range parties {
		line := names[k]
		if p.Apart {
			line += " apart"
		}
		var others []string
		for _, o := range p.Perhaps {
			others = append(others, names[o])
		}
		slices.Sort(others)
		if len(others) > 0 {
			line += ", perhaps " + strings.Join(others, " or ")
		}
		var ties []string
		for _, t := range p.Ties {
			ties = append(ties, string(t.Rule))
		}
		slices.Sort(ties)
		if len(ties) > 0 {
			line += " (" + strings.Join(slices.Compact(ties), ", ") + ")"
		}
		out = append(out, line)
	}
	slices.SortFunc(out, func(a, b string) int {
		x, _, _ := strings.Cut(a, " ")
		y, _, _ := strings.Cut(b, " ")
		n, _ := strconv.Atoi(strings.Trim(x, ","))
		m, _ := strconv.Atoi(strings.Trim(y, ","))
		return n - m
	})
	return strings.Join(out, "\n") + "\n"
}

// TestJoinHostile: many people of one name, many forms of it, and odd names: every
// entry is in one party, and it ends.
func TestJoinHostile(t *testing.T) {
	offices := []string{"mayor of ", "goalkeeper of ", "Norwegian minister of ", "Danish minister of ", "clerk to "}
	for name, guise := range map[string]func(i int) hearsay.Guise{
		"roles":    func(i int) hearsay.Guise { return person("Ann Lee", fmt.Sprint(offices[i%5], "Place", i)) },
		"agreeing": func(i int) hearsay.Guise { return person("Ann Lee", fmt.Sprint("chair of Place", i)) },
		"names":    func(i int) hearsay.Guise { return person(fmt.Sprintf("Ann%d Lee", i), "Norwegian minister") },
		"surnames": func(i int) hearsay.Guise { return person("Lee", fmt.Sprint("minister of Place", i)) },
		"both": func(i int) hearsay.Guise {
			return person(strings.Repeat(fmt.Sprintf("Ann%d ", i), i%2)+"Lee", "Norwegian minister of Place")
		},
		"middles": func(i int) hearsay.Guise { return person(fmt.Sprintf("Ann Mid%d Lee", i), "") },
		"signs":   func(i int) hearsay.Guise { return person(strings.Repeat("\u202e.\x00 ", i%90), "\x1b[2J") },
		"bodies": func(i int) hearsay.Guise {
			return hearsay.Guise{Kind: hearsay.Organization, Name: strings.Repeat("-", i%150), Role: fmt.Sprint(i)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var entries []speaker.Entry
			for i := range 5000 {
				entries = append(entries, speaker.Entry{Ref: hearsay.Ref{Guise: guise(i)}, Articles: 1})
			}
			seen := 0
			for _, p := range speaker.Join(entries, nil) {
				seen += len(p.Entries)
				if len(p.Entries) == 0 || p.Apart && len(p.Entries) > 1 || len(p.Perhaps) > 4 {
					t.Fatalf("party %+v", p)
				}
			}
			if seen != len(entries) {
				t.Errorf("%d entries in parties, want %d", seen, len(entries))
			}
		})
	}
}

func person(name, role string) hearsay.Guise {
	return hearsay.Guise{Kind: hearsay.Person, Name: name, Role: role}
}

func TestAppearances(t *testing.T) {
	say := func(a hearsay.Agent) hearsay.Quotation { return hearsay.Quotation{Speaker: hearsay.Speaker{Agent: a}} }
	lee := hearsay.Agent{Name: "Ann Lee", Kind: hearsay.Person}
	mayor := lee
	mayor.Role = "mayor"
	id := hearsay.NewID[hearsay.Article]("test")
	got := speaker.Appearances(id, []hearsay.Quotation{
		say(lee), {}, say(hearsay.Agent{Name: "a clerk", Kind: hearsay.Anonymous}), say(mayor),
		say(hearsay.Agent{Name: "Orta OFFICIALS", Kind: hearsay.Person}),
		say(hearsay.Agent{Name: "Gull", Kind: hearsay.Outlet, Domain: "gull.example"}),
		say(hearsay.Agent{Name: strings.Repeat("A", 201), Kind: hearsay.Person}),
	})
	want := []hearsay.Appearance{
		{Article: id, Guise: person("Ann Lee", "mayor"), Quotations: 2},
		{Article: id, Guise: hearsay.Guise{Kind: hearsay.Outlet, Name: "Gull", Role: "gull.example"}, Quotations: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStem(t *testing.T) {
	for _, c := range []struct{ name, stem string }{
		{"Sergei Larin", "person:larin"}, {"LARIN", "person:larin"}, {"Maria de Mora Jr.", "person:de mora"}, {"", "person:"},
	} {
		if got := speaker.Stem(person(c.name, "clerk")); got != c.stem {
			t.Errorf("stem of %q is %q, want %q", c.name, got, c.stem)
		}
	}
	if got := speaker.Stem(hearsay.Guise{Kind: hearsay.Outlet, Name: "The Daily Gull"}); got != "outlet:daily gull" {
		t.Errorf("stem of an outlet is %q", got)
	}
}
