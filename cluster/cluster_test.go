// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/cluster"
)

// names of articles by ID, for reading what a test finds.
func name(a hearsay.ArticleID, of []string) string {
	for _, n := range of {
		if id(n) == a {
			return n
		}
	}
	return "?"
}

// picture lists clusters as "a0-10 b5-15", ordered.
func (m *memory) picture(articles ...string) []string {
	var out []string
	for _, ws := range m.groups() {
		var parts []string
		for _, w := range ws {
			parts = append(parts, fmt.Sprintf("%s%d-%d", name(w.Article, articles), w.Words.From, w.Words.To))
		}
		out = append(out, strings.Join(parts, " "))
	}
	slices.Sort(out)
	return out
}

func TestClusters(t *testing.T) {
	articles := []string{"a", "b", "c", "d", "e"}
	for _, c := range []struct {
		name  string
		links []hearsay.Link
		want  []string
	}{
		{"a pair", []hearsay.Link{tie("a", 0, 20, "b", 30, 50)}, []string{"a0-20 b30-50"}},
		{"turned round", []hearsay.Link{tie("b", 30, 50, "a", 0, 20)}, []string{"a0-20 b30-50"}},
		{"three", []hearsay.Link{tie("a", 0, 20, "b", 30, 50), tie("c", 1, 21, "b", 30, 50)}, []string{"a0-20 b30-50 c1-21"}},
		{"nearly the same span", []hearsay.Link{tie("a", 0, 20, "b", 30, 50), tie("a", 2, 22, "c", 0, 20)}, []string{"a0-20 b30-50 c0-20"}},
		{"a shorter span", []hearsay.Link{tie("a", 0, 20, "b", 30, 50), tie("a", 0, 15, "c", 0, 15)}, []string{"a0-15 c0-15", "a0-20 b30-50"}},
		{"two passages", []hearsay.Link{tie("a", 0, 20, "b", 0, 20), tie("a", 40, 60, "b", 70, 90)}, []string{"a0-20 b0-20", "a40-60 b70-90"}},
		{"joined by a fifth", []hearsay.Link{tie("a", 0, 20, "b", 0, 20), tie("c", 0, 20, "d", 0, 20), tie("e", 0, 20, "a", 0, 20), tie("e", 0, 20, "c", 0, 20)},
			[]string{"a0-20 b0-20 c0-20 d0-20 e0-20"}},
		{"lengths that cannot be one passage", []hearsay.Link{tie("a", 0, 50, "b", 0, 20)}, nil},
		{"a sentence of a paragraph", []hearsay.Link{tie("a", 0, 100, "b", 0, 100), tie("a", 40, 60, "c", 0, 20), tie("b", 40, 60, "c", 0, 20)},
			[]string{"a0-100 b0-100", "a40-60 b40-60 c0-20"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory(t)
			for day, a := range articles {
				m.put(a, day)
			}
			for _, l := range c.links {
				m.add(l)
			}
			if diff := cmp.Diff(c.want, m.picture(articles...)); diff != "" {
				t.Errorf("as they came: -want +got:\n%s", diff)
			}
			m.refine()
			if diff := cmp.Diff(c.want, m.picture(articles...)); diff != "" {
				t.Errorf("refined: -want +got:\n%s", diff)
			}
		})
	}
}

// TestJoinedClusterIsRedirected: the cluster of the earliest witness stays, and
// the other's ID goes on to name it; in one step, however often it happens.
func TestJoinedClusterIsRedirected(t *testing.T) {
	m := newMemory(t)
	for day, a := range []string{"a", "b", "c", "d", "e", "f"} {
		m.put(a, day)
	}
	m.add(tie("e", 0, 20, "f", 0, 20))
	m.add(tie("c", 0, 20, "d", 0, 20))
	m.add(tie("a", 0, 20, "b", 0, 20))
	of := func(a string) hearsay.ClusterID { return m.carriers[id(a)].Witnesses[0].Cluster }
	first, second, third := of("a"), of("c"), of("e")
	m.add(tie("f", 0, 20, "d", 0, 20))
	m.add(tie("c", 0, 20, "b", 0, 20))
	for _, old := range []hearsay.ClusterID{first, second, third} {
		if got := m.names[old].Now; got != first {
			t.Errorf("%s names %s, want %s", old, got, first)
		}
	}
	// All in one update, with a cluster that is new and loses at once.
	n := newMemory(t)
	for day, a := range []string{"a", "b", "c", "d", "e", "f"} {
		n.put(a, day)
	}
	n.add(tie("e", 0, 20, "f", 0, 20))
	n.add(tie("c", 0, 20, "d", 0, 20), tie("d", 0, 20, "f", 0, 20), tie("a", 0, 20, "b", 0, 20), tie("a", 0, 20, "f", 0, 20))
	if len(n.names) != 2 || n.names[third].Now != first {
		t.Errorf("names %v", n.names)
	}
}

