// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"slices"

	bcp47 "golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"hearsay/store"
)

// tongue is the name of a language in English; a tag that names none is shown as it is,
// since pages write what they like.
func tongue(tag string) string {
	t, err := bcp47.Parse(tag)
	if err != nil || t == bcp47.Und {
		return tag
	}
	if name := display.English.Tags().Name(t); name != "" {
		return name
	}
	return tag
}

// tongues are counts of languages with their names as labels.
func tongues(counts []store.Count) []store.Count {
	out := slices.Clone(counts)
	for i := range out {
		out[i].Label = tongue(out[i].Value)
	}
	return out
}
