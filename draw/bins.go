// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"slices"
	"time"
)

// Bin is the articles of a stretch of time.
type Bin struct {
	From, To time.Time // half-open
	Count    int
}

// maxBins is how many bars a histogram has at most.
const maxBins = 60

// Bins counts moments by hour, day, week, month or year: the shortest of which there
// are not too many. Bins without any are among them. O(n log n).
func Bins(at []time.Time) []Bin {
	if len(at) == 0 {
		return nil
	}
	at = slices.Clone(at)
	slices.SortFunc(at, time.Time.Compare)
	s := scale{from: at[0], to: at[len(at)-1]}
	for _, b := range []struct {
		every  time.Duration
		months int
	}{{time.Hour, 0}, {24 * time.Hour, 0}, {7 * 24 * time.Hour, 0}, {0, 1}, {0, 3}, {0, 12}, {0, 60}, {0, 600}} {
		if out := bins(at, s, b.every, b.months); len(out) <= maxBins {
			return out
		}
	}
	return nil
}

func bins(at []time.Time, s scale, every time.Duration, months int) (out []Bin) {
	for t := roundDown(s.from.UTC(), every, months); !t.After(s.to) && len(out) <= maxBins; t = next(t, every, months) {
		b := Bin{From: t, To: next(t, every, months)}
		for len(at) > 0 && at[0].Before(b.To) {
			at, b.Count = at[1:], b.Count+1
		}
		out = append(out, b)
	}
	return out
}

// Label names a bin.
func (b Bin) Label() string {
	switch long := b.To.Sub(b.From); {
	case long <= time.Hour:
		return b.From.Format("2 Jan 2006, 15:00")
	case long <= 24*time.Hour:
		return day(b.From)
	case long <= 7*24*time.Hour:
		return "week from " + day(b.From)
	case long <= 32*24*time.Hour:
		return b.From.Format("January 2006")
	}
	return b.From.Format("Jan 2006") + " – " + b.To.AddDate(0, 0, -1).Format("Jan 2006")
}

// Counts draws how many articles there were when. Each bar has its number.
func Counts(title string, list []Bin) *Figure {
	const height, base = 190.0, 160.0
	f := &Figure{Width: plotWidth, Height: height + 20, Title: title}
	most, total := 1, 0
	for _, b := range list {
		most, total = max(most, b.Count), total+b.Count
	}
	f.Says = fmt.Sprintf("%d articles in %d bars of equal time, in UTC. The table holds the same.", total, len(list))
	if len(list) == 0 {
		f.add(words(Label, left, 40, "No article has a date."))
		return f
	}
	wide := min(60, (plotWidth-2*left)/float64(len(list)))
	f.add(stroke(Axis, Point{left, base}, Point{left + wide*float64(len(list)), base}))
	lastLabel := -1000.0
	for i, b := range list {
		x := left + wide*float64(i)
		if b.Count > 0 {
			h := max(2, (base-34)*float64(b.Count)/float64(most))
			f.link("", fmt.Sprintf("%s: %d", b.Label(), b.Count), box(Bar, x+1, base-h, wide-3, h), words(Small, x+wide/2-widthOf(Small, fmt.Sprint(b.Count))/2, base-h-4, fmt.Sprint(b.Count)))
		}
		if label := b.Label(); x > lastLabel {
			at := min(x, plotWidth-4-widthOf(Small, label))
			if at < lastLabel-10 {
				continue
			}
			f.add(stroke(Axis, Point{x + wide/2, base}, Point{x + wide/2, base + 5}), words(Small, at, base+20, label))
			lastLabel = at + widthOf(Small, label) + 14
		}
	}
	return f
}

// day is a moment without the time of day.
func day(t time.Time) string { return t.UTC().Format("2 Jan 2006") }
