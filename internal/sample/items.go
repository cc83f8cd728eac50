// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package sample

import (
	"iter"

	"hearsay/intake"
	"hearsay/warc"
)

// Items yields the whole library as if it had been walked, in the order of
// Captures: for adding it to a library. Where.Path is the slug.
func Items() iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for c := range Captures() {
			it := intake.Item{Where: intake.Where{Path: c.Slug}}
			target := c.URL
			if target == "" {
				target = "urn:hearsay:name:" + c.Name
			}
			it.Record = warc.New(warc.TypeResource, target, c.At, c.MediaType, c.Body)
			var err error
			if it.Capture, it.Body, err = intake.FromRecord(it.Record, intake.Limits{}); err != nil {
				it.Skip = &intake.Skip{Reason: err.Error(), Err: err}
			}
			if !yield(it) {
				return
			}
		}
	}
}
