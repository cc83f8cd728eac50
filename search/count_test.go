// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"slices"
	"testing"
	"time"

	"hearsay/store"
)

func TestTimes(t *testing.T) {
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	c := &Counts{}
	c.times([]store.Match{{From: day(2025, 1, 31), To: day(2025, 2, 1)}, {From: day(2025, 3, 3), To: day(2025, 3, 4)}, {}})
	if c.Years || len(c.Times) != 3 || c.Times[0].Articles != 1 || c.Times[1].Articles != 1 || c.Times[2].Articles != 1 || c.Undated != 1 {
		t.Errorf("months: %+v", c)
	}
	c = &Counts{}
	c.times([]store.Match{{From: day(2015, 1, 31), To: day(2015, 2, 1)}, {From: day(2025, 3, 3), To: day(2025, 3, 4)}})
	if !c.Years || len(c.Times) != 11 || c.Times[10].Articles != 1 {
		t.Errorf("years: %+v", c)
	}
}

// TestSpeakersAreInOrder: a name counts those with words before it, too, and stands by that count.
func TestSpeakersAreInOrder(t *testing.T) {
	got := speakers([]store.Speaking{
		{N: 1, Name: "ann lee"}, {N: 2, Name: "ann lee"}, {N: 3, Name: "ben ox"}, {N: 3, Name: "lee"}, {N: 4, Name: "cara roe"},
	})
	want := []store.Count{{Value: "lee", Label: "lee", Articles: 3}, {Value: "ann lee", Label: "ann lee", Articles: 2}, {Value: "ben ox", Label: "ben ox", Articles: 1}, {Value: "cara roe", Label: "cara roe", Articles: 1}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
