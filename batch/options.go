// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"cmp"
	"runtime"
	"time"

	"hearsay/reuse"
)

// Text is one text of a corpus. ID must tell it from others; Series is its
// outlet, newspaper or collection; Date sorts as a string (EDTF, ISO 8601), "" is
// not known.
type Text struct {
	ID, Series, Date string
	Text             string
}

// Options say how to look for reuse. The zero value works.
type Options struct {
	MinWords int // least equal words of a passage; 0 means 8
	// Profile is that of the seeds; the zero value means reuse.News().
	Profile reuse.Profile
	// OtherSeries leaves out reuse within one series.
	OtherSeries bool
	// Crowd is how many of the texts that share a passage each is paired with,
	// earliest first; 0 means 64.
	Crowd int
	// Workers is how many texts are compared at once; 0 means one a core.
	Workers int
	// Memory is how many bytes a run may take, about; 0 means 1 GB. Less than
	// MinMemory is not kept to. The result does not depend on it.
	Memory int64
	// Progress is called now and then, from one goroutine. Nil: never.
	Progress func(Progress)
}

// MinMemory is the least that a run can do with, in bytes. Of it each text takes some
// 16 bytes, and each witness 36.
const MinMemory = 64 << 20

// Progress is how far a run has come.
type Progress struct {
	Stage   string        `json:"stage"` // "order", "seeds", "hits", "compare", "cluster"
	Done    int           `json:"done"`  // texts; in the last stage witnesses
	Total   int           `json:"total"`
	Elapsed time.Duration `json:"-"` // since the stage began
}

// Summary is what a run found.
type Summary struct {
	Texts, Twice               int // Twice: added twice and dropped
	SameID                     int // IDs that several texts have
	Pairs, Witnesses, Clusters int
	Crowded                    int // pairs left out because of Crowd
	Elapsed                    time.Duration
}

// Output takes what was found, in order: pairs by their second text (the later
// one) and then by their first, then witnesses by cluster and then by text.
type Output interface {
	Pair(Pair) error
	Witness(Witness) error
}

// Pair is a passage that two texts share. A is the earlier text. Offsets are in
// code points.
type Pair struct {
	A        string  `json:"a"`
	B        string  `json:"b"`
	ABegin   int     `json:"a_begin"`
	AEnd     int     `json:"a_end"`
	BBegin   int     `json:"b_begin"`
	BEnd     int     `json:"b_end"`
	Identity float64 `json:"identity"`
}

// Witness is one occurrence of a reused passage. The names are passim's.
type Witness struct {
	Cluster int    `json:"cluster"`
	Size    int    `json:"size"`
	ID      string `json:"id"`
	Series  string `json:"series"`
	Date    string `json:"date"`
	Begin   int    `json:"begin"`
	End     int    `json:"end"`
	Text    string `json:"text"`
}

func (o Options) withDefaults() Options {
	o.Profile = cmp.Or(o.Profile, reuse.News())
	if o.MinWords <= 0 {
		o.MinWords = 8
	}
	if o.Crowd <= 0 {
		o.Crowd = 64
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Memory <= 0 {
		o.Memory = 1 << 30
	}
	return o
}
