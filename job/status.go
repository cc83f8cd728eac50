// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"time"

	"hearsay"
	"hearsay/ingest"
)

// Kind says what a job does.
type Kind string

// The kinds.
const (
	Add    Kind = "add"    // files that were received
	Fetch  Kind = "fetch"  // one address
	Remove Kind = "remove" // articles
	Check  Kind = "check"  // the whole library
)

// State is where a job stands.
type State string

// The states. Only Done means that all of it was done.
const (
	Received    State = "received"    // waits for a person to look at it
	Waiting     State = "waiting"     // for the job before it
	Running     State = "running"     //
	Done        State = "done"        // with all stages
	Cancelled   State = "cancelled"   // by a person; what was counted is in the library
	Interrupted State = "interrupted" // by the end of the program; so, too
	Failed      State = "failed"      // see Problem
)

// Over reports whether nothing more happens by itself.
func (s State) Over() bool { return s != Waiting && s != Running }

// Status is a job as it stands. It is what job.json holds.
type Status struct {
	ID    string `json:"id"`
	Kind  Kind   `json:"kind"`
	State State  `json:"state"`
	// Name is that of the file as it was sent, or the address.
	Name    string              `json:"name"`
	Size    int64               `json:"size,omitempty"` // bytes received
	Columns Columns             `json:"columns,omitempty"`
	Charset string              `json:"charset,omitempty"` // chosen for pages that name none
	Remove  []hearsay.ArticleID `json:"articles,omitempty"`
	Stage   string              `json:"stage,omitempty"` // "convert", "add", "merge", "detect", "speakers", "stories"
	Counts  ingest.Counts       `json:"counts"`
	Bytes   int64               `json:"bytes,omitempty"` // of the input, read so far
	Total   int64               `json:"total,omitempty"` // of the input
	Current string              `json:"current,omitempty"`
	// Compared, Heard and Told count articles of the later stages.
	Compared int `json:"compared,omitempty"`
	Heard    int `json:"heard,omitempty"`
	Told     int `json:"told,omitempty"`
	// Skipped are the first inputs that gave no article; SkippedAll counts them all.
	Skipped    []Skipped `json:"skipped,omitempty"`
	SkippedAll int       `json:"skipped_all,omitempty"`
	Problem    string    `json:"problem,omitempty"`  // why it failed
	Findings   []string  `json:"findings,omitempty"` // of a check
	Began      time.Time `json:"began,omitzero"`
	Ended      time.Time `json:"ended,omitzero"`
}

// Skipped is an input that gave no article.
type Skipped struct {
	Path   string `json:"path"`
	Row    int64  `json:"row,omitempty"`
	Reason string `json:"reason"`
}

// Before this share of the work and this time, no end can be told.
const (
	leastShare = 0.05
	leastTime  = 10 * time.Second
)

// Rate is inputs read a second, up to now.
func (s Status) Rate(now time.Time) float64 {
	took := s.took(now).Seconds()
	if took <= 0 {
		return 0
	}
	return float64(s.Counts.Read) / took
}

// Left is how long reading the input will still take at the pace so far; false
// when that cannot be told: before 5 % and 10 s, and in the stages after it.
func (s Status) Left(now time.Time) (time.Duration, bool) {
	if s.State != Running || s.Stage != "add" || s.Total == 0 || s.Bytes == 0 {
		return 0, false
	}
	share, took := float64(s.Bytes)/float64(s.Total), s.took(now)
	if share < leastShare || took < leastTime || share > 1 {
		return 0, false
	}
	return time.Duration(float64(took) * (1 - share) / share).Round(time.Second), true
}

func (s Status) took(now time.Time) time.Duration {
	switch {
	case s.Began.IsZero():
		return 0
	case !s.Ended.IsZero():
		return s.Ended.Sub(s.Began)
	}
	return now.Sub(s.Began)
}

// Took is how long the job has run.
func (s Status) Took(now time.Time) time.Duration { return s.took(now) }
