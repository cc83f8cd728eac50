// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"time"

	"hearsay/store"
)

// The bounds of how often a source is looked at.
const (
	shortest = 5 * time.Minute
	longest  = 24 * time.Hour
	// unknown is the interval of a source of which nothing is known yet.
	unknown = time.Hour
	// memory is over what time the rate of new entries is a mean.
	memory = 24 * time.Hour
	// farthest is beyond what any plan of a source reaches, jitter included.
	farthest = longest + 3*time.Hour
)

// interval is how long to wait until a source has news: half the mean time between
// two new entries, so that an entry waits a quarter of that.
func interval(rate float64) time.Duration {
	if rate <= 0 {
		return longest
	}
	return min(max(time.Duration(float64(time.Hour)/(2*rate)), shortest), longest)
}

// rate brings the mean of new entries an hour up to date: n came in the time since the
// last look. The longer that was, the more it counts.
func rate(before float64, n int, since time.Duration) float64 {
	if since <= 0 {
		return before
	}
	old := math.Exp(-since.Hours() / memory.Hours())
	return old*before + (1-old)*float64(n)/since.Hours()
}

// firstRate guesses the rate from the dates of what a source shows at the first look.
func firstRate(dates []time.Time) float64 {
	var first, last time.Time
	n := 0
	for _, d := range dates {
		if d.IsZero() {
			continue
		}
		if n++; first.IsZero() || d.Before(first) {
			first = d
		}
		if d.After(last) {
			last = d
		}
	}
	span := last.Sub(first).Hours()
	if n < 2 || span <= 0 {
		return 1 / (2 * unknown.Hours())
	}
	return float64(n-1) / span
}

// backOff is how long to wait after so many errors in a row.
func backOff(usual time.Duration, errors int) time.Duration {
	wait := max(usual, shortest)
	for range min(errors-1, 12) {
		wait = min(2*wait, longest)
	}
	return min(wait, longest)
}

// jitter varies a pause by up to a tenth, so that what was set up together does not
// knock together for ever. The same source has the same at the same time.
func jitter(wait time.Duration, id int64, at time.Time) time.Duration {
	h := fnv.New64a()
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:], uint64(id))
	binary.LittleEndian.PutUint64(b[8:], uint64(at.Unix()))
	h.Write(b[:]) // a hash never returns an error
	// The low bits of FNV-1a of so few bytes are the best mixed.
	part := float64(h.Sum64()%2001)/1000 - 1
	return wait + time.Duration(part*float64(wait)/10)
}

// revisits are when a page is visited again, after its first visit.
func revisits() []time.Duration {
	return []time.Duration{time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}
}

// The bounds of what is tried when a page does not answer.
const (
	mostTries    = 8                  // of a first visit
	mostRetries  = 3                  // of a later one; then the next of the plan is waited for
	mostPatience = 7 * 24 * time.Hour // with a site that asks for time again and again
)

// planNext sets when a page is visited next after a visit that answered at now. Visits
// that a pause of the watcher left out are not made up for.
func planNext(p *store.Page, now time.Time) {
	plan := revisits()
	for p.Step < len(plan) && !p.First.Add(plan[p.Step]).After(now) {
		p.Step++
	}
	if p.Step >= len(plan) {
		p.Due = time.Time{}
		return
	}
	wait := p.First.Add(plan[p.Step]).Sub(now)
	p.Due = later(now.Add(wait+(jitter(wait, p.ID, now)-wait).Abs()), p.Fresh) // never before it is time
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
