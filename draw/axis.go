// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

import "time"

// Interval is when something was, as far as that is known. The zero value is not
// known; one end may be open.
type Interval struct{ From, To time.Time }

// Known reports whether at least one end is known.
func (i Interval) Known() bool { return !i.From.IsZero() || !i.To.IsZero() }

// at is the moment that an interval is drawn at: its beginning, when it has one.
func (i Interval) at() time.Time {
	if i.From.IsZero() {
		return i.To
	}
	return i.From
}

// precise is how short an interval is drawn as a moment.
const precise = 2 * time.Minute

// scale puts moments on a line.
type scale struct {
	from, to    time.Time
	left, right float64
}

// newScale fits some intervals between two places. One moment alone stands in a day.
func newScale(list []Interval, left, right float64) scale {
	s := scale{left: left, right: right}
	for _, i := range list {
		for _, t := range []time.Time{i.From, i.To} {
			if t.IsZero() {
				continue
			}
			if s.from.IsZero() || t.Before(s.from) {
				s.from = t
			}
			if s.to.IsZero() || t.After(s.to) {
				s.to = t
			}
		}
	}
	if s.to.Sub(s.from) < time.Hour {
		s.from, s.to = s.from.Add(-30*time.Minute), s.to.Add(30*time.Minute)
	}
	return s
}

func (s scale) x(t time.Time) float64 {
	if t.IsZero() {
		return s.left
	}
	// Seconds, not Duration: that ends after 292 years.
	whole := float64(s.to.Unix() - s.from.Unix())
	return s.left + (s.right-s.left)*min(1, max(0, float64(t.Unix()-s.from.Unix())/whole))
}

// tick is a place on the axis with its name.
type tick struct {
	at   time.Time
	text string
}

// steps are the distances of ticks, with how their times are written.
var steps = []struct {
	every  time.Duration
	months int
	form   string
}{
	{10 * time.Minute, 0, "2 Jan 15:04"}, {time.Hour, 0, "2 Jan 15:04"}, {3 * time.Hour, 0, "2 Jan 15:04"}, {6 * time.Hour, 0, "2 Jan 15:04"}, {12 * time.Hour, 0, "2 Jan 15:04"},
	{24 * time.Hour, 0, "Mon 2 Jan"}, {48 * time.Hour, 0, "Mon 2 Jan"}, {7 * 24 * time.Hour, 0, "2 Jan 2006"},
	{0, 1, "Jan 2006"}, {0, 3, "Jan 2006"}, {0, 6, "Jan 2006"}, {0, 12, "2006"}, {0, 24, "2006"}, {0, 60, "2006"}, {0, 120, "2006"}, {0, 600, "2006"}, {0, 6000, "2006"},
}

// ticks are round moments of the scale, at most so many of them. All are in UTC.
func (s scale) ticks(most int) []tick {
	for _, step := range steps {
		var out []tick
		for t := roundDown(s.from.UTC(), step.every, step.months); !t.After(s.to) && len(out) <= most; t = next(t, step.every, step.months) {
			if !t.Before(s.from) {
				out = append(out, tick{t, t.Format(step.form)})
			}
		}
		if len(out) <= most {
			return out
		}
	}
	return nil
}

func roundDown(t time.Time, every time.Duration, months int) time.Time {
	if months == 0 {
		return t.Truncate(every)
	}
	m := t.Year()*12 + int(t.Month()) - 1
	m -= m % months
	return time.Date(m/12, time.Month(m%12+1), 1, 0, 0, 0, 0, time.UTC)
}

func next(t time.Time, every time.Duration, months int) time.Time {
	if months == 0 {
		return t.Add(every)
	}
	return t.AddDate(0, months, 0)
}

// axis draws the scale above the lines that go down to bottom.
func (f *Figure) axis(s scale, y, bottom float64) {
	shapes := []Shape{stroke(Axis, Point{s.left, y}, Point{s.right, y})}
	taken := 0.0
	for _, t := range s.ticks(int((s.right - s.left) / 110)) {
		x := s.x(t.at)
		shapes = append(shapes, stroke(Grid, Point{x, y}, Point{x, bottom}), stroke(Axis, Point{x, y - 4}, Point{x, y}))
		if x > taken {
			shapes = append(shapes, words(Small, x+3, y-6, t.text))
			taken = x + widthOf(Small, t.text)
		}
	}
	f.add(shapes...)
}
