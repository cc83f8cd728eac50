// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/store"
)

// round looks at some new articles.
type round struct {
	lib  Library
	book *store.Alerts
	list *watchlist
	new  []*subject // in order of arrival
	// answers is what the questions say of an article, by alert.
	answers []map[hearsay.ArticleID]*found
	events  []hearsay.AlertEvent
	known   map[int64]map[string]int // what alerts remember, as it will be
	changed []store.Remembered
	// problems are alerts that cannot be asked any more.
	problems []string
}

// run reads the articles, asks the alerts that they may concern, and gathers the events.
func (r *round) run(ctx context.Context, arrived []hearsay.Arrived) error {
	if err := r.read(ctx, arrived); err != nil {
		return err
	}
	if err := r.ask(ctx); err != nil {
		return err
	}
	for _, s := range r.new {
		if err := r.tell(ctx, s); err != nil {
			return err
		}
	}
	return r.origins(ctx)
}

func (r *round) read(ctx context.Context, arrived []hearsay.Arrived) error {
	by := map[hearsay.ArticleID]*subject{}
	for _, at := range arrived {
		s, err := r.subject(ctx, at)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // somebody removes it meanwhile
		}
		if err != nil {
			return err
		}
		by[at.Article] = s
		r.new = append(r.new, s)
		before, err := r.lib.VersionBefore(ctx, s.article)
		if err != nil {
			return err
		}
		if before.IsZero() {
			continue
		}
		if s.before = by[before]; s.before == nil {
			n, err := r.lib.Number(ctx, before)
			if err == nil {
				s.before, err = r.subject(ctx, hearsay.Arrived{N: n, Article: before})
			}
			if err != nil && !errors.Is(err, hearsay.ErrNotFound) {
				return err
			}
		}
	}
	return nil
}

func (r *round) subject(ctx context.Context, at hearsay.Arrived) (*subject, error) {
	s := &subject{Arrived: at}
	var err error
	if s.article, s.quotations, err = r.lib.Reading(ctx, at.Article); err != nil {
		return nil, err
	}
	if len(r.list.voices) > 0 {
		if s.voices, err = r.lib.Speakers(ctx, at.Article); err != nil {
			return nil, err
		}
	}
	if len(r.list.outlets) > 0 {
		if s.outlet, _, err = r.lib.OutletOf(ctx, at.Article); err != nil {
			return nil, err
		}
	}
	r.list.concern(s)
	return s, nil
}

// ask puts to each alert the articles that it may concern.
func (r *round) ask(ctx context.Context) error {
	r.answers = make([]map[hearsay.ArticleID]*found, len(r.list.all))
	of := map[int][]*subject{}
	seen := map[*subject]bool{}
	put := func(s *subject, late int64) {
		for _, n := range s.alerts {
			if late > r.list.all[n].since && !slices.Contains(of[n], s) {
				of[n] = append(of[n], s)
			}
		}
	}
	for _, s := range r.new {
		put(s, s.N)
		if s.before != nil && !seen[s.before] {
			seen[s.before] = true
			put(s.before, s.N)
		}
	}
	for n, s := range r.list.all {
		if len(of[n]) == 0 {
			continue
		}
		answer, err := r.confirm(ctx, s, of[n])
		problem, err := unaskable(s, err)
		if err != nil {
			return err
		}
		if problem != "" {
			r.problems = append(r.problems, problem)
		}
		r.answers[n] = answer
	}
	return nil
}

// tell gathers the events of one article.
func (r *round) tell(ctx context.Context, s *subject) error {
	alerts := slices.Clone(s.alerts)
	if s.before != nil {
		alerts = slices.Concat(alerts, s.before.alerts, r.list.subjects[s.before.Article])
	}
	slices.Sort(alerts)
	var change *hearsay.Revision
	for _, n := range slices.Compact(alerts) {
		st := r.list.all[n]
		if s.N <= st.since || s.Article == st.Asks.Article {
			continue
		}
		now := r.answers[n][s.Article]
		if !r.had(n, s.before) {
			if now != nil {
				r.event(st, s, string(now.kind)+":"+s.Article.String(), now)
				if err := r.links(ctx, st, s, now); err != nil {
					return err
				}
			}
			continue
		}
		if change == nil {
			c, err := r.lib.Change(ctx, s.before.Article, s.Article)
			if err != nil {
				return err
			}
			change = &c
		}
		if f := versionFound(s, change, now != nil); f != nil {
			r.event(st, s, "version:"+s.Article.String(), f)
		}
	}
	return nil
}

