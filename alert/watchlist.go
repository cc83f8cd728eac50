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
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/search"
)

// standing is an alert, ready to be asked.
type standing struct {
	hearsay.Alert
	since int64        // number of the article after which it looks, as of now
	query *reuse.Query // of a trace
}

// request is what a trace asks.
func (s *standing) request(forward bool) search.Request {
	return search.Request{Text: s.Asks.Text, Article: s.Asks.Article, MinWords: s.Asks.MinWords, Forward: forward}
}

// minWords is the shortest passage of a trace.
func (s *standing) minWords() int {
	if s.Asks.MinWords > 0 {
		return s.Asks.MinWords
	}
	return search.DefaultMinWords
}

// watchlist finds the alerts that an article may concern by what is in the article, so
// that not every alert is asked for every article. It never leaves one out that the page
// of its question would show the article for.
type watchlist struct {
	made     []int64 // IDs of the alerts that it was made of
	all      []*standing
	subjects map[hearsay.ArticleID][]int // alerts about an article
	seeds    map[uint64][]int            // traces, by hash of a run of words
	phrases  map[string][]int            // quotations
	needed   map[string][]need           // searches, by the longest of the words
	wordless []int                       // searches that ask for no words
	voices   map[hearsay.VoiceID][]int
	outlets  map[hearsay.OutletID][]int
}

// need is words all of which an article has if a search may find it.
type need struct {
	alert int
	words []string
}

// compile makes the watchlist of some alerts, which then has to be renewed. Those that
// cannot be asked any more are left out, with the reason. Time is that of reading what
// they ask.
func compile(ctx context.Context, lib Library, list []standing) (*watchlist, []string, error) {
	w := &watchlist{
		subjects: map[hearsay.ArticleID][]int{}, seeds: map[uint64][]int{}, phrases: map[string][]int{}, needed: map[string][]need{},
		voices: map[hearsay.VoiceID][]int{}, outlets: map[hearsay.OutletID][]int{},
	}
	var problems []string
	for i := range list {
		w.made = append(w.made, list[i].ID)
		problem, err := unaskable(&list[i], w.add(ctx, lib, &list[i]))
		if err != nil {
			return nil, nil, err
		}
		if problem != "" {
			problems = append(problems, problem)
		}
	}
	return w, problems, nil
}

// unaskable says why an alert cannot be asked any more. An error that is no matter of the
// alert is returned.
func unaskable(s *standing, err error) (problem string, _ error) {
	for _, kind := range []error{hearsay.ErrNotFound, hearsay.ErrGone, hearsay.ErrInvalid, hearsay.ErrTooLarge} {
		if errors.Is(err, kind) {
			return fmt.Sprintf("alert %d cannot be asked: %v", s.ID, err), nil
		}
	}
	if err != nil {
		return "", fmt.Errorf("ask alert %d: %w", s.ID, err)
	}
	return "", nil
}

// holds reports whether the watchlist is of these alerts. What an alert asks never changes.
func (w *watchlist) holds(list []standing) bool {
	return w != nil && slices.EqualFunc(w.made, list, func(id int64, s standing) bool { return id == s.ID })
}

func (w *watchlist) add(ctx context.Context, lib Library, s *standing) error {
	n, q := len(w.all), &s.Asks
	w.all = append(w.all, s)
	if !q.Article.IsZero() {
		w.subjects[q.Article] = append(w.subjects[q.Article], n)
	}
	switch q.Kind {
	case hearsay.AlertTrace:
		return w.addTrace(ctx, lib, s, n)
	case hearsay.AlertSearch:
		return w.addSearch(q.Query, n)
	case hearsay.AlertQuotation:
		for _, p := range search.Phrases(q.Text) {
			w.phrases[p] = append(w.phrases[p], n)
		}
	}
	return nil
}

func (w *watchlist) addTrace(ctx context.Context, lib Library, s *standing, n int) error {
	text := s.Asks.Text
	if !s.Asks.Article.IsZero() {
		a, _, err := lib.Reading(ctx, s.Asks.Article)
		if err != nil {
			return err
		}
		text = a.Text
	}
	s.query = reuse.News().Query(text)
	for _, seed := range s.query.Seeds() {
		if list := w.seeds[seed.Hash]; len(list) == 0 || list[len(list)-1] != n {
			w.seeds[seed.Hash] = append(list, n)
		}
	}
	return nil
}

