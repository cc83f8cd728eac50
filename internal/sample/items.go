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
			target := c.URL
			if target == "" {
				target = "urn:hearsay:name:" + c.Name
			}
			record := warc.New(warc.TypeResource, target, c.At, c.MediaType, c.Body)
			if !yield(intake.NewItem(intake.Where{Path: c.Slug}, record)) {
				return
			}
		}
	}
}
