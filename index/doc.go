// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package index keeps fingerprints of articles in immutable files, called
// segments: write one, open it, look seeds up, merge several. It owns the byte
// format and knows nothing of words but their hashes: how a text becomes seeds, and
// which hits mean something, is package reuse's.
//
//	b := index.NewBuilder(profile)
//	b.Add(index.Article{ID: id, Words: 612, Published: when}, seeds, words)
//	err := b.WriteFile("1-000001.seg")
//	s, err := index.Open("1-000001.seg")
//	var found index.Found
//	err = s.Lookup(&found, query, index.Limits{})
//
// A segment depends on its articles alone: they stand in order of date, whatever
// the order in which they came and whatever segments were merged on the way.
//
// A segment is written under a temporary name, synced and renamed: nobody sees
// half of one. It is never changed afterwards. Which segments make up a library
// is known to package store; this package handles the files that it is given.
//
// Nothing is dropped for being common: a seed that stands in ten thousand articles
// has ten thousand records, the earliest first. A look-up may ask for some of them
// and the number of the rest.
package index
