// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"hearsay"
	"hearsay/prose"
)

// SaidBy returns the quotations of a voice in a part of its appearances, the latest article
// first: limit of those that follow a mark, and of these offset left out. It counts none. The ID may be an older one. Errors: those of Voice.
func (e *Engine) SaidBy(ctx context.Context, id hearsay.VoiceID, after Mark, offset, limit int) (Listing[hearsay.Said], error) {
	in, err := e.lib.AppearancesAfter(ctx, id, after, offset, limit)
	if err != nil {
		return Listing[hearsay.Said]{}, err
	}
	said, err := saidAt(ctx, in.Rows, e.saidIn)
	return Listing[hearsay.Said]{Rows: said, Next: in.Next}, err
}

// quoter finds the quotations of an article that match.
type quoter func(ctx context.Context, id hearsay.ArticleID, match func(q *hearsay.Quotation, text string) bool) ([]hearsay.Said, error)

// saidAt returns the quotations of some appearances.
func saidAt(ctx context.Context, in []hearsay.Appearance, find quoter) ([]hearsay.Said, error) {
	said := make([][]hearsay.Said, len(in))
	err := inParallel(ctx, len(in), func(i int) (err error) {
		said[i], err = find(ctx, in[i].Article, func(q *hearsay.Quotation, _ string) bool {
			return q.Speaker.Agent.Kind == in[i].Kind && q.Speaker.Agent.Name == in[i].Name
		})
		return err
	})
	return slices.Concat(said...), err
}

// saidIn returns the quotations of an article that match, with the voices that they are of.
func (e *Engine) saidIn(ctx context.Context, id hearsay.ArticleID, match func(q *hearsay.Quotation, text string) bool) ([]hearsay.Said, error) {
	out, err := e.quotedIn(ctx, id, match)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	voices, err := e.lib.Speakers(ctx, id)
	for n := range out {
		agent := out[n].Quotations[out[n].I].Speaker.Agent
		out[n].Voice = voices[hearsay.Guise{Kind: agent.Kind, Name: agent.Name}]
	}
	return out, err
}

// quotedIn is saidIn without voices, in half of the time.
func (e *Engine) quotedIn(ctx context.Context, id hearsay.ArticleID, match func(q *hearsay.Quotation, text string) bool) ([]hearsay.Said, error) {
	a, qs, err := e.lib.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []hearsay.Said
	for i := range qs {
		text := a.Text
		if qs[i].Part == hearsay.InHeadline {
			text = a.Headline
		}
		if match(&qs[i], text) {
			out = append(out, hearsay.Said{Article: a, Quotations: qs, I: i})
		}
	}
	return out, nil
}

// Quoted says which quotations are wanted: those of any of the voices, unless there
// are none, whose content has all of the words, in any case.
type Quoted struct {
	Voices []hearsay.VoiceID
	Words  string
	// Within is how many articles may be read: the latest of the voices or, for words, the
	// last arrivals; 0 for all.
	Within int
}

// perFind is how many articles are asked for at once.
const perFind = 100

// EachSaid calls f for every quotation that is wanted, until f returns false: the
// latest of each voice first or, where words are wanted, those of the articles that
// arrived last. Errors: those of the library.
func (e *Engine) EachSaid(ctx context.Context, want Quoted, f func(hearsay.Said) bool) error {
	_, err := e.eachSaid(ctx, want, e.saidIn, f)
	return err
}

// eachSaid is EachSaid of what find finds in articles, which needs no voices where either words
// or voices are wanted. It reports whether articles were left out for want.Within.
func (e *Engine) eachSaid(ctx context.Context, want Quoted, find quoter, f func(hearsay.Said) bool) (left bool, err error) {
	if words := strings.Fields(prose.Fold(want.Words)); len(words) > 0 {
		if len(want.Voices) > 0 {
			find = e.saidIn
		}
		return e.eachWith(ctx, want, words, find, f)
	}
	read := 0
	for _, id := range want.Voices {
		for offset, more := 0, true; more; offset += perFind {
			in, err := e.lib.Appearances(ctx, id, offset, perFind)
			if err != nil {
				return false, err
			}
			if more = len(in) == perFind; want.Within > 0 && read+len(in) > want.Within {
				in, left = in[:want.Within-read], true
			}
			read += len(in)
			said, err := saidAt(ctx, in, find)
			if err != nil {
				return false, err
			}
			for _, s := range said {
				if !f(s) {
					return left, nil
				}
			}
			if left {
				return true, nil
			}
		}
	}
	return false, nil
}

// eachWith is eachSaid for quotations that have words: the full text says in which
// articles these may be.
func (e *Engine) eachWith(ctx context.Context, want Quoted, words []string, find quoter, f func(hearsay.Said) bool) (left bool, err error) {
	only := map[hearsay.VoiceID]bool{}
	for _, id := range want.Voices {
		only[id] = true
	}
	query := `"` + strings.Join(words, `" AND "`) + `"`
	before := int64(math.MaxInt64)
	for read := 0; want.Within == 0 || read < want.Within; read += perFind {
		in, err := e.lib.HavingBefore(ctx, query, before, perFind)
		if err != nil || len(in) == 0 {
			return false, err
		}
		before = in[len(in)-1].N
		for _, a := range in {
			said, err := find(ctx, a.ID, func(q *hearsay.Quotation, text string) bool { return hasWords(q, text, words) })
			if err != nil && !errors.Is(err, hearsay.ErrNotFound) { // not removed since
				return false, err
			}
			for _, s := range said {
				if (len(only) == 0 || only[s.Voice]) && !f(s) {
					return false, nil
				}
			}
		}
		if len(in) < perFind {
			return false, nil
		}
	}
	return true, nil
}

// hasWords reports whether the content of a quotation has all of some folded words.
func hasWords(q *hearsay.Quotation, text string, words []string) bool {
	var content strings.Builder
	for _, s := range q.Content {
		content.WriteString(" " + prose.Fold(s.In(text)))
	}
	content.WriteString(" ")
	for _, w := range words {
		if !strings.Contains(content.String(), " "+w+" ") {
			return false
		}
	}
	return true
}
