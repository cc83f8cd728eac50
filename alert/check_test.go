// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/alert"
	"hearsay/ingest"
	"hearsay/internal/sample"
	"hearsay/search"
	"hearsay/store"
)

const passport = "A herring carries no passport, and no treaty will make it stop at a buoy"

// everyKind adds alerts of every kind.
func (s *shelf) everyKind(t testing.TB) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for name, q := range map[string]hearsay.Question{
		"text":      {Kind: hearsay.AlertTrace, Text: sample.Query()},
		"bridge":    {Kind: hearsay.AlertTrace, Article: s.ids["courier-bridge-1"]},
		"treaty":    {Kind: hearsay.AlertTrace, Article: s.ids["northline-treaty"]},
		"search":    {Kind: hearsay.AlertSearch, Query: `treaty OR bridge -"ice hockey"`},
		"said":      {Kind: hearsay.AlertSearch, Query: `treaty in:quotation`},
		"field":     {Kind: hearsay.AlertSearch, Query: `outlet:"Straits Now" after:2025-03-10`},
		"speaker":   {Kind: hearsay.AlertSpeaker, Name: "Dorrick"},
		"outlet":    {Kind: hearsay.AlertOutlet, Name: "The Daily Gull"},
		"quotation": {Kind: hearsay.AlertQuotation, Text: passport},
	} {
		out[name] = s.add(t, q).ID
	}
	return out
}

// all are the events of all alerts, by the names of the alerts, without regard to order.
func (s *shelf) all(t testing.TB, alerts map[string]int64) string {
	t.Helper()
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(alerts)) {
		lines := s.events(t, alerts[name])
		slices.Sort(lines)
		fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(lines, ", "))
	}
	return b.String()
}

const foundLate = `bridge: origin measure-bridge, version courier-bridge-2, version courier-bridge-3
field: article straitsnow-interview, article straitsnow-quotes, article straitsnow-treaty
outlet: article gull-treaty
quotation: variant gull-treaty, variant straitsnow-treaty
said: article gull-treaty, article straitsnow-treaty
search: article gull-treaty, article lowmere-bridge, article measure-bridge, article quillock-treaty, article straitsnow-interview, article straitsnow-treaty, article veltv-interview, version courier-bridge-2, version courier-bridge-3
speaker: quotation crossread-treaty, quotation gull-treaty, quotation quillock-treaty, quotation straitsnow-interview, quotation straitsnow-quotes, quotation straitsnow-treaty, quotation veltv-interview
text: copy gull-treaty, copy straitsnow-interview, copy straitsnow-treaty, copy veltv-interview
treaty: copy gull-treaty, copy quillock-treaty, copy straitsnow-treaty
`

func TestCheck(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	alerts := s.everyKind(t)
	if r := s.check(t); r.Articles != 0 || r.Events != 0 {
		t.Errorf("what was there before is news: %+v", r)
	}
	s.grow(t, isLate)
	r := s.check(t)
	if r.Articles != len(late) || len(r.Problems) > 0 || r.Alerts != len(alerts) {
		t.Errorf("%+v", r)
	}
	if diff := cmp.Diff(foundLate, s.all(t, alerts)); diff != "" {
		t.Error(diff)
	}
	if again := s.check(t); again.Articles != 0 || again.Events != 0 {
		t.Errorf("looking again: %+v", again)
	}
}

// TestOneByOne holds what is found page by page against what is found at once.
func TestOneByOne(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	alerts := s.everyKind(t)
	for _, slug := range late {
		s.grow(t, func(x string) bool { return x == slug })
		s.check(t)
	}
	got := withoutOrigins(s.all(t, alerts)) // the article that begins one may be another
	if diff := cmp.Diff(withoutOrigins(foundLate), got); diff != "" {
		t.Error(diff)
	}
}

func withoutOrigins(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		name, list, _ := strings.Cut(strings.TrimSpace(line), ": ")
		parts := slices.DeleteFunc(strings.Split(list, ", "), func(p string) bool { return strings.HasPrefix(p, "origin ") })
		out = append(out, name+": "+strings.Join(parts, ", "))
	}
	return strings.Join(out, "\n")
}

