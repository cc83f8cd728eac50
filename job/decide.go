// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"context"
	"fmt"

	"hearsay"
	"hearsay/ingest"
	"hearsay/store"
)

// DecideStory carries out what a person decides of stories, at once: nobody waits for
// a job with a form in hand. Errors: those of ingest.CarryOut, and ErrConflict while a
// job or another program changes the library.
func (d *Desk) DecideStory(ctx context.Context, o ingest.StoryOrder) (r *hearsay.StoryRuling, err error) {
	err = d.decide(ctx, func(lib *store.Writer) (err error) {
		r, err = ingest.CarryOut(ctx, lib, o, d.opt.Now())
		return err
	})
	return r, err
}

// DecideVoice carries out what a person decides of speakers, likewise. Errors: those of
// ingest.DecideVoice, and ErrConflict.
func (d *Desk) DecideVoice(ctx context.Context, o ingest.VoiceOrder) (r *hearsay.Ruling, err error) {
	err = d.decide(ctx, func(lib *store.Writer) (err error) {
		r, err = ingest.DecideVoice(ctx, lib, o, d.opt.Now())
		return err
	})
	return r, err
}

// DecideDate writes down what a person says of the date of an article, likewise. Errors: those of
// ingest.DecideDate, and ErrConflict.
func (d *Desk) DecideDate(ctx context.Context, o ingest.DateOrder) (r *hearsay.DateRuling, err error) {
	err = d.decide(ctx, func(lib *store.Writer) (err error) {
		r, err = ingest.DecideDate(ctx, lib, o, d.opt.Now())
		return err
	})
	return r, err
}

// decide calls f with the library when nobody changes it.
func (d *Desk) decide(ctx context.Context, f func(*store.Writer) error) error {
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	default:
		return fmt.Errorf("decide: a job of this library is under way: %w", hearsay.ErrConflict)
	}
	return d.withWriter(ctx, f)
}