// TestSentenceInManyParagraphs: single links would tie 50 paragraphs into one.
func TestSentenceInManyParagraphs(t *testing.T) {
	m := newMemory(t)
	var links []hearsay.Link
	for p := range 50 {
		a, b := fmt.Sprint("p", p), fmt.Sprint("q", p)
		m.put(a, 2*p)
		m.put(b, 2*p+1)
		links = append(links, tie(a, 10, 130, b, 0, 120))
		for q := range p {
			links = append(links, tie(a, 50, 70, fmt.Sprint("p", q), 50, 70))
		}
	}
	for _, l := range links {
		m.add(l)
	}
	for _, when := range []string{"as they came", "refined"} {
		if len(m.clusters) != 51 {
			t.Errorf("%s: %d clusters, want one of the sentence and 50 of paragraphs", when, len(m.clusters))
		}
		parts := cluster.Parts(m.carriers[id("p7")].Witnesses)
		if diff := cmp.Diff([]cluster.Part{{Inner: 1, Outer: 0}}, parts); diff != "" {
			t.Errorf("%s: parts of one article: %s", when, diff)
		}
		m.refine()
	}
}

// TestDrift: a row of passages, each a fifth shorter and each the same witness as
// the one before, is not one passage, however many copies each has.
func TestDrift(t *testing.T) {
	for _, copies := range []int{1, 30} {
		m := newMemory(t)
		m.put("0.0", 0)
		day, n, before := 1, 1000, "0.0"
		for step := 1; n > 8; step++ {
			next := n * 4 / 5
			for c := range copies {
				a := fmt.Sprintf("%d.%d", step, c)
				m.put(a, day)
				day++
				m.add(tie(before, 0, n, a, 0, n))
			}
			before, n = fmt.Sprintf("%d.0", step), next
		}
		// m.check, after each: no cluster holds lengths beyond a factor of four.
		if len(m.clusters) < 3 {
			t.Errorf("%d copies: %d clusters", copies, len(m.clusters))
		}
		m.refine()
		if len(m.clusters) < 3 {
			t.Errorf("%d copies: %d clusters, refined", copies, len(m.clusters))
		}
	}
}

// TestSpansDoNotWander: spans that move along a text by a fifth each are not all
// one witness.
func TestSpansDoNotWander(t *testing.T) {
	m := newMemory(t)
	m.put("long", 0)
	for i := range 100 {
		a := fmt.Sprint(i)
		m.put(a, i+1)
		m.add(tie("long", 4*i, 4*i+40, a, 0, 40))
	}
	if got := len(m.carriers[id("long")].Witnesses); got < 30 {
		t.Errorf("%d witnesses of 100 passages that begin four words after one another", got)
	}
	m.refine()
}

// TestTenThousandCopies: what a link takes does not depend on how many copies
// there are; reads are counted, since time tells nothing on a busy machine.
func TestTenThousandCopies(t *testing.T) {
	m := newMemory(t)
	m.lazy = true
	const copies, pairs = 10_000, 4
	m.put("0", 0)
	for i := 1; i < copies; i++ {
		m.put(fmt.Sprint(i), i)
		var links []hearsay.Link
		for j := range min(i, pairs) {
			links = append(links, tie(fmt.Sprint(j), 0, 300, fmt.Sprint(i), 5, 305))
		}
		m.reads = 0
		m.add(links...)
		if m.reads > 2*pairs+2 {
			t.Fatalf("copy %d: %d reads", i, m.reads)
		}
	}
	m.check()
	if len(m.clusters) != 1 {
		t.Errorf("%d clusters", len(m.clusters))
	}
	m.refine()
	if len(m.clusters) != 1 {
		t.Errorf("%d clusters, refined", len(m.clusters))
	}
}