func (w *watchlist) addSearch(query string, n int) error {
	lists, err := search.Needed(query)
	if err != nil {
		return err
	}
	if len(lists) == 0 {
		w.wordless = append(w.wordless, n)
	}
	for _, words := range lists {
		longest := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
		w.needed[longest] = append(w.needed[longest], need{n, words})
	}
	return nil
}

// renew finds again who and what the names and IDs of speakers and outlets mean: an
// article may have changed that.
func (w *watchlist) renew(ctx context.Context, lib Library) (problems []string, err error) {
	clear(w.voices)
	clear(w.outlets)
	for n, s := range w.all {
		switch s.Asks.Kind {
		case hearsay.AlertSpeaker:
			err = w.addSpeaker(ctx, lib, &s.Asks, n)
		case hearsay.AlertOutlet:
			err = w.addOutlet(ctx, lib, &s.Asks, n)
		}
		problem, err := unaskable(s, err)
		if err != nil {
			return nil, err
		}
		if problem != "" {
			problems = append(problems, problem)
		}
	}
	return problems, nil
}

func (w *watchlist) addSpeaker(ctx context.Context, lib Library, q *hearsay.Question, n int) error {
	name := q.Name
	if !q.Voice.IsZero() {
		name = q.Voice.String() // it may have another ID now
	}
	voices, err := lib.MeantVoices(ctx, name)
	if errors.Is(err, hearsay.ErrNotFound) && q.Voice.IsZero() {
		return nil // nobody has the name yet
	}
	for _, v := range voices {
		w.voices[v.ID] = append(w.voices[v.ID], n)
	}
	return err
}

func (w *watchlist) addOutlet(ctx context.Context, lib Library, q *hearsay.Question, n int) (err error) {
	ids := []hearsay.OutletID{q.Outlet}
	if q.Outlet.IsZero() {
		ids, err = lib.MeantOutlets(ctx, q.Name)
	}
	for _, id := range ids {
		w.outlets[id] = append(w.outlets[id], n)
	}
	return err
}

// subject is an article as a round looks at it.
type subject struct {
	hearsay.Arrived
	article    *hearsay.Article
	quotations []hearsay.Quotation
	voices     map[hearsay.Guise]hearsay.VoiceID
	outlet     hearsay.OutletID
	before     *subject // the version of its page before it; nil for none
	alerts     []int    // that it may concern
}

// concern finds the alerts that an article may concern. Time is that of reading its
// words, however many alerts there are.
func (w *watchlist) concern(s *subject) {
	found := map[int]bool{}
	all := func(list []int) {
		for _, n := range list {
			found[n] = true
		}
	}
	if len(w.seeds) > 0 {
		for _, seed := range reuse.News().Seeds(prose.Words(s.article.Text)) {
			all(w.seeds[seed.Hash])
		}
	}
	for _, id := range s.voices {
		all(w.voices[id])
	}
	all(w.outlets[s.outlet])
	all(w.wordless)
	w.concernWords(s.article, all)
	s.alerts = nil
	for n := range found {
		s.alerts = append(s.alerts, n)
	}
	slices.Sort(s.alerts)
}

// concernWords finds alerts by the words of an article.
func (w *watchlist) concernWords(a *hearsay.Article, all func([]int)) {
	if len(w.needed) == 0 && len(w.phrases) == 0 {
		return
	}
	have := map[string]bool{}
	for _, text := range []string{a.Headline, a.Text} {
		terms := search.Terms(text)
		for i, t := range terms {
			have[t] = true
			if len(w.phrases) > 0 && i+search.PhraseWords <= len(terms) {
				all(w.phrases[strings.Join(terms[i:i+search.PhraseWords], " ")])
			}
		}
	}
	for t := range have {
		for _, need := range w.needed[t] {
			if !slices.ContainsFunc(need.words, func(w string) bool { return !have[w] }) {
				all([]int{need.alert})
			}
		}
	}
}
