// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package index keeps fingerprints of articles in immutable files, called
// segments: write one, open it, look seeds up, merge several. It owns the byte
// format and knows nothing of words: how a text becomes seeds, and which hits
// mean something, is package reuse's.
//
//	b := index.NewBuilder(profile)
//	b.Add(index.Article{ID: id, Words: 612, Published: when}, seeds)
//	err := b.WriteFile("1-000001.seg")
//	s, err := index.Open("1-000001.seg")
//	hits, err := s.Lookup(nil, query)
//
// A segment is written under a temporary name, synced and renamed: nobody sees
// half of one. It is never changed afterwards. Which segments make up a library
// is known to package store; this package handles the files that it is given.
//
// Nothing is dropped for being common: a seed that stands in ten thousand
// articles has ten thousand records.
package index
