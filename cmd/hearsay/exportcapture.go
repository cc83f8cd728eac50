// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"path/filepath"
	"time"

	"hearsay"
	"hearsay/search"
	"hearsay/warc"
)

// exportCaptures writes what was received: a WARC file with one gzip member a record, the
// records as the library keeps them, byte for byte, behind a warcinfo of ours.
func exportCaptures(e *export) error {
	filter, err := e.capturesAsked()
	if err != nil {
		return err
	}
	n, gone := 0, 0
	err = e.engine.At(e.ctx, func(m *search.Moment) error {
		last, err := m.LastCapture(e.ctx)
		if err != nil {
			return err
		}
		if last.IsZero() { // of an empty library: the same file each time
			last = time.Unix(0, 0)
		}
		if _, err := warc.NewWriter(e.to, 0).Write(e.captureInfo(last)); err != nil {
			return err
		}
		gone, err = m.Captures(e.ctx, filter, func(member []byte) error {
			n++
			_, err := e.to.Write(member)
			return err
		})
		return err
	})
	e.done = plural(n, "capture")
	if gone > 0 {
		e.missing = fmt.Sprintf("%s removed while this was written.", were(gone))
	}
	return err
}

func were(n int) string {
	if n == 1 {
		return "1 capture was"
	}
	return thousands(n) + " captures were"
}

// captureInfo says who made the file, and when its latest record is from: the same library
// gives the same file.
func (e *export) captureInfo(last time.Time) *warc.Record {
	name := "captures.warc.gz"
	if e.c.out != "" {
		name = filepath.Base(e.c.out)
	}
	return warc.NewInfo(name, last, warc.Header{
		{Name: "software", Value: "Hearsay"}, {Name: "format", Value: "WARC File Format 1.1"},
		{Name: "conformsTo", Value: "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
	})
}

// capturesAsked are the captures of one story; nil for all.
func (e *export) capturesAsked() (map[hearsay.CaptureID]bool, error) {
	if e.story.IsZero() {
		return nil, nil
	}
	filter := map[hearsay.CaptureID]bool{}
	err := e.eachStory(0, func(t *search.Told) error {
		for _, a := range t.Members() {
			filter[a.Capture] = true
		}
		return nil
	})
	e.missing = "" // what is not in a story yet is not of this one
	return filter, err
}
