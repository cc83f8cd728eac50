// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package draw makes plots of what Hearsay finds: who had a text from whom, how
// copies spread over time, when each wording of a quotation was printed, and what an
// article's dates say.
//
//	figure := draw.Lineage(draw.Story{Nodes: nodes, Edges: edges, Branches: branches})
//	figure.WriteSVG(w) // a file of its own
//	figure.WritePNG(w, 2)
//
// A [Figure] is a list of shapes, each of a [Class] that says what it stands for, and
// both forms are written from it. Time runs from left to right, so no graph layout is
// needed: lanes are given out in order of time, O(n log n). Colour says nothing; the
// kinds of line are told apart by their pattern and by words, so that a plot can be
// read in print and by anybody.
//
// All text is data: it is escaped when it is written, and invisible controls are shown
// as what they are. All functions are pure: the same values give the same bytes.
package draw
