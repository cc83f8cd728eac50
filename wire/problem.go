// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import "fmt"

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

// Cutting says that an answer is not all there is, where nothing leads on to the rest.
type Cutting struct {
	// Cut says what is missing and where it can be had; not there when nothing is.
	Cut string `json:"cut,omitempty"`
}

// Missing is Cut.
func (c Cutting) Missing() string { return c.Cut }

// MatchesCut says that articles are not among the matches of a trace; "" for none.
func MatchesCut(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d more articles share only what many of these share", n)
}

// MembersCut says that articles of a story are not among those looked at; "" for none.
func MembersCut(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d more articles of the story were not set against these", n)
}

// VersionsCut says that the earliest versions of a page were not compared; "" for none.
func VersionsCut(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d of the versions, the earliest, were not compared with the one before each; hearsay compare sets any two side by side", n)
}

// SharesCut says that only n articles that share passages with one are listed.
func SharesCut(n int) string {
	return fmt.Sprintf("more articles than these %d share passages with it; hearsay export --what passages has all", n)
}

// PairsCut says that n exchanges list their latest articles only; "" for none.
func PairsCut(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("of %d exchanges only the latest articles are listed; hearsay export --what derivations has what articles have of others", n)
}

// UtterancesCut says that there are more utterances than n.
func UtterancesCut(n int) string {
	return fmt.Sprintf("there are more utterances than these %d; ask for rarer words, or export all quotations with hearsay export", n)
}
