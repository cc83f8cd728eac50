// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package sample_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/sample"
)

func readTruth(t *testing.T) *sample.Truth {
	t.Helper()
	truth, err := sample.ReadTruth()
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

func text(t *testing.T, slug string) string {
	t.Helper()
	s, ok := sample.Text(slug)
	if !ok {
		t.Errorf("%s: no text", slug)
	}
	return s
}

func TestEveryCaptureHasItsTruth(t *testing.T) {
	truth, all := readTruth(t), captures(t)
	for _, a := range truth.Articles {
		c, ok := all[a.Slug]
		if !ok {
			t.Errorf("%s: no capture", a.Slug)
			continue
		}
		delete(all, a.Slug)
		if c.URL != a.URL {
			t.Errorf("%s: captured at %s, truth has %s", a.Slug, c.URL, a.URL)
		}
		if c.At.Before(a.Published) {
			t.Errorf("%s: captured before it was published", a.Slug)
		}
		outlet := truth.Outlet(a.Outlet)
		if outlet == nil || !strings.Contains(a.URL, outlet.Domain+"/") {
			t.Errorf("%s: %s is not an address of %q", a.Slug, a.URL, a.Outlet)
		}
	}
	for slug := range all {
		t.Errorf("%s: captured, but not in the truth", slug)
	}
}

func TestTwelveOutlets(t *testing.T) {
	groups := map[string]bool{}
	for _, o := range readTruth(t).Outlets {
		if o.Name == "" || o.Style == "" || !strings.HasSuffix(o.Domain, ".example") {
			t.Errorf("outlet %+v is incomplete", o)
		}
		if o.Kind != "company" {
			groups[o.Slug+o.Group] = true
		}
		if o.Group != "" {
			delete(groups, o.Slug+o.Group)
			groups[o.Group] = true
		}
	}
	if len(groups) != 12 {
		t.Errorf("%d outlets when the sisters count once, want 12", len(groups))
	}
}

func TestHeadlinesBylinesAndDatesStandOnTheirPages(t *testing.T) {
	all := captures(t)
	for _, a := range readTruth(t).Articles {
		c := all[a.Slug]
		page := pageText(t, c)
		if !strings.Contains(page, spaced(a.Headline)) || !strings.Contains(page, a.Byline) {
			t.Errorf("%s: headline or byline is not on the page", a.Slug)
		}
		for _, claim := range a.Shows {
			if !showsDate(c, page, decoded(t, c), claim) {
				t.Errorf("%s: page does not show %s %s", a.Slug, claim.Basis, claim.Value)
			}
		}
	}
}

// monthInAddress undoes the ways in which the outlets write dates in addresses.
var monthInAddress = strings.NewReplacer("/mar/", "-03-", "/", "-")

func showsDate(c sample.Capture, page, body string, claim sample.Claim) bool {
	switch claim.Basis {
	case "text":
		return strings.Contains(page, claim.Value)
	case "url":
		return strings.Contains(monthInAddress.Replace(c.URL), claim.Value) ||
			strings.Contains(c.URL, strings.ReplaceAll(claim.Value, "-", ""))
	case "given":
		return c.Given.Date == claim.Value
	}
	return strings.Contains(body, claim.Value)
}

func TestFurnitureIsNotText(t *testing.T) {
	truth, all := readTruth(t), captures(t)
	for _, a := range truth.Articles {
		c, outlet := all[a.Slug], truth.Outlet(a.Outlet)
		if !strings.HasPrefix(c.MediaType, "text/html") {
			continue
		}
		page, text := pageText(t, c), text(t, a.Slug)
		for _, words := range append(outlet.Furniture, outlet.Footer) {
			if !strings.Contains(page, words) || words != "" && strings.Contains(text, words) {
				t.Errorf("%s: %q should be on the page and not in the text", a.Slug, words)
			}
		}
	}
}

func TestStories(t *testing.T) {
	truth := readTruth(t)
	where := map[string]string{}
	put := func(slug, story string) {
		a := truth.Article(slug)
		if a == nil || a.Story != story || where[slug] != "" {
			t.Errorf("story %s: %s is unknown, of another story, or there twice", story, slug)
		}
		where[slug] = story
	}
	for _, s := range truth.Stories {
		if s.Count != len(s.Origins) {
			t.Errorf("story %s: says %d origins, lists %d", s.Slug, s.Count, len(s.Origins))
		}
		for _, o := range s.Origins {
			for _, slug := range o.Members {
				put(slug, s.Slug)
				if !ancestors(truth, slug)[o.Root] {
					t.Errorf("story %s: nothing leads from %s to %s", s.Slug, slug, o.Root)
				}
			}
		}
		for _, n := range s.AddsNone {
			put(n.Name, s.Slug)
		}
	}
	if len(where) != len(truth.Articles) {
		t.Errorf("%d of %d articles are in a story", len(where), len(truth.Articles))
	}
}

// ancestors returns the article itself and everything that its words come from.
func ancestors(truth *sample.Truth, slug string) map[string]bool {
	found := map[string]bool{slug: true}
	if a := truth.Article(slug); a != nil {
		for _, d := range a.From {
			for s := range ancestors(truth, d.Parent) {
				found[s] = true
			}
		}
	}
	return found
}

func isUnseen(truth *sample.Truth, slug string) bool {
	return slices.ContainsFunc(truth.Unseen, func(u sample.Unseen) bool { return u.Slug == slug })
}

func TestDescents(t *testing.T) {
	truth := readTruth(t)
	for _, a := range truth.Articles {
		for _, d := range a.From {
			if isUnseen(truth, d.Parent) {
				continue
			}
			parent := truth.Article(d.Parent)
			if parent == nil || parent.Published.After(a.Published) {
				t.Errorf("%s: parent %s is unknown or younger", a.Slug, d.Parent)
				continue
			}
			checkWords(t, &a, parent, d)
			checkCredit(t, truth, &a, parent, d)
		}
	}
}

// checkWords measures the claim and holds it against the meaning of the relation.
func checkWords(t *testing.T, a, parent *sample.Article, d sample.Descent) {
	mine, theirs := text(t, a.Slug), text(t, parent.Slug)
	got, of := shared(mine, theirs), len(words(mine))
	if d.Relation != hearsay.Cites && got != d.Words {
		t.Errorf("%s from %s: %d words shared, truth says %d", a.Slug, d.Parent, got, d.Words)
	}
	fits := map[hearsay.Relation]bool{
		hearsay.Identical: slices.Equal(words(mine), words(theirs)),
		hearsay.Copies:    got*5 >= of*2, // two fifths, the rest may be the copier's own
		hearsay.Rewrites:  got*5 < of,
		hearsay.Quotes:    got*2 < of,
		hearsay.Cites:     got < 2*sample.RunWords,
		hearsay.Revises:   a.URL == parent.URL && a.File != parent.File,
	}
	if !fits[d.Relation] {
		t.Errorf("%s %s %s, but shares %d of its %d words", a.Slug, d.Relation, d.Parent, got, of)
	}
}

// checkCredit looks for the parent's outlet by name. One owner's papers and an
// outlet's own older articles need no naming; a speaker's ministry is named by
// naming the speaker.
func checkCredit(t *testing.T, truth *sample.Truth, a, parent *sample.Article, d sample.Descent) {
	from, to := truth.Outlet(a.Outlet), truth.Outlet(parent.Outlet)
	if from == to || from.Group != "" && from.Group == to.Group || to.Kind == "primary" {
		return
	}
	c := captures(t)[a.Slug]
	page := a.Byline + " " + text(t, a.Slug)
	if d.Credited { // then it may also stand below or above the text
		page = pageText(t, c)
	}
	named := strings.Contains(page, to.Name) ||
		slices.ContainsFunc(to.Aliases, func(s string) bool { return strings.Contains(page, s) })
	if named != d.Credited {
		t.Errorf("%s from %s: credited is %v, %s is named: %v", a.Slug, d.Parent, d.Credited, to.Name, named)
	}
}

func TestCredits(t *testing.T) {
	truth, all := readTruth(t), captures(t)
	kinds := []hearsay.CreditKind{hearsay.CreditLine, hearsay.InDatelines, hearsay.InBylines,
		hearsay.Attribution, hearsay.ReadMore, hearsay.Syndication}
	for _, a := range truth.Articles {
		due := map[string]bool{} // the outlets that words of it passed through
		for slug := range ancestors(truth, a.Slug) {
			if parent := truth.Article(slug); parent != nil {
				due[truth.Outlet(parent.Outlet).Name] = true
			}
		}
		c := all[a.Slug]
		where := pageText(t, c)
		for _, credit := range a.Credits {
			if credit.Kind == hearsay.Syndication {
				where = decoded(t, c)
			}
			if !strings.Contains(where, credit.Exact) || !slices.Contains(kinds, credit.Kind) {
				t.Errorf("%s: no %s %q on the page", a.Slug, credit.Kind, credit.Exact)
			}
			if !due[credit.To] {
				t.Errorf("%s credits %s, from whom it has nothing", a.Slug, credit.To)
			}
		}
	}
}

func TestBeside(t *testing.T) {
	truth := readTruth(t)
	for _, a := range truth.Articles {
		for _, b := range a.Beside {
			other := truth.Article(b.Article)
			if other == nil || !slices.ContainsFunc(other.Beside, func(back sample.Beside) bool {
				return back.Article == a.Slug && back.Relation == b.Relation
			}) {
				t.Errorf("%s beside %s: not said of both", a.Slug, b.Article)
				continue
			}
			got := shared(text(t, a.Slug), text(t, b.Article))
			if independent := b.Relation == sample.Independent; independent != (got == 0) {
				t.Errorf("%s beside %s: %s, but %d words shared", a.Slug, b.Article, b.Relation, got)
			}
		}
	}
}

// signOff is the line below a Northline story; it recurs with the names in it.
var signOff = regexp.MustCompile(`\(Reporting by [^)]*\)`)

// Overlap that nobody planned would make the truth false, so every pair is
// measured: who shares a run of words must have it from somewhere.
func TestNoUnplannedOverlap(t *testing.T) {
	truth := readTruth(t)
	boilerplate := truth.Outlet("meadowfold").Boilerplate
	bare := func(slug string) string {
		return strings.ReplaceAll(signOff.ReplaceAllString(text(t, slug), ""), boilerplate, "")
	}
	for i, a := range truth.Articles {
		mine := ancestors(truth, a.Slug)
		for _, b := range truth.Articles[i+1:] {
			common := false
			for s := range ancestors(truth, b.Slug) {
				common = common || mine[s]
			}
			if n := shared(bare(a.Slug), bare(b.Slug)); n > 0 && !common {
				t.Errorf("%s and %s share %d words and no ancestor", a.Slug, b.Slug, n)
			}
		}
	}
}

func TestBoilerplateRecurs(t *testing.T) {
	truth := readTruth(t)
	about := truth.Outlet("meadowfold").Boilerplate
	for _, slug := range []string{"meadowfold-recall", "meadowfold-fair", "meadowfold-renn", "straitsnow-recall"} {
		if !strings.HasSuffix(text(t, slug), about) {
			t.Errorf("%s does not end in the block About", slug)
		}
	}
}

func TestChains(t *testing.T) {
	truth, all := readTruth(t), captures(t)
	for _, chain := range truth.Chains {
		a := truth.Article(chain.Article)
		if a == nil || len(chain.Steps) == 0 {
			t.Errorf("chain %s: no such article, or no step", chain.Article)
			continue
		}
		page := pageText(t, all[a.Slug])
		for i, s := range chain.Steps {
			if !strings.Contains(page, s.Exact) || s.Exact == "" {
				t.Errorf("chain %s: %q is not on the page", a.Slug, s.Exact)
			}
			if s.Article != "" && truth.Article(s.Article) == nil {
				t.Errorf("chain %s: no article %s", a.Slug, s.Article)
			}
			lastStep := i == len(chain.Steps)-1
			if (s.Agent.Kind == hearsay.Outlet) == lastStep || (s.Relation == hearsay.StepTold) != lastStep {
				t.Errorf("chain %s: step %d, %s %s, is out of place", a.Slug, i, s.Agent.Kind, s.Relation)
			}
		}
	}
}

func TestQuery(t *testing.T) {
	truth := readTruth(t)
	q, passage := truth.Query, sample.Query()
	if n := len(words(passage)); n != q.Words || n < 60 || n > 120 {
		t.Errorf("the passage has %d words, truth says %d", n, q.Words)
	}
	want := map[string]sample.Match{}
	for _, m := range q.Matches {
		want[m.Article] = m
	}
	for _, a := range truth.Articles {
		m := want[a.Slug]
		if got := shared(passage, text(t, a.Slug)); got != m.Words {
			t.Errorf("the passage shares %d words with %s, truth says %d", got, a.Slug, m.Words)
		}
		delete(want, a.Slug)
	}
	if len(want) > 0 {
		t.Errorf("matches that are no articles: %v", want)
	}
	for _, altered := range q.Altered {
		if !strings.Contains(passage, altered.Name) {
			t.Errorf("the passage has no %q", altered.Name)
		}
	}
	if q.Direction != hearsay.UnknownSide || q.Why == "" {
		t.Errorf("direction %q, because %q", q.Direction, q.Why)
	}
	checkQueryOrigins(t, truth)
}

func checkQueryOrigins(t *testing.T, truth *sample.Truth) {
	q := truth.Query
	if q.Count != len(q.Origins) {
		t.Errorf("says %d origins, lists %d", q.Count, len(q.Origins))
	}
	for _, m := range q.Matches {
		i := slices.IndexFunc(q.Origins, func(o sample.Origin) bool { return o.Slug == m.Origin })
		if i < 0 || !ancestors(truth, m.Article)[q.Origins[i].Root] {
			t.Errorf("match %s is not of origin %q", m.Article, m.Origin)
		}
	}
}
