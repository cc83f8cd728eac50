// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package claimreview reads how fact-checkers mark up their work: schema.org ClaimReview, in the
// JSON-LD of a page, in a data feed (DataFeed), or as rows of JSON.
//
//	for _, r := range claimreview.In(value) {
//		fmt.Println(r.Reviewer, "looked at", r.Claim)
//	}
//
// The rating is not read, so that nothing behind this package can show a verdict as if it were
// Hearsay's own. Writers differ, so the reader is tolerant: a name may be a string, an object, a
// list of these or a reference to an object elsewhere in the value; a claim may be a CreativeWork or a
// Claim. Only a review that gives no words of a claim is left out. All of it is bounded: depth, how
// many reviews there are, and how long each field is.
package claimreview
