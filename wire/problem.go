// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

// Problem says why a request could not be answered (RFC 9457).
type Problem struct {
	Type   string `json:"type"`   // names the sort of problem; an address that explains it
	Title  string `json:"title"`  // of that sort, for people
	Status int    `json:"status"` // the status of the answer
	Detail string `json:"detail"` // what is wrong here, and what to do now
}

// Paging is what a part of a list says of the rest.
type Paging struct {
	// Next is given as the parameter cursor to get the rows that follow; not there when
	// these are the last. It holds nothing to be read.
	Next string `json:"next,omitempty"`
}

// Cursor is Next.
func (p Paging) Cursor() string { return p.Next }
