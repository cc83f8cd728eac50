// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"hearsay/draw"
)

var monday = time.Date(2028, 3, 13, 0, 0, 0, 0, time.UTC)

func minute(h, m int) draw.Interval {
	t := monday.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute)
	return draw.Interval{From: t, To: t.Add(59 * time.Second)}
}

// ferry is a story with everything in it.
func ferry() draw.Story {
	node := func(name string, when draw.Interval, kind draw.NodeKind, branch int) draw.Node {
		return draw.Node{Name: name, Tip: name + ", a headline", Link: "/articles/" + name, Key: name, Outlet: name, When: when, Kind: kind, Branch: branch}
	}
	s := draw.Story{
		Title:    "Ferry statement",
		Branches: []draw.Branch{{Name: "A  Harbour Office, 12 articles"}, {Name: "B  a source that nobody names, 2 articles"}, {Name: "C  one article"}},
		Nodes: []draw.Node{
			node("Harbour Office", draw.Interval{From: monday, To: monday.Add(24*time.Hour - time.Second)}, draw.PrimaryNode, 0),
			node("Wire B", minute(33, 2), draw.WireNode, 0), node("MK", minute(34, 15), draw.ArticleNode, 0), node("RT", minute(41, 50), draw.ArticleNode, 0), node("blog", minute(60, 30), draw.ArticleNode, 0),
			node("", draw.Interval{}, draw.GhostNode, 1), node("Paper C", draw.Interval{From: monday.Add(32 * time.Hour), To: monday.Add(36 * time.Hour)}, draw.ArticleNode, 1), node("Paper D", minute(37, 5), draw.ArticleNode, 1),
			node("Paper K", minute(31, 20), draw.ArticleNode, 2), node("Portal X", draw.Interval{}, draw.ArticleNode, 1),
		},
		Edges: []draw.Edge{
			{From: 0, To: 1, Relation: draw.Copies, Main: true}, {From: 0, To: 2, Relation: draw.Rewrites, Main: true}, {From: 2, To: 3, Relation: draw.Quotes, Main: true}, {From: 3, To: 4, Relation: draw.Cites, Main: true, Undecided: true},
			{From: 5, To: 6, Relation: draw.Shares, Main: true}, {From: 5, To: 7, Relation: draw.Shares, Main: true}, {From: 1, To: 7, Relation: draw.Copies}, {From: 6, To: 9, Relation: draw.Revises, Main: true},
		},
	}
	for i := range 6 {
		s.Edges = append(s.Edges, draw.Edge{From: 1, To: len(s.Nodes), Relation: draw.Identical, Main: true})
		s.Nodes = append(s.Nodes, node(fmt.Sprintf("Reprint %d", i), minute(44+i, 0), draw.ArticleNode, 0))
	}
	return s
}

// many is n articles, each of an earlier one, in some branches.
func many(n int) draw.Story {
	s := draw.Story{Title: "Many", Branches: []draw.Branch{{Name: "A"}, {Name: "B"}, {Name: "C"}}}
	relations := []draw.Class{draw.Copies, draw.Rewrites, draw.Quotes, draw.Copies}
	for i := range n {
		s.Nodes = append(s.Nodes, draw.Node{Name: fmt.Sprintf("Outlet %d", i%37), Outlet: fmt.Sprint(i % 37), Key: fmt.Sprintf("%06d", i), When: minute(i*97%(n+24), i%60), Branch: i % 3})
	}
	for i := 3; i < n; i++ {
		s.Edges = append(s.Edges, draw.Edge{From: i % 3, To: i, Relation: relations[i/3%4], Main: true})
		if i%10 == 0 {
			s.Edges = append(s.Edges, draw.Edge{From: i/3/3*3 + i%3, To: i, Relation: draw.Copies})
		}
	}
	return s
}

// svg is a figure as a file, which must be XML.
func svg(t testing.TB, f *draw.Figure) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(bytes.NewReader(b.Bytes())); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("not XML: %v\n%s", err, b.String())
		}
		if e, ok := token.(xml.StartElement); ok {
			element(t, e)
		}
	}
	return b.String()
}

// element reports an element that a figure does not have, or that could do anything.
func element(t testing.TB, e xml.StartElement) {
	t.Helper()
	if !strings.Contains(" svg title desc rect g a text circle polygon polyline ", " "+e.Name.Local+" ") {
		t.Errorf("element %s", e.Name.Local)
	}
	for _, a := range e.Attr {
		if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" || a.Name.Local == "href" && (!strings.HasPrefix(a.Value, "/") || strings.HasPrefix(a.Value, "//")) {
			t.Errorf("%s has %s=%q", e.Name.Local, a.Name.Local, a.Value)
		}
	}
}

