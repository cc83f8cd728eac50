// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
)

// Merge decides that two voices are one, for ever: what evidence says of their guises
// counts no more, also in articles that are yet to come. Errors: those of
// store.Voice, and ErrInvalid when they are one already.
func Merge(ctx context.Context, lib *store.Writer, a, b hearsay.VoiceID, at time.Time) (*hearsay.Ruling, error) {
	if err := Hear(ctx, lib, Options{}); err != nil {
		return nil, err
	}
	first, err := lib.VoiceRefs(ctx, a)
	if err != nil {
		return nil, err
	}
	second, err := lib.VoiceRefs(ctx, b)
	if err != nil {
		return nil, err
	}
	if slices.Contains(second, first[0]) {
		return nil, fmt.Errorf("merge %s and %s: %w: they are one speaker already", a, b, hearsay.ErrInvalid)
	}
	r := &hearsay.Ruling{At: at, Same: true, A: first[:min(len(first), maxSide)], B: second[:min(len(second), maxSide)]}
	return r, decide(ctx, lib, r)
}

// maxSide is how many guises of a voice, those of most articles, a decision names.
const maxSide = 200

// Part says what is split off a voice: some of its articles, or its guises of
// some names or roles.
type Part struct {
	Articles     []hearsay.ArticleID
	Names, Roles []string // in any case
}

// Split decides that a part of a voice is another voice, for ever. Articles that are yet
// to come go with the part when its names or roles were given, and with the rest when
// its articles were. Errors: those of store.Voice, and ErrInvalid when the voice has no
// such part or is no more than that.
func Split(ctx context.Context, lib *store.Writer, id hearsay.VoiceID, part Part, at time.Time) (*hearsay.Ruling, error) {
	if err := Hear(ctx, lib, Options{}); err != nil {
		return nil, err
	}
	refs, err := lib.VoiceRefs(ctx, id)
	if err != nil {
		return nil, err
	}
	r := &hearsay.Ruling{At: at}
	for _, ref := range refs {
		if part.holds(ref) {
			r.A = append(r.A, ref)
		} else {
			r.B = append(r.B, ref)
		}
	}
	if err := part.articles(ctx, lib, id, r); err != nil {
		return nil, err
	}
	if len(r.A) == 0 || len(r.B) == 0 {
		return nil, fmt.Errorf("split %s: %w: no part of the speaker, or all of it, has that article, role or name", id, hearsay.ErrInvalid)
	}
	r.A, r.B = r.A[:min(len(r.A), maxSide)], r.B[:min(len(r.B), maxSide)]
	return r, decide(ctx, lib, r)
}

// holds reports whether the part has a guise by its name or role, or an appearance.
func (p *Part) holds(ref hearsay.Ref) bool {
	is := func(list []string, text string) bool {
		return slices.ContainsFunc(list, func(want string) bool { return strings.EqualFold(want, text) })
	}
	return is(p.Names, ref.Name) || is(p.Roles, ref.Role) || slices.Contains(p.Articles, ref.Article) && !ref.Article.IsZero()
}

// articles adds the appearances of the articles of the part that guises stand for.
// When these are all of the voice's, nothing would be left of it.
func (p *Part) articles(ctx context.Context, lib *store.Writer, id hearsay.VoiceID, r *hearsay.Ruling) error {
	if len(p.Articles) == 0 {
		return nil
	}
	own, left := map[hearsay.Ref]bool{}, false
	for _, ref := range slices.Concat(r.A, r.B) {
		own[hearsay.Ref{Guise: hearsay.Guise{Kind: ref.Kind, Name: ref.Name}, Article: ref.Article}] = true
	}
	v, err := lib.Voice(ctx, id)
	if err != nil {
		return err
	}
	all, err := lib.Appearances(ctx, id, 0, 2*v.Articles+maxSide)
	for _, a := range all {
		if !slices.Contains(p.Articles, a.Article) {
			left = true
			continue
		}
		if !own[hearsay.Ref{Guise: hearsay.Guise{Kind: a.Kind, Name: a.Name}, Article: a.Article}] {
			r.A = append(r.A, hearsay.Ref{Guise: a.Guise, Article: a.Article})
		}
	}
	if !left {
		r.B = nil
	}
	return err
}

// decide writes a decision down, and carries it out.
func decide(ctx context.Context, lib *store.Writer, r *hearsay.Ruling) error {
	if err := lib.Decide(r); err != nil {
		return err
	}
	return Hear(ctx, lib, Options{})
}

// Undo takes back a decision; the latest that stands for n 0. Error: ErrNotFound.
func Undo(ctx context.Context, lib *store.Writer, n int, at time.Time) (*hearsay.Ruling, error) {
	rulings, err := lib.Rulings()
	if err != nil {
		return nil, err
	}
	r := rulings.Last()
	if n > 0 {
		r = rulings.Find(n)
	}
	if r == nil {
		return nil, fmt.Errorf("undo: decision %w", hearsay.ErrNotFound)
	}
	if err := lib.Undo(r.N, at); err != nil {
		return nil, err
	}
	return r, Hear(ctx, lib, Options{})
}
