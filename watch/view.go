// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"time"

	"hearsay/store"
)

// View is a source as commands and pages show it; its JSON is a promise.
type View struct {
	ID         int64    `json:"id"`
	Kind       string   `json:"kind"` // feed, sitemap, page, folder
	Address    string   `json:"address"`
	Title      string   `json:"title"`
	Selector   string   `json:"selector,omitempty"`
	Collection string   `json:"collection"`
	Tags       []string `json:"tags"`
	// State is new (not looked at yet), well, quiet (no news for long), failing (three
	// errors in a row and more), or paused.
	State   string `json:"state"`
	Paused  string `json:"paused,omitempty"`  // why
	Problem string `json:"problem,omitempty"` // of the last look: whose fault, and what now
	Errors  int    `json:"errors"`            // in a row
	// Tried, Succeeded and Due are of looks; null for none.
	Tried     *time.Time `json:"tried"`
	Succeeded *time.Time `json:"succeeded"`
	Due       *time.Time `json:"due"`
	Items     int        `json:"items"`
	PerDay    float64    `json:"per_day"` // new entries, of late
	// Delay is the median of the seconds between an entry's date and our sight of it; null
	// for not known.
	Delay     *int64 `json:"delay"`
	MovedFrom string `json:"moved_from,omitempty"`
}

// failing is after how many errors in a row a source is said to fail.
const failing = 3

// ViewOf shows a source.
func ViewOf(s *store.Source) View {
	t := &s.State
	v := View{
		ID: s.ID, Kind: string(s.Kind), Address: s.Address, Title: s.Title, Selector: s.Selector, Collection: s.Collection, Tags: append([]string{}, s.Tags...),
		State: stateOf(s), Paused: s.Paused, Problem: t.Problem, Errors: t.Errors, Tried: orNull(t.Tried), Succeeded: orNull(t.Succeeded),
		Items: t.Items, PerDay: float64(int(t.Rate*240+0.5)) / 10, MovedFrom: t.MovedFrom,
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

func stateOf(s *store.Source) string {
	switch t := &s.State; {
	case s.Paused != "":
		return "paused"
	case t.Errors >= failing:
		return "failing"
	case t.Tried.IsZero():
		return "new"
	case t.Errors == 0 && s.Kind != store.FolderSource && t.Rate < 1.0/(7*24): // less than one a week
		return "quiet"
	}
	return "well"
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
