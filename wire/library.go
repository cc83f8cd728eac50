// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import "time"

// Library says what a library holds, how much room it takes, and what is being done
// to it. Sizes are in bytes.
type Library struct {
	Articles     int            `json:"articles"`
	Undated      int            `json:"undated"`
	Captures     int            `json:"captures"`
	Unrecognised int            `json:"unrecognised"` // captures in which no article was recognised
	Outlets      int            `json:"outlets"`
	ByOutlet     []LibraryCount `json:"by_outlet"` // those of most articles
	ByLanguage   []LibraryCount `json:"by_language"`
	ByYear       []LibraryCount `json:"by_year"`
	Storage      Storage        `json:"storage"`
	Health       Health         `json:"health"`
	Jobs         []Job          `json:"jobs"`
	Served       *Served        `json:"served,omitempty"` // where it can only be read
}

// Served is how a library is served that is written to elsewhere.
type Served struct {
	ReadOnly bool       `json:"readonly"`
	Edition  string     `json:"edition,omitempty"` // of a published library
	Made     *time.Time `json:"made,omitempty"`    // when that edition was made
	Problem  string     `json:"problem,omitempty"` // what keeps a newer edition from being served
}

// LibraryCount is how many articles have a value; "" is none.
type LibraryCount struct {
	Value    string `json:"value"`
	Articles int    `json:"articles"`
}

// Storage is the room that the parts of a library take.
type Storage struct {
	Captures int64 `json:"captures"`
	Facts    int64 `json:"facts"`
	Index    int64 `json:"index"`
}

// Health says what of a library cannot be used, or not yet.
type Health struct {
	Segments   int      `json:"segments"`
	Damaged    []string `json:"damaged"` // files of the index
	Removed    int      `json:"removed"` // articles that segments still hold hashes of
	Undetected int      `json:"undetected"`
	Unheard    int      `json:"unheard"`
	Untold     int      `json:"untold"`
}

// Job is something that is done to a library in the background.
type Job struct {
	ID          string    `json:"id"`
	Kind        string    `json:"kind"`  // "add", "fetch", "remove", "check"
	State       string    `json:"state"` // "received", "waiting", "running", "done", "cancelled", "interrupted", "failed"
	Name        string    `json:"name"`
	Stage       string    `json:"stage,omitempty"`
	Read        int       `json:"read"`
	New         int       `json:"new"`
	Already     int       `json:"already"`
	Failed      int       `json:"failed"`
	Skipped     int       `json:"skipped"`
	Bytes       int64     `json:"bytes"`
	Total       int64     `json:"total"`
	PerSecond   float64   `json:"per_second"`
	SecondsLeft *float64  `json:"seconds_left,omitempty"` // when it can be told
	Current     string    `json:"current,omitempty"`
	Compared    int       `json:"compared"`
	Heard       int       `json:"heard"`
	Told        int       `json:"told"`
	Problem     string    `json:"problem,omitempty"`
	Findings    []string  `json:"findings,omitempty"`
	Began       time.Time `json:"began,omitzero"`
	Ended       time.Time `json:"ended,omitzero"`
	// Unused are the first inputs that gave no article; UnusedAll counts all.
	Unused    []Unused `json:"unused,omitempty"`
	UnusedAll int      `json:"unused_all,omitempty"`
}

// Unused is an input that gave no article.
type Unused struct {
	Path   string `json:"path"`
	Row    int64  `json:"row,omitempty"`
	Reason string `json:"reason"`
}