func TestLineage(t *testing.T) {
	got := svg(t, draw.Lineage(ferry()))
	for _, want := range []string{
		">Wire B<", ">Reprint 0 and others ×6<", `class="d-hollow"`, `class="d-identical"`, `class="d-core"`, `stroke-dasharray="8 4"`, ">without a date<", ">Portal X<",
		">record or release<", ">press agency<", ">date between<", "6 articles, the first of them", ">?<", "1 sources are not in this library", "15 articles from left to right",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the drawing has no %q", want)
		}
	}
	if strings.Contains(got, "Reprint 3") {
		t.Error("identical reprints are drawn one by one")
	}
	if again := svg(t, draw.Lineage(ferry())); again != got {
		t.Error("the same story is drawn in two ways")
	}
	order := []string{"/articles/Harbour", "/articles/Paper K", "/articles/Wire B", "/articles/MK", "/articles/blog", "/articles/Portal"}
	for i := 1; i < len(order); i++ {
		if strings.Index(got, order[i-1]) > strings.Index(got, order[i]) {
			t.Errorf("%s comes after %s", order[i-1], order[i])
		}
	}
}

// TestLineageSizes: whatever there is, at most 200 nodes are drawn, and all are counted.
func TestLineageSizes(t *testing.T) {
	for _, n := range []int{0, 1, 2, 199, 200, 201, 1000, 5000} {
		f := draw.Lineage(many(n))
		got := svg(t, f)
		if nodes := strings.Count(got, `class="d-dot"`) - 1; nodes > draw.MaxNodes {
			t.Errorf("%d articles: %d nodes", n, nodes)
		}
		if want := fmt.Sprintf("%d articles from left", n); !strings.Contains(got, want) {
			t.Errorf("%d articles: the description counts others: %.400s", n, got)
		}
		if f.Height > 10_000 || len(got) > 400_000 {
			t.Errorf("%d articles: %.0f high, %d bytes", n, f.Height, len(got))
		}
	}
}

// TestLineageFlat: articles that have nothing from each other are folded by branch.
func TestLineageFlat(t *testing.T) {
	s := many(1000)
	s.Edges = nil
	got := svg(t, draw.Lineage(s))
	if !strings.Contains(got, "1000 articles from left") || !strings.Contains(got, "and others ×") {
		t.Errorf("not folded: %.600s", got)
	}
}

// TestLanes: no label stands on another in its lane.
func TestLanes(t *testing.T) {
	for _, n := range []int{10, 60, 180} {
		f := draw.Lineage(many(n))
		type place struct{ y, from, to float64 }
		var taken []place
		for _, g := range f.Groups {
			for _, s := range g.Shapes {
				if s.Class != draw.Label {
					continue
				}
				at := place{s.Points[0].Y, s.Points[0].X, s.Points[0].X + 7*float64(len(s.Text))}
				for _, o := range taken {
					if o.y == at.y && o.from < at.to && at.from < o.to {
						t.Errorf("%d articles: %q stands on another label", n, s.Text)
					}
				}
				taken = append(taken, at)
			}
		}
	}
}

// TestEarlierCopy: a copy that is drawn before its source, as a day may be, keeps its
// lane up to there; no line goes through a label.
func TestEarlierCopy(t *testing.T) {
	day := draw.Interval{From: monday, To: monday.Add(24*time.Hour - time.Second)}
	s := draw.Story{Branches: []draw.Branch{{Name: "A"}}, Nodes: []draw.Node{
		{Name: "Gull", Key: "a", When: day}, {Name: "Northline", Key: "b", When: minute(12, 41)}, {Name: "Straits", Key: "c", When: minute(13, 5)},
	}, Edges: []draw.Edge{{From: 2, To: 0, Relation: draw.Copies, Main: true, Undecided: true}, {From: 1, To: 2, Relation: draw.Identical, Main: true}}}
	y := map[string]float64{}
	for _, g := range draw.Lineage(s).Groups {
		for _, sh := range g.Shapes {
			if sh.Class == draw.Label {
				y[sh.Text] = sh.Points[0].Y
			}
		}
	}
	if y["Gull"] == y["Northline"] || y["Gull"] == y["Straits"] {
		t.Errorf("others stand in the lane of a line: %v", y)
	}
}

func TestUndated(t *testing.T) {
	s := many(30)
	for i := range s.Nodes {
		s.Nodes[i].When = draw.Interval{}
	}
	if got := svg(t, draw.Lineage(s)); !strings.Contains(got, "30 are without a date") || strings.Contains(got, "0001") {
		t.Errorf("undated: %.500s", got)
	}
}

