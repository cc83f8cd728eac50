// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package web_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay"
	"hearsay/job"
	"hearsay/search"
	"hearsay/web"
)

// large is a library of many articles, and things in it to ask for.
type large struct {
	testing.TB
	site     http.Handler
	engine   *search.Engine
	r        *rand.Rand
	articles []hearsay.Brief
	stories  []hearsay.Story
	voices   []hearsay.Voice
	outlets  []hearsay.Standing
}

// openLarge opens the library that HEARSAY_LARGE names: doc/eval.md says how to make one.
func openLarge(b testing.TB) *large {
	b.Helper()
	dir := os.Getenv("HEARSAY_LARGE")
	if dir == "" {
		b.Skip("HEARSAY_LARGE names no library")
	}
	engine, err := search.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { engine.Close() })
	desk, err := job.Open(b.TempDir(), job.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(desk.Close)
	l := &large{TB: b, engine: engine, site: web.New(engine, web.Options{Desk: desk}), r: rand.New(rand.NewPCG(7, 9))}
	l.draw()
	return l
}

// draw finds things all over the library: the first of each kind, which has most to
// show, and some of everywhere.
func (l *large) draw() {
	ctx := l.Context()
	_, total, err := l.engine.Latest(ctx, 0, 1)
	if err != nil {
		l.Fatal(err)
	}
	for n := range 30 {
		briefs, _, err := l.engine.Latest(ctx, n*(total-20)/30, 20)
		if err != nil {
			l.Fatal(err)
		}
		l.articles = append(l.articles, briefs...)
	}
	for _, order := range []search.StoryOrder{search.LargestStories, search.LatestStories} {
		stories, _, err := l.engine.Stories(ctx, order, 0, 100)
		if err != nil {
			l.Fatal(err)
		}
		l.stories = append(l.stories, stories...)
	}
	_, all, err := l.engine.Voices(ctx, search.VoiceFilter{}, 0, 1)
	if err != nil {
		l.Fatal(err)
	}
	for _, at := range []int{0, all / 2} {
		voices, _, err := l.engine.Voices(ctx, search.VoiceFilter{}, at, 50)
		if err != nil {
			l.Fatal(err)
		}
		l.voices = append(l.voices, voices...)
	}
	l.Logf("%d articles, %d speakers", total, all)
}

// outlet is the address of an outlet. To know them means to count who takes from whom.
func (l *large) outlet() string {
	if l.outlets == nil {
		x, err := l.engine.WholeExchange(l.Context())
		if err != nil {
			l.Fatal(err)
		}
		l.outlets = x.Standings
	}
	return "/outlets/" + one(l, l.outlets).ID.String()
}

func one[T any](l *large, list []T) T { return list[l.r.IntN(len(list))] }

// words are the last n words of an article.
func (l *large) words(n int) string {
	text, err := l.engine.Text(l.Context(), one(l, l.articles).ID)
	if err != nil {
		l.Fatal(err)
	}
	all := strings.Fields(text)
	return strings.Join(all[max(0, len(all)-n):], " ")
}

// utterance is the address of a quotation of the library.
func (l *large) utterance() string {
	for {
		view, err := l.engine.Article(l.Context(), one(l, l.articles).ID)
		if err != nil {
			l.Fatal(err)
		}
		for i := range view.Quotations {
			if len(view.Quotations[i].Content) > 0 {
				return fmt.Sprintf("/quotes/%s-%d", view.Article.ID, i+1)
			}
		}
	}
}