// TestSaysWhatPagesSay asks the pages themselves and compares.
func TestSaysWhatPagesSay(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	alerts := s.everyKind(t)
	s.grow(t, isLate)
	s.check(t)
	ctx := t.Context()
	pages := map[string]func() []hearsay.ArticleID{
		"text": func() (ids []hearsay.ArticleID) { return s.traced(t, search.Request{Text: sample.Query()}) },
		"treaty": func() (ids []hearsay.ArticleID) {
			r := search.Request{Article: s.ids["northline-treaty"]}
			back := s.traced(t, r)
			r.Forward = true
			return append(back, s.traced(t, r)...)
		},
		"search": func() []hearsay.ArticleID { return s.looked(t, `treaty OR bridge -"ice hockey"`) },
		"said":   func() []hearsay.ArticleID { return s.looked(t, `treaty in:quotation`) },
		"field":  func() []hearsay.ArticleID { return s.looked(t, `outlet:"Straits Now" after:2025-03-10`) },
		"outlet": func() []hearsay.ArticleID { return s.looked(t, `outlet:"The Daily Gull"`) },
		"speaker": func() (ids []hearsay.ArticleID) {
			voices, err := s.engine.MeantVoices(ctx, "Dorrick")
			for _, v := range voices {
				err = errors.Join(err, s.engine.EachSaid(ctx, search.Quoted{Voices: []hearsay.VoiceID{v.ID}}, func(q hearsay.Said) bool {
					ids = append(ids, q.Article.ID)
					return true
				}))
			}
			if err != nil {
				t.Fatal(err)
			}
			return ids
		},
		"quotation": func() (ids []hearsay.ArticleID) {
			views, err := s.engine.Claimed(ctx, search.Claim{Words: passport})
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range views {
				for _, b := range v.Articles {
					ids = append(ids, b.ID)
				}
			}
			return ids
		},
	}
	for name, ask := range pages {
		want := map[string]bool{}
		for _, id := range ask() {
			if isLate(s.slugs[id]) {
				want[s.slugs[id]] = true
			}
		}
		got := map[string]bool{}
		for _, line := range s.events(t, alerts[name]) {
			if kind, slug, _ := strings.Cut(line, " "); kind != "origin" {
				got[slug] = true
			}
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" || len(want) == 0 {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func (s *shelf) traced(t testing.TB, r search.Request) (ids []hearsay.ArticleID) {
	t.Helper()
	tr, err := s.engine.Trace(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range tr.Matches {
		if m.Words > 0 {
			ids = append(ids, m.Article.ID)
		}
	}
	return ids
}

func (s *shelf) looked(t testing.TB, query string) (ids []hearsay.ArticleID) {
	t.Helper()
	f, err := s.engine.Look(t.Context(), search.Asked{Query: query, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range f.Hits {
		ids = append(ids, h.Brief.ID)
	}
	return ids
}

// ending is a library in which the program ends with the call of a number.
type ending struct {
	*search.Engine
	left int
	end  context.CancelFunc
}

func (e *ending) Reading(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, []hearsay.Quotation, error) {
	if e.left--; e.left <= 0 {
		e.end()
		return nil, nil, context.Canceled
	}
	return e.Engine.Reading(ctx, id)
}

// TestStoppedAnywhere stops looking after each article that is read: nothing is noted of
// a round that did not end, and nothing is lost.
func TestStoppedAnywhere(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	alerts := s.everyKind(t)
	s.grow(t, isLate)
	for left := 1; left < 40; left += 3 {
		ctx, cancel := context.WithCancel(t.Context())
		r, err := alert.New(s.book, &ending{s.engine, left, cancel}, alert.Options{Now: s.clock.now}).Check(ctx)
		cancel()
		if err == nil {
			break
		}
		if r.Events != 0 || !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped after %d: %+v, %v", left, r, err)
		}
	}
	s.check(t)
	if diff := cmp.Diff(foundLate, s.all(t, alerts)); diff != "" {
		t.Error(diff)
	}
}

// TestSeveralLookAtOnce lets processes look at the same time.
func TestSeveralLookAtOnce(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	alerts := s.everyKind(t)
	s.grow(t, isLate)
	var wg sync.WaitGroup
	total := make([]int, 3)
	for i := range total {
		book, err := store.OpenAlerts(t.Context(), s.dir)
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		wg.Go(func() {
			r, err := alert.New(book, s.engine, alert.Options{Now: s.clock.now}).Check(t.Context())
			if err != nil {
				t.Error(err)
			}
			total[i] = r.Events
		})
	}
	wg.Wait()
	if diff := cmp.Diff(foundLate, s.all(t, alerts)); diff != "" {
		t.Errorf("%v: %s", total, diff)
	}
}

// TestPlaceIsFound removes what was looked at last, so that its numbers are given again,
// and makes the library anew.
func TestPlaceIsFound(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	alerts := s.everyKind(t)
	first := []string{"lowmere-bridge", "measure-bridge"}
	s.grow(t, func(slug string) bool { return slices.Contains(first, slug) })
	s.check(t)
	lib, err := store.OpenWriter(t.Context(), s.dir)
	if err == nil {
		err = ingest.Remove(t.Context(), lib, []hearsay.ArticleID{s.ids["measure-bridge"], s.ids["gull-harriers"]}, s.clock.now())
	}
	if err = errors.Join(err, lib.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := ingest.Rebuild(t.Context(), s.dir, ingest.Options{Now: s.clock.now()}); err != nil {
		t.Fatal(err)
	}
	s.grow(t, func(slug string) bool { return isLate(slug) && !slices.Contains(first, slug) })
	r := s.check(t)
	if want := len(late) - len(first); r.Articles != want {
		t.Errorf("%d articles were looked at, want %d", r.Articles, want)
	}
	want := strings.Replace(strings.Replace(foundLate, "article measure-bridge, ", "", 1), "search: ", "search: article , ", 1) // it is gone
	if diff := cmp.Diff(withoutOrigins(want), withoutOrigins(s.all(t, alerts))); diff != "" {
		t.Error(diff)
	}
	list, err := s.book.Events(t.Context(), alerts["search"], 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if isLate(s.slugs[e.Article]) != (e.Says != "") {
			t.Errorf("of %s it says %q", s.slugs[e.Article], e.Says)
		}
	}
}

// TestPausedAlert finds nothing while it is paused, and nothing of that time later.
func TestPausedAlert(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	a := s.add(t, hearsay.Question{Kind: hearsay.AlertSearch, Query: "bridge"})
	if err := s.book.Pause(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	s.grow(t, func(slug string) bool { return slug == "lowmere-bridge" })
	s.check(t)
	if err := s.desk.Resume(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	s.grow(t, func(slug string) bool { return slug == "measure-bridge" })
	s.check(t)
	if got := text(s.events(t, a.ID)); got != "article measure-bridge" {
		t.Errorf("it found %q", got)
	}
}

func TestAddChecks(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for name, c := range map[string]struct {
		asks hearsay.Question
		to   []hearsay.Target
		want error
	}{
		"no kind":             {asks: hearsay.Question{}, want: hearsay.ErrInvalid},
		"short text":          {asks: hearsay.Question{Kind: hearsay.AlertTrace, Text: "too short"}, want: hearsay.ErrInvalid},
		"long text":           {asks: hearsay.Question{Kind: hearsay.AlertTrace, Text: strings.Repeat("word ", 50_000)}, want: hearsay.ErrTooLarge},
		"article not here":    {asks: hearsay.Question{Kind: hearsay.AlertTrace, Article: hearsay.ArticleID{1}}, want: hearsay.ErrNotFound},
		"query":               {asks: hearsay.Question{Kind: hearsay.AlertSearch, Query: "in:nowhere x"}, want: hearsay.ErrInvalid},
		"everything":          {asks: hearsay.Question{Kind: hearsay.AlertSearch, Query: " "}, want: hearsay.ErrInvalid},
		"no speaker":          {asks: hearsay.Question{Kind: hearsay.AlertSpeaker}, want: hearsay.ErrInvalid},
		"speaker not here":    {asks: hearsay.Question{Kind: hearsay.AlertSpeaker, Voice: hearsay.VoiceID{1}}, want: hearsay.ErrNotFound},
		"no outlet":           {asks: hearsay.Question{Kind: hearsay.AlertOutlet}, want: hearsay.ErrInvalid},
		"no such quotation":   {asks: hearsay.Question{Kind: hearsay.AlertQuotation, Article: s.ids["cpa-treaty"], Number: 999}, want: hearsay.ErrNotFound},
		"words of no weight":  {asks: hearsay.Question{Kind: hearsay.AlertQuotation, Text: "he said"}, want: hearsay.ErrInvalid},
		"webhook by file":     {asks: bridge(), to: []hearsay.Target{{Kind: hearsay.Webhook, Address: "file:///etc/passwd"}}, want: hearsay.ErrInvalid},
		"webhook, password":   {asks: bridge(), to: []hearsay.Target{{Kind: hearsay.Webhook, Address: "https://a:b@example.org/"}}, want: hearsay.ErrInvalid},
		"webhook, backslash":  {asks: bridge(), to: []hearsay.Target{{Kind: hearsay.Webhook, Address: `https://internal\@example.org/`}}, want: hearsay.ErrInvalid},
		"mail, two addresses": {asks: bridge(), to: []hearsay.Target{{Kind: hearsay.Mail, Address: "a@example.org, b@example.org"}}, want: hearsay.ErrInvalid},
		"mail, header":        {asks: bridge(), to: []hearsay.Target{{Kind: hearsay.Mail, Address: "a@example.org\r\nBcc: b@example.org"}}, want: hearsay.ErrInvalid},
		"mail, rhythm":        {asks: bridge(), to: []hearsay.Target{{Kind: hearsay.Mail, Address: "a@example.org", Rhythm: "weekly"}}, want: hearsay.ErrInvalid},
	} {
		if _, err := s.desk.Add(t.Context(), alert.Wish{Asks: c.asks, Targets: c.to}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	s.add(t, bridge())
	if _, err := s.desk.Add(t.Context(), alert.Wish{Asks: bridge()}); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("the same again: %v", err)
	}
}

func bridge() hearsay.Question { return hearsay.Question{Kind: hearsay.AlertSearch, Query: "bridge"} }