// had reports whether the version before belongs to an alert.
func (r *round) had(n int, before *subject) bool {
	return before != nil && (r.answers[n][before.Article] != nil || r.list.all[n].Asks.Article == before.Article)
}

// versionFound tells what changed; nil when that is nothing of substance.
func versionFound(s *subject, c *hearsay.Revision, still bool) *found {
	if c.Says == "" || strings.HasPrefix(c.Says, "nothing") {
		return nil
	}
	f := &found{kind: hearsay.NewVersion, link: fmt.Sprintf("/compare?a=%s&b=%s", s.before.Article, s.Article)}
	f.says = fmt.Sprintf("%s has another version of an article: %s.", outletName(s.article.Outlet), c.Says)
	f.why = []string{"Both were captured at one address."}
	if !still {
		f.why = append(f.why, "The question no longer finds it in this version.")
	}
	return f
}

// event adds what was found to the round.
func (r *round) event(st *standing, s *subject, key string, f *found) {
	r.events = append(r.events, hearsay.AlertEvent{
		Alert: st.ID, Key: key, Kind: f.kind, Article: s.Article, Title: plain(s.article.Headline, 300), Outlet: outletName(s.article.Outlet),
		Says: f.says, Why: f.why, Link: f.link,
	})
}

// remembered is what an alert knows by a key; false for nothing.
func (r *round) remembered(ctx context.Context, alert int64, key string) (int, bool, error) {
	if r.known[alert] == nil {
		k, err := r.book.Known(ctx, alert)
		if err != nil {
			return 0, false, err
		}
		r.known[alert] = k
	}
	v, ok := r.known[alert][key]
	return v, ok, nil
}

func (r *round) remember(alert int64, key string, value int) {
	if r.known[alert] == nil {
		r.known[alert] = map[string]int{}
	}
	r.known[alert][key] = value
	r.changed = append(r.changed, store.Remembered{Alert: alert, Key: key, Value: value})
}

// links tells to which outlets an article of an outlet links first.
func (r *round) links(ctx context.Context, st *standing, s *subject, now *found) error {
	if st.Asks.Kind != hearsay.AlertOutlet {
		return nil
	}
	for _, l := range linked(s.article) {
		_, known, err := r.remembered(ctx, st.ID, "link:"+l.domain)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		r.remember(st.ID, "link:"+l.domain, 1)
		f := &found{kind: hearsay.NewLink, link: now.link}
		f.says = fmt.Sprintf("%s links to %s.", outletName(s.article.Outlet), l.domain)
		f.why = []string{"None of its articles that were looked at before did.", "It links to: " + plain(l.address, maxExcerpt)}
		r.event(st, s, "link:"+l.domain, f)
	}
	return nil
}

// linkedPage is a page of another outlet that an article links to.
type linkedPage struct{ domain, address string }

// linked are the other outlets that an article links to, each with the first address.
func linked(a *hearsay.Article) (out []linkedPage) {
	seen := map[string]bool{"": true, hearsay.DomainOf(a.URL): true, a.Outlet.Domain: true}
	add := func(address string) {
		if d := plain(hearsay.DomainOf(address), 200); !seen[d] && len(out) < maxLinks {
			seen[d] = true
			out = append(out, linkedPage{d, address})
		}
	}
	for _, c := range a.Credits {
		add(c.URL)
	}
	for _, c := range a.Citations {
		add(c.URL)
	}
	return out
}

// maxLinks is how many outlets of one article are looked at.
const maxLinks = 50
