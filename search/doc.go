// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package search answers questions about a library: where a text comes from,
// how two articles differ, which articles hold some words. It reads the facts
// (package store) and the fingerprints (package index), asks the stages for
// what they can tell from them (reuse, chain), and knows no more than they do.
//
//	e, err := search.Open(ctx, dir)
//	t, err := e.Trace(ctx, search.Request{Text: passage})
//
// It only reads. Answers are as of the last commit of the library.
package search
