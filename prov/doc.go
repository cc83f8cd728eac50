// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package prov renders where text came from in the formats of others: W3C PROV
// (PROV-JSON and PROV-N), and graphs (GraphML, GEXF 1.3, a table of nodes and one of
// edges).
//
//	d, err := prov.New(w, prov.JSON, run, spool)
//	err = d.Story(id, lineage)   // once a story
//	err = d.Close()
//
// Three things are the same in all of them. An arrow of PROV points from the later
// text to the earlier one, which it was derived from; an edge of a graph points the
// way the text went, from the earlier to the later. A tie of which nothing tells
// the direction is never written as a derivation: in PROV it is a collection of two,
// in a graph an edge without direction. And a source that is not in the library is
// a node like others, which says so.
//
// What is written is a function of what is given: no time, no order of a map. Text
// of pages goes through one gate for each format, so that no headline can end an
// element, a string or a line.
package prov
