// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/internal/reuters"
	"hearsay/precede"
	"hearsay/reuse"
)

// Direction scores package precede: which of two texts was first, by their words
// alone. It is told no dates, no addresses and no names. The layouts:
//
//   - posts and quoted-pairs.tsv (20 Newsgroups): pairs of a reply and what it
//     quotes; the truth is the quote marks. Scored as posted, without the marks,
//     and without the lines that announce what is quoted, too.
//   - version_documents/TITLE/N.txt: versions of a page; Kendall's tau of their
//     order, of pages that the model has not learnt from and of those that it has.
//   - .sgm files and shared-12grams.tsv (Reuters-21578): items of a wire that share
//     runs of words; the truth is the time of sending.
//   - articles.jsonl and truth.jsonl (bench/provenance): pairs tied by an edge.
func Direction(dir string, opt Options) (Report, error) {
	truth := directionTruth{pairs: pairTruth{posts: map[string]string{}, items: map[string]reuters.Item{}}, pages: map[string]map[int]string{}}
	if err := takeAll(dir, truth.take); err != nil {
		return Report{}, err
	}
	var report Report
	report.Sets = append(report.Sets, truth.scorePosts(opt)...)
	report.Sets = append(report.Sets, truth.scorePages(opt)...)
	report.Sets = append(report.Sets, truth.scoreItems(opt)...)
	report.Sets = append(report.Sets, truth.scoreStories(opt)...)
	if len(report.Sets) == 0 {
		return report, fmt.Errorf("%s: %w: no truth of a known layout (quoted-pairs.tsv, version_documents, shared-12grams.tsv, truth.jsonl)", dir, hearsay.ErrNotFound)
	}
	return report, nil
}

// directionTruth gathers texts and pairs, since either may come first.
type directionTruth struct {
	pairs pairTruth
	pages map[string]map[int]string // text of each version, by title
	story []provenance.Article
	truth *provenance.Truth
}

// pairTruth is what posts and wire items need.
type pairTruth struct {
	posts  map[string]string // as posted, by "group/id"
	quoted []reusePair
	items  map[string]reuters.Item
	shared []reusePair
}

func (t *directionTruth) take(f file) error {
	name := path.Base(f.name)
	if title, n, ok := versionOf(f.name); ok {
		if t.pages[title] == nil {
			t.pages[title] = map[int]string{}
		}
		t.pages[title][n] = string(f.data)
		return nil
	}
	var err error
	switch {
	case name == "articles.jsonl":
		t.story, err = provenance.ReadArticles(bytes.NewReader(f.data))
	case name == "truth.jsonl":
		t.truth, err = provenance.ReadTruth(bytes.NewReader(f.data))
	default:
		err = t.pairs.take(f, name)
	}
	return err
}

func (t *pairTruth) take(f file, name string) error {
	switch {
	case strings.HasPrefix(name, "quoted-pairs"):
		return eachRow(f.data, 3, func(c []string) error {
			t.quoted = append(t.quoted, reusePair{a: postKey(c[0]), b: postKey(c[1])})
			return nil
		})
	case strings.HasPrefix(name, "shared-12grams"):
		return eachRow(f.data, 7, func(c []string) error {
			t.shared = append(t.shared, reusePair{a: c[0], b: c[3]})
			return nil
		})
	case strings.HasSuffix(name, ".sgm"):
		for item, err := range reuters.Items(f.data) {
			if err != nil {
				return err
			}
			t.items[item.ID] = item
		}
	case path.Ext(name) == "" && strings.Count(f.name, "/") >= 1 && isDigits(name):
		_, t.posts[postKey(f.name)], _ = strings.Cut(latin1(f.data), "\n\n")
	}
	return nil
}

// orderedPair is two texts of which one is known to be first.
type orderedPair struct {
	name          string
	first, second string
}

// signs are those of the two, with the first as side A or B by their name, so that
// the place among the arguments tells nothing.
func (p orderedPair) signs() (signs []precede.Sign, first hearsay.Side) {
	a, b, first := p.first, p.second, hearsay.SideA
	h := fnv.New32a()
	h.Write([]byte(p.name))
	if h.Sum32()>>7&1 == 1 {
		a, b, first = b, a, hearsay.SideB
	}
	return precede.Signs(precede.Read(a, "A"), precede.Read(b, "B"), reuse.Diff(a, b)), first
}

// tried counts what was said of pairs.
type tried struct {
	pairs, signed, decided, right int
	leans, rightly                int
	opinions                      []Opinion
	signs                         map[string]*tries
}

// tries counts how often a sign was seen, and how often it spoke for the first.
type tries struct{ seen, right int }

func (t *tried) add(p orderedPair, errs *errorLog) {
	signs, first := p.signs()
	t.pairs++
	t.signed += count(len(signs) > 0)
	if t.signs == nil {
		t.signs = map[string]*tries{}
	}
	for _, s := range signs {
		if t.signs[s.Name] == nil {
			t.signs[s.Name] = &tries{}
		}
		t.signs[s.Name].seen++
		t.signs[s.Name].right += count(s.First == first)
	}
	if leans, _ := precede.Leaning(signs); leans != hearsay.UnknownSide {
		t.leans++
		t.rightly += count(leans == first)
	}
	said, chance := precede.Direction(signs)
	if said == hearsay.UnknownSide {
		return
	}
	t.decided++
	t.right += count(said == first)
	t.opinions = append(t.opinions, Opinion{chance, said == first})
	if said != first {
		errs.write("%s: %s was first, not %s, by\n%s", p.name, first, said, reasons(signs))
	}
}