func TestWhatIsNoLink(t *testing.T) {
	m := newMemory(t)
	m.put("a", 0)
	m.put("b", 1)
	r := cluster.NewRefiner()
	r.Carrier(*m.carriers[id("a")])
	for _, c := range []struct {
		link hearsay.Link
		want error
	}{
		{tie("a", 0, 20, "a", 30, 50), hearsay.ErrInvalid},
		{tie("a", 20, 20, "b", 30, 50), hearsay.ErrInvalid},
		{tie("a", -1, 20, "b", 30, 50), hearsay.ErrInvalid},
		{tie("a", 0, 20, "b", 0, 1<<31), hearsay.ErrInvalid},
		{tie("a", 0, 20, "c", 0, 20), hearsay.ErrNotFound},
	} {
		if err := cluster.NewUpdate(m).Add(t.Context(), c.link); !errors.Is(err, c.want) {
			t.Errorf("%v: %v, want %v", c.link, err, c.want)
		}
		if err := r.Link(c.link); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%v: %v", c.link, err)
		}
	}
}

func TestWithoutRepeats(t *testing.T) {
	var all []hearsay.Witness
	for i, outlet := range []string{"gull", "", "veltv", "gull", "", "veltv", "herald"} {
		all = append(all, hearsay.Witness{Outlet: outlet, Words: hearsay.WordSpan{From: i, To: 9}})
	}
	var kept []int
	for _, w := range cluster.WithoutRepeats(all) {
		kept = append(kept, w.Words.From)
	}
	if diff := cmp.Diff([]int{0, 1, 2, 4, 6}, kept); diff != "" {
		t.Error(diff)
	}
}

// TestHalfACluster: an ID whose cluster falls apart goes with the witness that it
// was made from; when that is gone, with most of the others.
func TestHalfACluster(t *testing.T) {
	articles := []string{"a", "b", "c", "d", "e"}
	m := newMemory(t)
	for day, a := range articles {
		m.put(a, day)
	}
	m.add(tie("a", 0, 20, "b", 0, 20), tie("b", 0, 20, "c", 0, 20), tie("c", 0, 20, "d", 0, 20), tie("c", 0, 20, "e", 0, 20))
	was := m.carriers[id("a")].Witnesses[0].Cluster
	m.links = slices.Delete(m.links, 1, 2) // b and c are not one any more
	m.refine()
	if diff := cmp.Diff([]string{"a0-20 b0-20", "c0-20 d0-20 e0-20"}, m.picture(articles...)); diff != "" {
		t.Fatal(diff)
	}
	if now := m.names[was].Now; now != m.carriers[id("a")].Witnesses[0].Cluster {
		t.Errorf("the ID names %s, not the founder's cluster", now)
	}
	// Again, and now the founding article goes.
	m.add(tie("b", 0, 20, "c", 0, 20))
	m.remove("a")
	m.links = slices.DeleteFunc(m.links, func(l hearsay.Link) bool { return l.A.Article == id("b") })
	m.refine()
	if now := m.names[was].Now; now != m.carriers[id("c")].Witnesses[0].Cluster {
		t.Errorf("the ID names %s, not the cluster of most", now)
	}
	// And now all.
	for _, a := range []string{"c", "d", "e"} {
		m.remove(a)
	}
	m.refine()
	if now := m.names[was].Now; !now.IsZero() {
		t.Errorf("the ID names %s, of a cluster that is gone", now)
	}
}

// random is a library of articles that copy one another in ways that articles do,
// with hostile ones among them, as links in no order.
func random(r *rand.Rand) (articles []string, links []hearsay.Link) {
	n := 8 + r.IntN(12)
	for i := range n {
		articles = append(articles, fmt.Sprint("t", i))
	}
	for range 3 * n {
		a, b := r.IntN(n), r.IntN(n)
		if a == b {
			continue
		}
		from, length := 10*r.IntN(4)+r.IntN(4), []int{10, 20, 40, 60}[r.IntN(4)]+r.IntN(10)
		drift := r.IntN(1 + length/5)
		links = append(links, tie(articles[a], from, from+length, articles[b], from+r.IntN(3), from+length-drift+3))
	}
	return articles, links
}

