// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"time"

	"hearsay/store"
	"hearsay/wire"
)

// failing is after how many errors in a row a source is said to fail.
const failing = 3

// The states of a source.
const (
	isNew     = "new"
	isWell    = "well"
	isQuiet   = "quiet"
	isFailing = "failing"
	isPaused  = "paused"
)

// States are the states that a source can be in, those that ask for somebody first.
func States() []string { return []string{isFailing, isPaused, isNew, isQuiet, isWell} }

// ViewOf shows a source as commands and pages do.
func ViewOf(s *store.Source) wire.Source {
	t := &s.State
	v := wire.Source{
		ID: s.ID, Kind: string(s.Kind), Address: s.Address, Title: s.Title, Selector: s.Selector, Collection: s.Collection, Tags: append([]string{}, s.Tags...),
		Every: int64(s.Every / time.Second), Keep: s.Keep, Added: s.Added.UTC(), State: stateOf(s), Paused: s.Paused, Problem: t.Problem, Errors: t.Errors,
		Tried: orNull(t.Tried), Succeeded: orNull(t.Succeeded), Items: t.Items, PerDay: perDay(t.Rate), MovedFrom: t.MovedFrom, Why: why(s),
	}
	if s.Paused == "" {
		v.Due = orNull(t.Due)
	}
	if d, ok := t.Delay(); ok {
		seconds := int64(d / time.Second)
		v.Delay = &seconds
	}
	return v
}

// perDay is a rate an hour as one a day, to a tenth.
func perDay(rate float64) float64 { return float64(int(rate*240+0.5)) / 10 }

func stateOf(s *store.Source) string {
	switch t := &s.State; {
	case s.Paused != "":
		return isPaused
	case t.Errors >= failing:
		return isFailing
	case t.Tried.IsZero():
		return isNew
	case t.Errors == 0 && s.Kind != store.FolderSource && t.Rate < 1.0/(7*24): // less than one a week
		return isQuiet
	}
	return isWell
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
