// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"strconv"
	"time"
)

// AlertKind says what an alert asks again and again.
type AlertKind string

// The kinds: what is found of each, besides that an article found before has changed and
// that its story has one origin more.
const (
	AlertTrace     AlertKind = "trace"     // another article shares words with a text
	AlertSearch    AlertKind = "search"    // another article passes a query
	AlertSpeaker   AlertKind = "speaker"   // another article quotes a speaker
	AlertOutlet    AlertKind = "outlet"    // another article of an outlet, or one it links to first
	AlertQuotation AlertKind = "quotation" // another article has an utterance
)

// Question is what an alert asks: what the page of its kind would be asked. Fields that
// its kind does not use are zero.
type Question struct {
	Kind AlertKind
	// Text is the text of a trace; Article, when it is not zero, the article that is
	// traced instead, or the one that an utterance is named by.
	Text    string    `json:",omitempty"`
	Article ArticleID `json:",omitzero"`
	// Number is that of the quotation in Article, counted from 1.
	Number int `json:",omitempty"`
	// MinWords is the shortest passage of a trace; 0 for what a trace takes by itself.
	MinWords int    `json:",omitempty"`
	Query    string `json:",omitempty"` // of a search
	// Name is that of a speaker or an outlet, as it was given.
	Name   string   `json:",omitempty"`
	Voice  VoiceID  `json:",omitzero"` // the speaker; zero for all who have the name
	Outlet OutletID `json:",omitzero"`
}

// Alert is a question that somebody wants to be told of when its answer grows.
type Alert struct {
	ID     int64
	Title  string
	Asks   Question
	Made   time.Time
	Paused bool
	// Since is the article after which it looks, by order of arrival: what the library
	// had when it was made, or went on, is no news.
	Since Arrived
}

// Arrived is a place in the order in which articles arrived. The number may mean another
// article after a rebuild; the ID tells.
type Arrived struct {
	N       int64 // 0 before the first
	Article ArticleID
}

// AlertEventKind says what was found.
type AlertEventKind string

// The kinds of event.
const (
	NewCopy      AlertEventKind = "copy"      // an article shares words with the text
	NewArticle   AlertEventKind = "article"   // an article passes the query, or is of the outlet
	NewQuotation AlertEventKind = "quotation" // an article quotes the speaker
	NewVariant   AlertEventKind = "variant"   // an article has the utterance
	NewLink      AlertEventKind = "link"      // the outlet links to another for the first time
	NewVersion   AlertEventKind = "version"   // an article found before has changed
	NewOrigin    AlertEventKind = "origin"    // a story found before has one origin more
)

// AlertEvent is one thing that an alert found. What was found once is no event again.
type AlertEvent struct {
	N       int64 // in the order in which events were noted
	Alert   int64
	Key     string // of what was found: no two events of an alert have the same
	Kind    AlertEventKind
	Article ArticleID
	At      time.Time // when it was noted
	Title   string    // headline of the article
	Outlet  string    // its name
	Says    string    // what was found, a sentence
	Why     []string  // what it rests on, a sentence each
	Link    string    // address of the page that says the same, from "/"
}

// ID names the event for receivers, the same each time it is told.
func (e *AlertEvent) ID(of *Alert) string {
	return NewID[AlertEvent]("event", strconv.FormatInt(of.ID, 10), strconv.FormatInt(of.Made.Unix(), 10), e.Key).String()
}

// TargetKind says by which way events are sent.
type TargetKind string

// The ways. Feeds are no targets: who reads one fetches it.
const (
	Webhook TargetKind = "webhook"
	Mail    TargetKind = "mail"
)

// Rhythm says how often a target is sent to.
type Rhythm string

// The rhythms.
const (
	AtOnce Rhythm = ""       // with each look
	Hourly Rhythm = "hourly" // after each full hour in which there was something
	Daily  Rhythm = "daily"  // likewise each day, at six o'clock UTC
)

// Ends is when what was found at a time is due to be sent.
func (r Rhythm) Ends(at time.Time) time.Time {
	switch r {
	case Hourly:
		return at.Truncate(time.Hour).Add(time.Hour)
	case Daily:
		six := at.UTC().Truncate(24 * time.Hour).Add(6 * time.Hour)
		if !at.Before(six) {
			six = six.Add(24 * time.Hour)
		}
		return six
	}
	return at
}

// Target is where events are sent. Several alerts may share one.
type Target struct {
	ID      int64
	Kind    TargetKind
	Address string // of the web, or of mail
	Rhythm  Rhythm
	// Errors counts failures in a row; Next is when it is tried again, zero when nothing
	// keeps it; Problem is the last failure. Ended says why nothing is sent there any more.
	Errors         int
	Next           time.Time
	Problem, Ended string
}

// Parcel is what is sent to a target at once.
type Parcel struct {
	ID       int64
	Target   Target
	Made     time.Time
	Attempts int
	// Delivered is when the receiver took it; Failed when it was given up. Zero for not yet.
	Delivered, Failed time.Time
	Problem           string // of the last attempt
	Events            []AlertEvent
}