// asked are the pages by their route, each with an address of it, another each time.
func (l *large) asked() map[string]func() string {
	q := url.QueryEscape
	article := func() string { return "/articles/" + one(l, l.articles).ID.String() }
	story := func() string { return "/stories/" + one(l, l.stories).ID.String() }
	speaker := func() string { return "/speakers/" + one(l, l.voices).ID.String() }
	name := func() string { return q(one(l, l.voices).Agent.Name) }
	plain := func(address string) func() string { return func() string { return address } }
	with := func(f func() string, more string) func() string { return func() string { return f() + more } }
	return map[string]func() string{
		"/": plain("/"),
		"/ (1,000 words)": func() string {
			return "/?q=" + q(strings.Join([]string{l.words(200), l.words(200), l.words(200), l.words(200), l.words(200)}, "\n\n"))
		},
		"/ (of an article)":        func() string { return "/?article=" + one(l, l.articles).ID.String() },
		"/ (went)":                 func() string { return "/?direction=went&article=" + one(l, l.articles).ID.String() },
		"/trace.json":              func() string { return "/trace.json?q=" + q(l.words(250)) },
		"/articles":                func() string { return fmt.Sprint("/articles?offset=", l.r.IntN(50000)) },
		"/articles.json":           plain("/articles.json?limit=1000"),
		"/articles/{id}":           article,
		"/articles/{id}/dates.svg": with(article, "/dates.svg"),
		"/compare": func() string {
			return "/compare?a=" + one(l, l.articles).ID.String() + "&b=" + one(l, l.articles).ID.String()
		},
		"/search (a rare word)":                 func() string { return "/search?q=" + name() },
		"/search (a common word)":               plain("/search?q=market"),
		"/search (two words)":                   func() string { return "/search?q=" + q(strings.Join(strings.Fields(l.words(2)), " OR ")) },
		"/search (phrase)":                      func() string { return "/search?q=" + q(`"`+l.words(3)+`"`) },
		"/search (in quotations)":               plain("/search?q=" + q("in:quotation prices")),
		"/search (not folded)":                  plain("/search?fold=no&q=bank"),
		"/search (a filter)":                    plain("/search?q=lang:en"),
		"/search (rare filter)":                 plain("/search?q=" + q("lang:de after:1987-03")),
		"/search (a surname)":                   func() string { return "/search?q=" + q("speaker:"+surname(one(l, l.voices).Agent.Name)) },
		"/stories":                              func() string { return fmt.Sprint("/stories?offset=", l.r.IntN(2000)) },
		"/stories (largest)":                    plain("/stories?order=largest"),
		"/stories/{id}":                         story,
		"/stories/{id} (largest)":               func() string { return "/stories/" + l.stories[l.r.IntN(5)].ID.String() },
		"/stories/{id}/lineage.svg":             with(story, "/lineage.svg"),
		"/stories/{id}/copies.svg":              with(story, "/copies.svg"),
		"/quotes":                               plain("/quotes"),
		"/quotes (speaker)":                     func() string { return "/quotes?speaker=" + one(l, l.voices).ID.String() },
		"/quotes (words)":                       func() string { return "/quotes?text=" + q(l.words(1)) },
		"/quotes (claim)":                       func() string { return "/quotes?claim=" + q("We will not "+l.words(15)) },
		"/quotes/{id}":                          l.utterance,
		"/quotes/{id}/claimreview-draft.jsonld": with(l.utterance, "/claimreview-draft.jsonld"),
		"/quotes/{id}/timeline.svg":             with(l.utterance, "/timeline.svg"),
		"/outlets":                              plain("/outlets"),
		"/outlets/{id}":                         l.outlet,
		"/outlets/{id}/articles.svg":            with(l.outlet, "/articles.svg"),
		"/speakers":                             func() string { return fmt.Sprint("/speakers?offset=", l.r.IntN(5000)) },
		"/speakers (name)":                      func() string { return "/speakers?name=" + name() },
		"/speakers/{id}":                        speaker,
		"/library":                              plain("/library"),
		"/help":                                 plain("/help"),
		"/api":                                  plain("/api"),
	}
}

// surname is the last word of a name.
func surname(name string) string {
	words := strings.Fields(name)
	return words[len(words)-1]
}

// BenchmarkPages asks a large library for every page, with arguments of all over it, and
// tells how long answers take in milliseconds:
//
//	HEARSAY_LARGE=big go test ./web -run xx -bench Pages -benchtime 100x
//
// The first answer of each page, which may have to count the whole library, is told apart. On
// a busy machine the time of the processor says more.
func BenchmarkPages(b *testing.B) {
	l := openLarge(b)
	pages := l.asked()
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		b.Run(name, func(b *testing.B) {
			first, _ := l.time(b, pages[name]())
			took, used := make([]time.Duration, b.N), make([]time.Duration, b.N)
			for i := range b.N {
				took[i], used[i] = l.time(b, pages[name]())
			}
			slices.Sort(took)
			slices.Sort(used)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(ms(first), "first-ms")
			b.ReportMetric(ms(took[b.N/2]), "p50-ms")
			b.ReportMetric(ms(took[(b.N-1)*95/100]), "p95-ms")
			b.ReportMetric(ms(took[b.N-1]), "max-ms")
			b.ReportMetric(ms(used[(b.N-1)*95/100]), "p95-cpu-ms")
			b.ReportMetric(resident(b), "resident-MB")
		})
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// time asks for a page, and returns how long it took and how much of the processor.
func (l *large) time(b *testing.B, address string) (took, used time.Duration) {
	began, before := time.Now(), processor(b)
	w := get(b, l.site, address)
	took, used = time.Since(began), processor(b)-before
	if w.Code != http.StatusOK {
		b.Errorf("%.200s: status %d", address, w.Code)
	}
	return took, used
}

// processor is how long this process has had a core, so far.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is how many megabytes of memory this process holds, of which the pages of files that
// it has mapped are not; 0 where the system does not say.
func resident(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kb float64
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			if _, err := fmt.Sscan(rest, &kb); err != nil {
				b.Fatal(err)
			}
		}
	}
	return kb / 1000
}