// TestAnyOrder is the promise of refinement: of the same links it makes the same
// clusters with the same IDs, whatever the order of arrival, the side of each
// link and how many came at once; and every ID that was given out on the way
// names the cluster that holds its founding witness, if one does.
func TestAnyOrder(t *testing.T) {
	const orders = 200
	corpora := 5
	if testing.Short() {
		corpora = 1
	}
	for seed := range uint64(corpora) {
		r := rand.New(rand.NewPCG(seed, 1))
		articles, links := random(r)
		days := make([]int, len(articles))
		for i := range days {
			days[i] = r.IntN(5)
		}
		var want map[hearsay.ClusterID][]hearsay.Witness
		for range orders {
			m := newMemory(t)
			for _, i := range r.Perm(len(articles)) {
				m.put(articles[i], days[i])
			}
			m.arrive(links, r)
			m.refine()
			got := m.groups()
			if want == nil {
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d: -one order +another:\n%s", seed, diff)
			}
			m.foundersHold()
		}
	}
}

// arrive adds links in random order, from either side, in batches.
func (m *memory) arrive(links []hearsay.Link, r *rand.Rand) {
	m.t.Helper()
	var batch []hearsay.Link
	for _, i := range r.Perm(len(links)) {
		l := links[i]
		if r.IntN(2) == 0 {
			l.A, l.B = l.B, l.A
		}
		if batch = append(batch, l); r.IntN(3) == 0 {
			m.add(batch...)
			batch = nil
		}
	}
	m.add(batch...)
}

// foundersHold checks that every ID names the cluster of its founding witness.
func (m *memory) foundersHold() {
	m.t.Helper()
	for _, n := range m.names {
		var holder hearsay.ClusterID
		best := 0.0
		for _, w := range m.carriers[n.Founder.Article].Witnesses {
			f := n.Founder.Words
			if like := float64(f.Overlap(w.Words)) / float64(max(f.Len(), w.Words.Len())); like >= 0.8 && like > best {
				best, holder = like, w.Cluster
			}
		}
		if !holder.IsZero() && n.Now != holder {
			m.t.Errorf("%s names %s, its founding witness is in %s", n.ID, n.Now, holder)
		}
	}
}

// TestApart: sets of articles that no link ties may be refined one by one.
func TestApart(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	one, two := newMemory(t), newMemory(t)
	both := newMemory(t)
	for k, m := range []*memory{one, two} {
		articles, links := random(r)
		for i, a := range articles {
			articles[i] = fmt.Sprint(k, a)
			m.put(articles[i], i)
			both.put(articles[i], i)
		}
		for _, l := range links {
			rename := func(a hearsay.ArticleID) hearsay.ArticleID {
				for i := range articles {
					if id(fmt.Sprint("t", i)) == a {
						return id(articles[i])
					}
				}
				return a
			}
			l.A.Article, l.B.Article = rename(l.A.Article), rename(l.B.Article)
			m.add(l)
			both.add(l)
		}
		m.refine()
	}
	both.refine()
	want := one.groups()
	for c, ws := range two.groups() {
		want[c] = ws
	}
	if diff := cmp.Diff(want, both.groups()); diff != "" {
		t.Errorf("-apart +together:\n%s", diff)
	}
}

func BenchmarkUpdate(b *testing.B) {
	for _, copies := range []int{100, 10_000} {
		b.Run(fmt.Sprint(copies), func(b *testing.B) {
			for b.Loop() {
				m := newMemory(b)
				m.lazy = true
				for i := range copies {
					m.put(fmt.Sprint(i), i)
				}
				for i := 1; i < copies; i += 50 {
					var links []hearsay.Link
					for k := i; k < min(i+50, copies); k++ {
						for j := range min(k, 10) {
							links = append(links, tie(fmt.Sprint(j), 0, 300, fmt.Sprint(k), 5, 305))
						}
					}
					m.add(links...)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*copies*10), "ns/link")
		})
	}
}

func BenchmarkRefine(b *testing.B) {
	m := newMemory(b)
	const n = 20_000
	r := rand.New(rand.NewPCG(3, 3))
	var links []hearsay.Link
	for i := range n {
		m.put(fmt.Sprint(i), i)
		for range min(i, 10) {
			at := 30 * r.IntN(20)
			links = append(links, tie(fmt.Sprint(r.IntN(i)), at, at+40, fmt.Sprint(i), at, at+40))
		}
	}
	for b.Loop() {
		f := cluster.NewRefiner()
		for _, c := range m.carriers {
			f.Carrier(*c)
		}
		for _, l := range links {
			if err := f.Link(l); err != nil {
				b.Fatal(err)
			}
		}
		clusters := 0
		for range f.Refine().Clusters() {
			clusters++
		}
		b.ReportMetric(float64(clusters), "clusters")
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(links)), "ns/link")
}
