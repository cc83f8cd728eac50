// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"fmt"
	"iter"
	"time"

	"hearsay"
	"hearsay/search"
)

const (
	// quick is how long a page waits for the whole of an answer. Where it takes longer, what
	// is known already is sent, and the rest follows on the same page.
	quick = 100 * time.Millisecond
	// sayAgain is how long a reader is left without a word on how far it has come.
	sayAgain = 5 * time.Second
)

// tracing is a trace that is being computed.
type tracing struct {
	told  chan search.Progress // the latest that nobody has taken
	done  chan struct{}
	trace *hearsay.Trace // once done
	err   error
}

// begin starts a trace. It ends with ctx at the latest; who begins one waits for done.
func (s *site) begin(ctx context.Context, r search.Request) *tracing {
	t := &tracing{told: make(chan search.Progress, 1), done: make(chan struct{})}
	r.Tell = func(p search.Progress) {
		select { // what was told before is out of date
		case <-t.told:
		default:
		}
		t.told <- p // by one call at a time
	}
	go func() {
		defer close(t.done)
		defer func() {
			if p := recover(); p != nil {
				t.err = fmt.Errorf("trace: panic: %v", p)
			}
		}()
		t.trace, t.err = s.engine.Trace(ctx, r)
	}()
	return t
}

// within reports whether the answer is there after a time.
func (t *tracing) within(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-t.done:
		return true
	case <-timer.C:
		return false
	}
}

// word is what a page says while its answer is looked for: how far that has come, or an
// article that is known to share a passage.
type word struct {
	Progress string
	Sighting *search.Sighting
}

// words gives what there is to say until the trace is done: each sighting as it comes,
// and how far it has come at once and then every [sayAgain]. Before it waits it calls
// flush, whose error ends it.
func (t *tracing) words(flush func() error) iter.Seq[word] {
	return func(say func(word) bool) {
		var now search.Progress
		shown := 0
		tick := time.NewTicker(sayAgain)
		defer tick.Stop()
		for spoken := ""; ; {
			select {
			case now = <-t.told:
			case <-tick.C:
				spoken = ""
			case <-t.done:
				return
			}
			if line := stillLooking(now); spoken == "" {
				spoken = line
				if !say(word{Progress: line}) {
					return
				}
			}
			for ; shown < len(now.Early); shown++ {
				if !say(word{Sighting: &now.Early[shown]}) {
					return
				}
			}
			if flush() != nil {
				<-t.done // the reader has left, which ends the trace, too
				return
			}
		}
	}
}

// stillLooking says how far a trace has come.
func stillLooking(p search.Progress) string {
	switch left := p.Parts - p.Looked; {
	case left > 0 && p.Found == 0:
		return fmt.Sprintf("Still looking in %s of %s.", grouped(left), many(p.Parts, "part", "parts"))
	case p.Found > 0:
		return fmt.Sprintf("%s with a shared passage so far; reading them and setting them against each other.", many(p.Found, "article", "articles"))
	}
	return "Every part was looked through; reading what was found."
}

// arriving is a page whose answer is still looked for when it begins to be sent.
type arriving struct {
	*tracing
	page   *tracePage
	finish func(*hearsay.Trace) error // fills the page
}

// soFar gives what the page says until the answer is there, and then fills the page.
func (a *arriving) soFar(flush func() error, broke func(error) failure) iter.Seq[word] {
	return func(say func(word) bool) {
		for w := range a.words(flush) {
			if !say(w) {
				return
			}
		}
		<-a.done
		err := a.err
		if err == nil {
			err = a.finish(a.trace)
		}
		if err != nil {
			f := broke(err)
			a.page.Broke = &brokeOff{f.title, f.advice}
		}
	}
}

// brokeOff says on a page that was begun why it has no answer.
type brokeOff struct{ Title, Advice string }
