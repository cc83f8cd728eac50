// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// This file has the tables of pages: all rows, not those of one screen.

func (s *site) traceCSV(r *http.Request) (lines[wire.MatchRow], error) {
	a, err := s.readAsk(r)
	if err == nil && a.empty() {
		err = fmt.Errorf("no text to trace: send q or article: %w", hearsay.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	t, err := s.engine.Trace(r.Context(), a.request())
	if err != nil {
		return nil, err
	}
	return func(add func(wire.MatchRow) error) (missing string, err error) {
		for i := range t.Matches {
			if err := add(wire.NewMatchRow(&t.Matches[i])); err != nil {
				return "", err
			}
		}
		return wire.MatchesCut(t.More), nil
	}, nil
}

func (s *site) storiesCSV(r *http.Request) (lines[wire.StoryRow], error) {
	return func(add func(wire.StoryRow) error) (missing string, err error) {
		untold, err := s.engine.EachStory(r.Context(), search.StoryFilter{LeastArticles: 2}, func(t *search.Told) error {
			return add(wire.NewStoryRow(&t.Story, t.Lineage))
		})
		if untold > 0 {
			missing = fmt.Sprintf("%d articles are in no story yet; the next “hearsay add” goes on with them", untold)
		}
		return missing, err
	}, nil
}

func (s *site) quotesCSV(r *http.Request) (lines[wire.VariantRow], error) {
	asked, err := quoteQuestion(r)
	if err != nil {
		return nil, err
	}
	if len(asked) == 0 {
		return nil, fmt.Errorf("quotes: %w: give speaker, text or claim", hearsay.ErrInvalid)
	}
	limit, err := count(r, "limit", maxFamilies)
	if err != nil {
		return nil, err
	}
	f, err := s.findQuotes(r.Context(), asked, max(1, limit))
	if err != nil {
		return nil, err
	}
	return func(add func(wire.VariantRow) error) (missing string, err error) {
		for i := range f.Families {
			for _, row := range wire.NewVariantRows(&f.Families[i], i+1) {
				if err := add(row); err != nil {
					return "", err
				}
			}
		}
		if f.More {
			missing = wire.UtterancesCut(len(f.Families))
		}
		return missing, nil
	}, nil
}

func (s *site) speakersCSV(r *http.Request) (lines[wire.Voice], error) {
	f, err := voiceFilter(r)
	if err != nil {
		return nil, err
	}
	return func(add func(wire.Voice) error) (string, error) {
		var at search.Mark
		for {
			p, err := s.engine.VoicesAfter(r.Context(), f, at, 0, maxRows)
			if err != nil {
				return "", err
			}
			for _, v := range p.Rows {
				if err := add(wire.NewVoice(v)); err != nil {
					return "", err
				}
			}
			if at = p.Next; at.IsZero() {
				return "", nil
			}
		}
	}, nil
}

func (s *site) speakerCSV(r *http.Request) (lines[wire.SaidRow], error) {
	v, err := s.speakerAsked(r)
	if err != nil {
		return nil, err
	}
	return func(add func(wire.SaidRow) error) (string, error) {
		var failed error
		err := s.engine.EachSaid(r.Context(), search.Quoted{Voices: []hearsay.VoiceID{v.ID}}, func(said hearsay.Said) bool {
			failed = add(wire.NewSaidRow(&said))
			return failed == nil
		})
		return "", cmp.Or(failed, err)
	}, nil
}

func (s *site) searchCSV(r *http.Request) (lines[wire.ArticleRow], error) {
	asked := search.Asked{Query: strings.TrimSpace(r.FormValue("q")), Limit: maxRows, Fold: r.FormValue("copies") == "fold", Walk: true}
	found, err := s.engine.Look(r.Context(), asked)
	if err != nil {
		return nil, err
	}
	return func(add func(wire.ArticleRow) error) (string, error) {
		for {
			for _, h := range found.Hits {
				if h.Article == nil {
					continue // removed since
				}
				if err := add(wire.NewArticleRow(h.Article)); err != nil {
					return "", err
				}
			}
			if asked.After = found.Next; asked.After.IsZero() {
				return "", nil
			}
			if found, err = s.engine.Look(r.Context(), asked); err != nil {
				return "", err
			}
		}
	}, nil
}