func reasons(signs []precede.Sign) string {
	var out strings.Builder
	for _, s := range signs {
		fmt.Fprintf(&out, "  %+.1f for %s: %s: %s\n", s.Weight(), s.First, s.Name, s.Says)
	}
	return out.String()
}

// addTo writes the figures under a group, and with each sign how often it was seen
// and right.
func (t *tried) addTo(s *Set, group string) {
	s.Add(group, "any sign", share(t.signed, t.pairs), t.pairs)
	s.Add(group, "decided", share(t.decided, t.pairs), t.pairs)
	s.Add(group, "right where decided", share(t.right, t.decided), t.decided)
	s.Add(group, "chance off by", Calibrate(t.opinions).Off, 0)
	s.Add(group, "leaning", share(t.leans, t.pairs), 0)
	s.Add(group, "right where leaning", share(t.rightly, t.leans), t.leans)
	for _, name := range slices.Sorted(maps.Keys(t.signs)) {
		x := t.signs[name]
		s.Add(group+", "+name, "seen", share(x.seen, t.pairs), 0)
		s.Add(group+", "+name, "right", share(x.right, x.seen), x.seen)
	}
}

// scorePosts scores replies three times over.
func (t *directionTruth) scorePosts(opt Options) []Set {
	quoted := firstOf(t.pairs.quoted, opt.Limit)
	if len(quoted) == 0 || len(t.pairs.posts) == 0 {
		return nil
	}
	set := Set{Name: "replies and what they quote", Texts: len(t.pairs.posts)}
	for _, way := range []struct {
		name string
		make func(string) string
	}{{"as posted", func(s string) string { return s }}, {"without quote marks", unmarked}, {"without marks and announcements", unannounced}} {
		var tried tried
		errs := errorLog{opt: opt}
		for _, q := range quoted {
			reply, source := t.pairs.posts[q.a], t.pairs.posts[q.b]
			if reply == "" || source == "" {
				set.Skipped = append(set.Skipped, q.a+" or "+q.b+": not in the folder")
				continue
			}
			tried.add(orderedPair{way.name + ", " + q.a + " of " + q.b, way.make(source), way.make(reply)}, &errs)
		}
		tried.addTo(&set, way.name)
	}
	slices.Sort(set.Skipped)
	set.Skipped = slices.Compact(set.Skipped)
	return []Set{set}
}

// unmarked is a post without the marks in front of lines.
func unmarked(post string) string {
	var out strings.Builder
	for line := range strings.Lines(post) {
		out.WriteString(withoutMarks(strings.TrimSuffix(line, "\n")))
		out.WriteByte('\n')
	}
	return out.String()
}

// unannounced is that without lines like “In article … X writes:”, which may be two.
func unannounced(post string) string {
	var out []string
	for line := range strings.Lines(unmarked(post)) {
		low := strings.ToLower(strings.TrimSpace(line))
		if strings.HasPrefix(low, "in article") || strings.HasPrefix(low, "in message") || strings.HasSuffix(low, ":") && strings.ContainsAny(low, "@(") ||
			strings.Contains(low, "writes:") || strings.Contains(low, "wrote:") || strings.HasSuffix(low, "said:") || strings.HasSuffix(low, "says:") {
			continue
		}
		out = append(out, line)
	}
	return strings.Join(out, "")
}

// scoreItems scores wire items that share runs of words and were not sent at the
// same time.
func (t *directionTruth) scoreItems(opt Options) []Set {
	if len(t.pairs.shared) == 0 || len(t.pairs.items) == 0 {
		return nil
	}
	set := Set{Name: "wire items that share text", Texts: len(t.pairs.items)}
	errs := errorLog{opt: opt}
	var near, far tried
	for _, p := range firstOf(t.pairs.shared, opt.Limit) {
		a, b := t.pairs.items[p.a], t.pairs.items[p.b]
		switch c := cmp.Compare(a.Date.UnixMilli(), b.Date.UnixMilli()); {
		case a.ID == "" || b.ID == "":
			set.Skipped = append(set.Skipped, p.a+" or "+p.b+": not in the folder")
			continue
		case c == 0:
			continue
		case c > 0:
			a, b = b, a
		}
		which := &far
		if b.Date.Sub(a.Date) <= 6*time.Hour {
			which = &near
		}
		which.add(orderedPair{a.ID + " and " + b.ID, a.Body, b.Body}, &errs)
	}
	near.addTo(&set, "within six hours")
	far.addTo(&set, "further apart")
	return []Set{set}
}

// scoreStories scores the edges of a set of bench/provenance.
func (t *directionTruth) scoreStories(opt Options) []Set {
	if t.truth == nil || len(t.story) == 0 {
		return nil
	}
	set := Set{Name: fmt.Sprintf("direction from words, %s, seed %d", t.truth.About.Name, t.truth.About.Seed), Texts: len(t.story)}
	errs := errorLog{opt: opt}
	var all tried
	for _, p := range tiedPairs(t.story, t.truth) {
		all.add(p, &errs)
	}
	all.addTo(&set, "edges")
	return []Set{set}
}

// tiedPairs are the articles that an edge ties, both printed as text and not the
// same. Pages in HTML are left out: they would have to be read first.
func tiedPairs(articles []provenance.Article, truth *provenance.Truth) []orderedPair {
	texts := map[string]string{}
	for _, a := range articles {
		texts[a.ID] = a.Text
	}
	var out []orderedPair
	for _, e := range truth.Edges {
		first, second := texts[e.From], texts[e.Derived]
		if first == "" || second == "" || e.Hidden || first == second {
			continue
		}
		out = append(out, orderedPair{e.From + " and " + e.Derived, first, second})
	}
	return out
}
