// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// Source is something that a library watches, and how that goes.
type Source struct {
	ID         int64     `json:"id"`
	Kind       string    `json:"kind"`    // feed, sitemap, page, folder
	Address    string    `json:"address"` // that of a folder is told to admins only
	Title      string    `json:"title"`
	Selector   string    `json:"selector,omitempty"`
	Collection string    `json:"collection"`
	Tags       []string  `json:"tags"`
	Every      int64     `json:"every"` // seconds between two looks, as wished; 0 for as often as there is news
	Keep       string    `json:"keep"`  // its own rule of keeping: "passages 30"; "" for none
	Added      time.Time `json:"added"`
	// State is new (not looked at yet), well, quiet (no news for long), failing (three
	// errors in a row and more), or paused.
	State   string `json:"state"`
	Paused  string `json:"paused,omitempty"`  // why
	Problem string `json:"problem,omitempty"` // of the last look: whose fault, and what now
	Errors  int    `json:"errors"`            // in a row
	// Tried, Succeeded and Due are of looks; null for none.
	Tried     *time.Time `json:"tried" jsonschema:"nullable"`
	Succeeded *time.Time `json:"succeeded" jsonschema:"nullable"`
	Due       *time.Time `json:"due" jsonschema:"nullable"`
	Items     int        `json:"items"`
	PerDay    float64    `json:"per_day"` // new entries, of late
	// Delay is the median of the seconds between an entry's date and our sight of it; null
	// for not known.
	Delay     *int64   `json:"delay" jsonschema:"nullable"`
	MovedFrom string   `json:"moved_from,omitempty"`
	Why       []string `json:"why"` // of state and due: rules and figures
}

// Sources is some of the sources of a library, by collection and name.
type Sources struct {
	Total    int      `json:"total"`
	Offset   int      `json:"offset"`
	Watching bool     `json:"watching"` // the program that answers looks at them
	Sources  []Source `json:"sources"`
	Paging
}

// SourcePage is a source with what it showed, the latest first.
type SourcePage struct {
	Source  Source        `json:"source"`
	Keeps   string        `json:"keeps"` // which rule of keeping holds for what it showed first, for people
	Entries []SourceEntry `json:"entries"`
	Paging
}

// SourceEntry is an entry of a source with what became of its page, or a file of a folder.
type SourceEntry struct {
	ID        string     `json:"id"` // as the source has it
	Address   string     `json:"address"`
	Seen      time.Time  `json:"seen"`                            // of a file: changed
	Published *time.Time `json:"published" jsonschema:"nullable"` // as the source says
	Visits    int        `json:"visits"`                          // of the page, that were answered
	Visited   *time.Time `json:"visited" jsonschema:"nullable"`
	Due       *time.Time `json:"due" jsonschema:"nullable"` // when it is visited next; null for not any more
	Problem   string     `json:"problem,omitempty"`
	Article   string     `json:"article,omitempty"` // its latest version in the library
	Headline  string     `json:"headline,omitempty"`
	Versions  int        `json:"versions"` // in the library
}

// NewSourceEntry converts an entry; zero times are none.
func NewSourceEntry(id, address, problem string, visits int, seen, published, visited, due time.Time) SourceEntry {
	return SourceEntry{ID: id, Address: address, Problem: problem, Visits: visits, Seen: seen.UTC(), Published: optionalTime(published), Visited: optionalTime(visited), Due: optionalTime(due)}
}

// SourceColumns are what the cells of a Source hold.
func SourceColumns() []hearsay.Column {
	return []hearsay.Column{
		IntegerColumn("id", "names the source"), TextColumn("kind", "feed, sitemap, page or folder"), TextColumn("address", "that of a folder is told to admins only"), TextColumn("title", "its own, or as a person called it"),
		TextColumn("selector", "CSS, of the links of a page"), TextColumn("collection", "that it is of"), TextColumn("tags", "divided by commas"), IntegerColumn("every", "seconds between two looks, as wished; 0 for as often as there is news"),
		TextColumn("keep", "its own rule of keeping; empty for none"), TextColumn("added", "RFC 3339"), TextColumn("state", "new, well, quiet, failing or paused"), TextColumn("paused", "why it is"), TextColumn("problem", "of the last look"),
		IntegerColumn("errors", "in a row"), TextColumn("tried", "time of the last look, RFC 3339"), TextColumn("succeeded", "of the last that was answered"), TextColumn("due", "of the next one"),
		IntegerColumn("items", "entries seen so far"), NumberColumn("per_day", "new entries, of late"), IntegerColumn("delay", "median of the seconds between the date of an entry and its sight"), TextColumn("moved_from", "its address before the site moved it"),
	}
}

// Cells are the fields as a row of a table.
func (s Source) Cells() []string {
	delay := ""
	if s.Delay != nil {
		delay = strconv.FormatInt(*s.Delay, 10)
	}
	return []string{
		strconv.FormatInt(s.ID, 10), s.Kind, s.Address, s.Title, s.Selector, s.Collection, strings.Join(s.Tags, ","), strconv.FormatInt(s.Every, 10),
		s.Keep, stamp(s.Added), s.State, s.Paused, s.Problem, strconv.Itoa(s.Errors), stampOf(s.Tried), stampOf(s.Succeeded), stampOf(s.Due),
		strconv.Itoa(s.Items), strconv.FormatFloat(s.PerDay, 'f', -1, 64), delay, s.MovedFrom,
	}
}

// stampOf writes a time that may not be there.
func stampOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return stamp(*t)
}
