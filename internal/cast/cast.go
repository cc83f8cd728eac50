// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package cast joins the speakers of a library: it reads the guises of a stem, and
// those that decisions of people tie to them, and has package speaker say which are of
// one voice. Who writes voices and who explains them see the same.
package cast

import (
	"context"
	"errors"
	"slices"

	"hearsay"
	"hearsay/speaker"
	"hearsay/store"
)

// Rulings are decisions by the stems that they touch.
type Rulings struct {
	all []hearsay.Ruling
	of  map[string][]int
}

// NewRulings sorts decisions by stem.
func NewRulings(all []hearsay.Ruling) *Rulings {
	r := &Rulings{all: all, of: map[string][]int{}}
	for i := range all {
		for _, b := range Stems(&all[i]) {
			r.of[b] = append(r.of[b], i)
		}
	}
	return r
}

// Stems are those that a ruling touches, in order.
func Stems(r *hearsay.Ruling) []string {
	var out []string
	for _, f := range slices.Concat(r.A, r.B) {
		out = append(out, speaker.Stem(f.Guise))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// tied returns a stem and those that rulings tie to it, directly or through others,
// with these rulings. One that was undone ties, too: what it joined is to be parted.
func (r *Rulings) tied(stem string) (stems []string, rulings []hearsay.Ruling) {
	seen, taken := map[string]bool{stem: true}, map[int]bool{}
	stems = []string{stem}
	for k := 0; k < len(stems); k++ {
		for _, i := range r.of[stems[k]] {
			if taken[i] {
				continue
			}
			taken[i] = true
			rulings = append(rulings, r.all[i])
			for _, b := range Stems(&r.all[i]) {
				if !seen[b] {
					seen[b] = true
					stems = append(stems, b)
				}
			}
		}
	}
	return stems, rulings
}

// Cast is the guises of some stems, joined.
type Cast struct {
	Stems   []string
	Parties []speaker.Party // by index of Entries
	Entries []speaker.Entry
	guises  map[hearsay.Ref]store.GuiseRow
	own     map[hearsay.Ref]store.OwnRow
}

// Guise returns the row of entry i, when it is a guise.
func (c *Cast) Guise(i int) (store.GuiseRow, bool) {
	row, ok := c.guises[c.Entries[i].Ref]
	return row, ok
}

// Own returns the row of entry i, when it is a single appearance.
func (c *Cast) Own(i int) (store.OwnRow, bool) {
	row, ok := c.own[c.Entries[i].Ref]
	return row, ok
}

// Join reads and joins the guises of a stem, and of those that rulings tie to it.
func Join(ctx context.Context, lib *store.Store, r *Rulings, stem string) (*Cast, error) {
	c := &Cast{guises: map[hearsay.Ref]store.GuiseRow{}, own: map[hearsay.Ref]store.OwnRow{}}
	stems, rulings := r.tied(stem)
	c.Stems = stems
	for i := range rulings {
		if rulings[i].Undone {
			continue
		}
		for _, ref := range slices.Concat(rulings[i].A, rulings[i].B) {
			if err := c.readOwn(ctx, lib, ref); err != nil {
				return nil, err
			}
		}
	}
	for _, b := range stems {
		rows, err := lib.Guises(ctx, b)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			ref := hearsay.Ref{Guise: row.Guise}
			c.guises[ref] = row
			c.Entries = append(c.Entries, speaker.Entry{Ref: ref, First: row.First, Last: row.Last, Articles: row.Articles})
		}
	}
	c.Parties = speaker.Join(c.Entries, rulings)
	return c, nil
}

// readOwn reads an appearance that a ruling names; it may have gone with its article.
func (c *Cast) readOwn(ctx context.Context, lib *store.Store, ref hearsay.Ref) error {
	if ref.Article.IsZero() {
		return nil
	}
	row, err := lib.Own(ctx, ref)
	if errors.Is(err, hearsay.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	ref.Guise = row.Guise
	if _, have := c.own[ref]; !have {
		c.own[ref] = row
		c.Entries = append(c.Entries, speaker.Entry{Ref: ref, First: row.Date, Last: row.Date, Articles: 1})
	}
	return nil
}
