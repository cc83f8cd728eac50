// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/cast"
	"hearsay/prose"
	"hearsay/speaker"
	"hearsay/store"
)

// VoiceFilter says which voices a question is about.
type VoiceFilter = store.VoiceFilter

// Voices returns a page of the voices that pass the filter, those of most articles
// first, and how many there are in all.
func (e *Engine) Voices(ctx context.Context, f VoiceFilter, offset, limit int) ([]hearsay.Voice, int, error) {
	return e.lib.Voices(ctx, f, offset, limit)
}

// maxReasons is how many reasons are worth reading.
const maxReasons = 50

// Voice returns a voice with the evidence for it. The ID may be an older one. Errors:
// ErrNotFound for an ID that was never given, ErrGone when nothing of it is left.
func (e *Engine) Voice(ctx context.Context, id hearsay.VoiceID) (*hearsay.VoiceView, error) {
	var v hearsay.VoiceView
	var err error
	if v.Voice, err = e.lib.Voice(ctx, id); err != nil {
		return nil, err
	}
	if v.Variants, err = e.lib.Variants(ctx, v.Voice.ID); err != nil {
		return nil, err
	}
	return &v, e.explain(ctx, &v)
}

// explain joins the guises of a voice again, for the reasons.
func (e *Engine) explain(ctx context.Context, v *hearsay.VoiceView) error {
	rulings, err := e.lib.Rulings()
	if err != nil {
		return err
	}
	refs, err := e.lib.VoiceRefs(ctx, v.Voice.ID)
	if err != nil {
		return err
	}
	c, err := cast.Join(ctx, e.lib, cast.NewRulings(rulings.All), speaker.Stem(refs[0].Guise))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(c.Parties, func(p speaker.Party) bool {
		return slices.ContainsFunc(p.Entries, func(i int) bool {
			return c.Entries[i].Ref == refs[0] || p.Apart && c.Entries[i].Guise == refs[0].Guise
		})
	})
	if i < 0 {
		return nil // somebody writes meanwhile
	}
	p := &c.Parties[i]
	v.Apart = p.Apart
	for k, t := range p.Ties {
		if k == maxReasons {
			v.More = len(p.Ties) - k
			break
		}
		r, err := e.reason(ctx, c, t)
		if err != nil {
			return err
		}
		v.Why = append(v.Why, r)
	}
	return e.perhaps(ctx, v, c, p.Perhaps)
}

func (e *Engine) reason(ctx context.Context, c *cast.Cast, t speaker.Tie) (hearsay.Reason, error) {
	a, errA := e.example(ctx, c.Entries[t.A].Ref)
	b, errB := e.example(ctx, c.Entries[t.B].Ref)
	return hearsay.Reason{Rule: t.Rule, A: a, B: b, Ruling: t.Ruling}, cmp.Or(errA, errB)
}

func (e *Engine) example(ctx context.Context, ref hearsay.Ref) (hearsay.Example, error) {
	id, err := ref.Article, error(nil)
	if id.IsZero() {
		id, err = e.lib.EarliestWith(ctx, ref.Guise)
	}
	if err != nil {
		return hearsay.Example{Ref: ref}, err
	}
	briefs, err := e.lib.Briefs(ctx, []hearsay.ArticleID{id})
	if err != nil || len(briefs) == 0 {
		return hearsay.Example{Ref: ref}, err
	}
	return hearsay.Example{Ref: ref, In: &briefs[0]}, nil
}

// perhaps reads the voices of parties.
func (e *Engine) perhaps(ctx context.Context, v *hearsay.VoiceView, c *cast.Cast, parties []int) error {
	for _, k := range parties {
		first := c.Parties[k].Entries[0]
		number := int64(0)
		if row, ok := c.Guise(first); ok {
			number = row.Voice
		} else if row, ok := c.Own(first); ok {
			number = row.Voice
		}
		voice, err := e.lib.VoiceOf(ctx, number)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		v.Perhaps = append(v.Perhaps, voice)
	}
	return nil
}

// MeantVoice returns the voice that a person means by an ID, or by a name that one
// has; of several, the one that is called just so. Errors: ErrNotFound, and ErrInvalid for a name of several, which it lists.
func (e *Engine) MeantVoice(ctx context.Context, name string) (hearsay.Voice, error) {
	if id, err := hearsay.ParseID[hearsay.Voice](name); err == nil && !id.IsZero() {
		v, err := e.lib.Voice(ctx, id)
		if !errors.Is(err, hearsay.ErrNotFound) {
			return v, err
		}
	}
	found, total, err := e.lib.Voices(ctx, VoiceFilter{Name: name}, 0, maxNamesakes)
	switch {
	case err != nil:
		return hearsay.Voice{}, err
	case total == 0:
		return hearsay.Voice{}, fmt.Errorf("speaker %q: %w in this library", name, hearsay.ErrNotFound)
	case total == 1:
		return found[0], nil
	}
	if just := called(found, name); len(just) == 1 {
		return just[0], nil
	}
	err = fmt.Errorf("%w: %d speakers have the name %q; give an id, as hearsay speakers lists them", hearsay.ErrInvalid, total, name)
	return hearsay.Voice{}, err
}

// MeantVoices returns the voices that a person means by an ID or a name: all who have
// the name, where it does not tell one; none for "". Error: ErrNotFound.
func (e *Engine) MeantVoices(ctx context.Context, name string) ([]hearsay.Voice, error) {
	if name == "" {
		return nil, nil
	}
	v, err := e.MeantVoice(ctx, name)
	if err == nil {
		return []hearsay.Voice{v}, nil
	}
	if !errors.Is(err, hearsay.ErrInvalid) {
		return nil, err
	}
	voices, _, err := e.lib.Voices(ctx, VoiceFilter{Name: name}, 0, maxNamesakes)
	return voices, err
}

// maxNamesakes is how many speakers of one name are told apart by it.
const maxNamesakes = 1000

// called are the voices whose own name is the one given, in any case. A surname alone
// is nobody's own.
func called(voices []hearsay.Voice, name string) []hearsay.Voice {
	want := prose.Fold(name)
	return slices.DeleteFunc(slices.Clone(voices), func(v hearsay.Voice) bool {
		return prose.Fold(v.Agent.Name) != want || !strings.Contains(want, " ")
	})
}

// Speakers returns the voices of an article, by the kind and name that it has for
// them.
func (e *Engine) Speakers(ctx context.Context, article hearsay.ArticleID) (map[hearsay.Guise]hearsay.VoiceID, error) {
	return e.lib.Speakers(ctx, article)
}

// Rulings are what people decided of voices, in order.
func (e *Engine) Rulings() ([]hearsay.Ruling, error) {
	r, err := e.lib.Rulings()
	if err != nil {
		return nil, err
	}
	return r.All, nil
}
