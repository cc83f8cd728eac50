// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"fmt"
	"strings"
	"time"

	"hearsay/store"
)

// why says by which rules and figures a source has its state, its delay and its next look.
func why(s *store.Source) []string {
	out := []string{whyState(s)}
	if n := len(s.State.Delays); n > 0 {
		out = append(out, fmt.Sprintf("The delay is the median of the %s whose date was believed, of %d at most: from the date that the source gives to the look that saw them.", entries(n), mostDelays))
	}
	if s.Paused == "" && !s.State.Tried.IsZero() {
		out = append(out, whyDue(s))
	}
	return out
}

func whyState(s *store.Source) string {
	t := &s.State
	switch stateOf(s) {
	case isPaused:
		return "Paused: nobody looks there. " + s.Paused
	case isFailing:
		return fmt.Sprintf("Failing: the last %d looks in a row had nothing of use; it is called so from %d on. It is still tried.", t.Errors, failing)
	case isNew:
		return "New: nobody has looked there yet."
	case isQuiet:
		return fmt.Sprintf("Quiet: it answers, and has less than one new entry a week (%.1f a day, a mean that looks back about %s).", perDay(t.Rate), span(memory))
	}
	if t.Errors > 0 {
		return fmt.Sprintf("Well: the last %s had nothing of use; it is called failing from %d in a row on.", looks(t.Errors), failing)
	}
	return "Well: the last look was answered."
}

// whyDue says what makes the time of the next look.
func whyDue(s *store.Source) string {
	t := &s.State
	usual := interval(t.Rate)
	var says string
	switch {
	case t.Errors > 0:
		says = fmt.Sprintf("After %s in a row the pause is about %s: it doubles with each, up to a day.", errorsOf(t.Errors), span(backOff(usual, t.Errors)))
	case s.Every > 0:
		says = fmt.Sprintf("It is looked at %s, as was asked for.", each(s.Every))
	case s.Kind == store.FolderSource:
		says = fmt.Sprintf("A folder is looked into %s.", each(folderEvery))
	default:
		says = fmt.Sprintf("It is looked at about twice as often as it has news: with %.1f new entries a day, about %s (at most %s, at least %s).", perDay(t.Rate), each(usual), each(shortest), each(longest))
	}
	if t.Errors == 0 && !t.Fresh.IsZero() && !t.Due.After(t.Fresh) {
		says += fmt.Sprintf(" Its answer said that it is fresh until %s, and nobody asks before.", t.Fresh.UTC().Format("2 Jan 2006, 15:04 MST"))
	}
	return says + " A tenth more or less keeps sources from being asked together."
}

func entries(n int) string  { return counted(n, "latest entry", "latest entries") }
func looks(n int) string    { return counted(n, "look", "looks") }
func errorsOf(n int) string { return counted(n, "error", "errors") }

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// each is a length of time between two times: "every 2 hours", "every hour".
func each(d time.Duration) string { return "every " + strings.TrimPrefix(span(d), "1 ") }

// span is a length of time in its largest unit that is not a fraction of one.
func span(d time.Duration) string {
	switch {
	case d >= 24*time.Hour:
		return counted(int(d/(24*time.Hour)), "day", "days")
	case d >= time.Hour:
		return counted(int((d+30*time.Minute)/time.Hour), "hour", "hours")
	case d >= time.Minute:
		return counted(int((d+30*time.Second)/time.Minute), "minute", "minutes")
	}
	return counted(int(d/time.Second), "second", "seconds")
}
