// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/claimreview"
	"hearsay/dating"
)

// reviews are the fact-checks that the page says it publishes, each claim of an address once. A review that names
// no address is at the page's own.
func reviews(f *facts, base string) []hearsay.Review {
	var out []hearsay.Review
	seen := map[[2]string]bool{}
	for i := range f.reviews {
		made := review(&f.reviews[i], f.lang, base)
		key := [2]string{made.URL, made.Claim}
		if made.Claim == "" || seen[key] || len(out) == claimreview.MaxReviews {
			continue
		}
		seen[key] = true
		out = append(out, made)
	}
	return out
}

// checked is a fact-check, and the notation in which the page says it.
type checked struct {
	claimreview.Review
	notation string
}

func review(r *checked, lang, base string) hearsay.Review {
	out := hearsay.Review{Claim: clean(r.Claim), Reviewer: clean(r.Reviewer), URL: resolve(base, r.URL)}
	for _, name := range r.Claimants {
		out.Claimants = append(out.Claimants, clean(name))
	}
	for _, address := range r.Appearances {
		if to := resolve("", address); to != "" {
			out.Appearances = append(out.Appearances, to)
		}
	}
	if d, ok := dating.Read(r.Published, habits(lang, base)); ok {
		d.Basis = r.notation + ":datePublished"
		out.Published = d
	}
	return out
}

// withoutClaimants takes out of names, as the extractor gives them, those of people whose claims a
// page checks: it takes the author of anything in JSON-LD for the page's.
func withoutClaimants(f *facts, found string) string {
	var out []string
	for name := range strings.SplitSeq(found, ";") {
		name = strings.TrimSpace(name)
		if !slices.ContainsFunc(f.reviews, func(r checked) bool {
			return slices.ContainsFunc(r.Claimants, func(c string) bool { return key(c) == key(name) })
		}) {
			out = append(out, name)
		}
	}
	return strings.Join(out, "; ")
}
