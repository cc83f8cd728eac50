// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package follow serves a published library to people while new editions of it come: it
// opens each beside the one that is served, turns to it at once, lets requests that are
// under way end on the old one, and closes that. What cannot be opened is never turned
// to: the last good edition is served on, and the reason is told.
//
// It opens nothing for writing, takes no lock and compares no clocks, so any number of
// machines may follow one library on storage that they share.
package follow