// TestHostile: text from the web stays text.
func TestHostile(t *testing.T) {
	for _, p := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `]]><svg onload=alert(1)>`, "\x00\x1b\xff\ufffe&lt;", "\u202etpircs\u2066", `javascript:alert(1)`, `//evil.example/x`, `/\evil.example`,
		`</title><style>*{}</style>`, strings.Repeat("A", 5000), "الميناء", "港务局",
	} {
		s := ferry()
		s.Title = p
		for i := range s.Nodes {
			s.Nodes[i].Name, s.Nodes[i].Tip, s.Nodes[i].Link = p, p, p
		}
		s.Branches[0].Name = p
		when := draw.Interval{From: monday}
		for _, f := range []*draw.Figure{
			draw.Lineage(s), draw.Rows(p, []draw.Row{{Name: p, Note: p, At: []draw.Moment{{When: when, Tip: p, Link: p}}}}), draw.Counts(p, draw.Bins([]time.Time{monday})),
		} {
			if got := svg(t, f); strings.ContainsAny(got, "\u202e\u2066\x00") {
				t.Errorf("%.30q: characters that hide text", p)
			}
			if strings.Contains(string(f.SVG(p)), "<script") {
				t.Errorf("%.30q: is markup", p)
			}
			if err := f.WritePNG(io.Discard, 1); err != nil {
				t.Errorf("%.30q: %v", p, err)
			}
		}
	}
}

func TestRows(t *testing.T) {
	rows := []draw.Row{
		{Name: "V1", Note: "the base", At: []draw.Moment{{When: minute(3, 0), Tip: "Wire", Link: "/articles/a", Chosen: true}, {}}},
		{Name: "! V2", Flag: true, At: []draw.Moment{{When: draw.Interval{To: monday.Add(99 * time.Hour)}}, {When: draw.Interval{From: monday.Add(9 * time.Hour)}}}},
	}
	got := svg(t, draw.Rows("Wordings", rows))
	for _, want := range []string{">V1<", "+ 1 undated", ">←<", ">→<", `href="/articles/a"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	rows = nil
	for i := range 100 {
		rows = append(rows, draw.Row{Name: fmt.Sprint(i)})
	}
	if got := svg(t, draw.Rows("Wordings", rows)); !strings.Contains(got, "and 40 more") {
		t.Error("rows are left out in silence")
	}
}

func TestBins(t *testing.T) {
	for _, c := range []struct {
		at    []time.Duration
		bins  int
		label string
	}{
		{nil, 0, ""}, {[]time.Duration{0}, 1, "13 Mar 2028, 00:00"}, {[]time.Duration{0, 50 * time.Hour}, 51, "13 Mar 2028, 00:00"}, {[]time.Duration{0, 240 * time.Hour}, 11, "13 Mar 2028"},
		{[]time.Duration{0, 24 * 300 * time.Hour}, 43, "week from 13 Mar 2028"}, {[]time.Duration{0, 24 * 1000 * time.Hour}, 34, "March 2028"}, {[]time.Duration{0, 24 * 10000 * time.Hour}, 28, "Jan 2028 – Dec 2028"},
	} {
		var at []time.Time
		for _, d := range c.at {
			at = append(at, monday.Add(d))
		}
		got := draw.Bins(at)
		total := 0
		for _, b := range got {
			total += b.Count
		}
		if len(got) != c.bins || total != len(at) || len(got) > 0 && got[0].Label() != c.label {
			t.Errorf("%v: %d bins with %d articles, first %v", c.at, len(got), total, got)
		}
	}
}

func TestPNG(t *testing.T) {
	var b bytes.Buffer
	if err := draw.Lineage(ferry()).WritePNG(&b, 2); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if dark := inked(img); img.Bounds().Dx() != 2080 || dark < 5000 {
		t.Errorf("%v with %d dark pixels", img.Bounds(), dark)
	}
	if dir := os.Getenv("HEARSAY_PLOTS"); dir != "" { // to look at
		os.WriteFile(dir+"/ferry.png", b.Bytes(), 0o644)
		os.WriteFile(dir+"/ferry.svg", []byte(svg(t, draw.Lineage(ferry()))), 0o644)
		os.WriteFile(dir+"/many.svg", []byte(svg(t, draw.Lineage(many(150)))), 0o644)
	}
	if err := (&draw.Figure{Width: 1000, Height: 10_000_000}).WritePNG(io.Discard, 1); err == nil {
		t.Error("a picture of 10 gigapixels is made")
	}
}
