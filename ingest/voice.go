// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hearsay/internal/cast"
	"hearsay/speaker"
	"hearsay/store"
)

// Voices follow adding, as clusters do: the facts say up to which article its
// speakers were gathered, and which stems of guises are to be looked at. A stem is
// always joined as a whole, from the set of its guises, so the voices of a library
// do not depend on the order in which articles came, nor on where a process was
// killed.
const (
	perHearing    = 500 // articles in one transaction
	perSettlement = 200 // stems
)

// Hear gathers the speakers of all articles of the library that were not looked at,
// and makes voices of them, until ctx is done: then it returns nil, and the next one
// goes on. Memory is that of the guises of one stem.
func Hear(ctx context.Context, lib *store.Writer, opt Options) error {
	h, err := newHearer(context.WithoutCancel(ctx), lib)
	if err == nil {
		h.workers, h.progress = opt.workers(), opt.Progress
	}
	for more := true; more && err == nil && ctx.Err() == nil; {
		more, err = h.hear(context.WithoutCancel(ctx))
	}
	for more := true; more && err == nil && ctx.Err() == nil; {
		more, err = h.settle(context.WithoutCancel(ctx))
	}
	return err
}

// Revoice gathers the speakers of all articles again and makes all voices anew, as
// this version of Hearsay tells them. IDs of voices go on naming what they named,
// and decisions hold.
func Revoice(ctx context.Context, lib *store.Writer, opt Options) error {
	if err := lib.ForgetVoices(ctx); err != nil {
		return err
	}
	return cmp.Or(Hear(ctx, lib, opt), ctx.Err())
}

// hearer makes the voices of one library. It is for one goroutine.
type hearer struct {
	lib     *store.Writer
	workers int
	rulings *cast.Rulings
	// progress is called after every commit; nil: never.
	progress func(Progress)
	heard    int // articles
	began    time.Time
}

// newHearer reads what people decided, and sees to it that what is new of it will be
// carried out.
func newHearer(ctx context.Context, lib *store.Writer) (*hearer, error) {
	h := &hearer{lib: lib, began: time.Now()}
	rulings, err := lib.Rulings()
	if err != nil {
		return nil, err
	}
	h.rulings = cast.NewRulings(rulings.All)
	fresh, sound, err := lib.Decided(ctx, rulings)
	if err == nil && !sound {
		err = lib.ForgetVoices(ctx)
	}
	if err != nil {
		return nil, err
	}
	var touched []string
	for i := range fresh {
		touched = append(touched, cast.Stems(&fresh[i])...)
	}
	return h, lib.ApplyDecided(ctx, rulings, touched)
}

// hear gathers the speakers of some articles, and reports whether there may be more.
func (h *hearer) hear(ctx context.Context) (more bool, err error) {
	next, err := h.lib.Unheard(ctx, perHearing)
	if err != nil || len(next) == 0 {
		return false, err
	}
	found := make([][]store.Heard, len(next))
	err = inTurns(h.workers, len(next), func(i int) error {
		quotations, err := h.lib.Quotations(ctx, next[i].Article)
		for _, x := range speaker.Appearances(next[i].Article, quotations) {
			found[i] = append(found[i], store.Heard{Appearance: x, Stem: speaker.Stem(x.Guise)})
		}
		return err
	})
	if err != nil {
		return false, err
	}
	h.heard += len(next)
	err = h.lib.ApplyHeard(ctx, slices.Concat(found...), next[len(next)-1].N)
	if err == nil && h.progress != nil {
		h.progress(Progress{Stage: "speakers", Heard: h.heard, Elapsed: time.Since(h.began)})
	}
	return len(next) == perHearing, err
}

// settle makes the voices of some stems, and reports whether there may be more.
func (h *hearer) settle(ctx context.Context) (more bool, err error) {
	stems, err := h.lib.Unsettled(ctx, perSettlement)
	if err != nil {
		return false, err
	}
	done := map[string]bool{}
	var out []store.Settlement
	for _, b := range stems {
		if done[b] {
			continue
		}
		s, err := h.settlement(ctx, b)
		if err != nil {
			return false, err
		}
		for _, b := range s.Stems {
			done[b] = true
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return false, nil
	}
	return len(stems) == perSettlement, h.lib.Settle(ctx, out)
}

// settlement says what the voices of a stem are, and of those that rulings tie to
// it.
func (h *hearer) settlement(ctx context.Context, stem string) (s store.Settlement, err error) {
	c, err := cast.Join(ctx, h.lib.Store, h.rulings, stem)
	if err != nil {
		return s, err
	}
	s.Stems = c.Stems
	for i := range c.Parties {
		if p := &c.Parties[i]; p.Apart {
			row, _ := c.Guise(p.Entries[0])
			s.Apart = append(s.Apart, row)
		} else {
			s.Voices = append(s.Voices, settledVoice(c, p))
		}
	}
	// The largest go on under the number that they have: fewer rows change.
	slices.SortStableFunc(s.Voices, func(a, b store.SettledVoice) int { return articlesOf(&b) - articlesOf(&a) })
	return s, nil
}

// settledVoice is what is stored of a party.
func settledVoice(c *cast.Cast, p *speaker.Party) (v store.SettledVoice) {
	entries := make([]speaker.Entry, 0, len(p.Entries))
	for _, i := range p.Entries {
		entries = append(entries, c.Entries[i])
		if row, ok := c.Own(i); ok {
			v.Own = append(v.Own, row)
		} else if row, ok := c.Guise(i); ok {
			v.Guises = append(v.Guises, row)
		}
	}
	slices.SortStableFunc(v.Guises, func(a, b store.GuiseRow) int { return b.Articles - a.Articles })
	v.Agent = speaker.Shown(entries)
	return v
}

func articlesOf(v *store.SettledVoice) int {
	n := len(v.Own)
	for i := range v.Guises {
		n += v.Guises[i].Articles
	}
	return n
}
