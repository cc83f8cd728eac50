// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"runtime"
	"time"

	"hearsay/intake"
)

// Options says how to fill a library. The zero value works.
type Options struct {
	// Workers is how many captures are read at once; 0 means one a core.
	Workers int
	// Now is the moment that new capture files bear; zero means the present.
	Now time.Time
	// Progress is called from one goroutine after every commit, and now and
	// then between. Nil: never.
	Progress func(Progress)
	// Notes is called, from the same goroutine, for what a person may want to
	// know of an input that was read all the same. Nil: never.
	Notes func(where intake.Where, note string)
	// Bookmarks note how far large WARC files were read. Nil: nothing is noted.
	Bookmarks *Bookmarks
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (o Options) now() time.Time {
	if o.Now.IsZero() {
		return time.Now()
	}
	return o.Now
}

// Progress is how far a run has come. New, Already and Failed count what is on
// disk: after a power cut it is still there.
type Progress struct {
	Stage   string // "add", "rebuild", "merge", "detect", "speakers", "stories", "outlets"
	Counts         // so far
	Bytes   int64  // of the input, read so far
	Current string // where the last item was found
	// Compared is how many articles were compared with those before them, and
	// Links how many passages they share, in this run.
	Compared, Links int
	Heard           int // articles whose speakers were gathered
	Told            int // articles that were put into stories
	Taken           int // articles that were looked at for what they have of other outlets'
	Elapsed         time.Duration
}

// Counts are the figures of a run.
type Counts struct {
	Read    int // captures and unusable inputs that were found
	New     int // articles added
	Already int // captures that the library had
	Failed  int // captures kept, in which no article was recognised
	Skipped int // inputs that could not be used and are not kept
}

// Skipped is an input without an article, with the reason.
type Skipped struct {
	Where  intake.Where
	Reason string
}

// Summary is the result of a run.
type Summary struct {
	Counts
	// Unused lists what gave no article: skipped inputs and failed captures,
	// in the order in which they were found. At most maxUnused are listed;
	// Unlisted counts the rest.
	Unused   []Skipped
	Unlisted int
	// Compared and Links are as in Progress; Detection is the time that it took.
	Compared, Links    int
	Elapsed, Detection time.Duration
}

// maxUnused bounds the list of unused inputs: a file of ten million bad rows
// must not fill the memory.
const maxUnused = 100_000

func (s *Summary) unused(where intake.Where, reason string) {
	if len(s.Unused) >= maxUnused {
		s.Unlisted++
		return
	}
	s.Unused = append(s.Unused, Skipped{where, reason})
}

// add adds what a batch gave.
func (s *Summary) add(b *Summary) {
	s.Read += b.Read
	s.New += b.New
	s.Already += b.Already
	s.Failed += b.Failed
	s.Skipped += b.Skipped
	s.Unlisted += b.Unlisted
	for _, u := range b.Unused {
		s.unused(u.Where, u.Reason)
	}
}
