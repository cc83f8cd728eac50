// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"hearsay"
)

// printReviews writes which claims a page says that it checks.
func printReviews(out io.Writer, a *hearsay.Article) {
	if len(a.Reviews) > 0 {
		fmt.Fprintln(out, "\nSays that it checks:")
	}
	for _, r := range a.Reviews {
		fmt.Fprintf(out, "  “%s”\n      — %s, as %s has it", r.Claim, cmp.Or(strings.Join(r.Claimants, ", "), "speaker not given"), reviewerName(&r))
		for _, part := range []string{r.Published.Value, r.URL} {
			if part != "" {
				fmt.Fprintf(out, " · %s", part)
			}
		}
		fmt.Fprintln(out)
		for _, address := range r.Appearances {
			fmt.Fprintf(out, "      said to stand at %s\n", address)
		}
	}
}

// printConcerns writes which published fact-checks concern words that were asked about.
func printConcerns(out io.Writer, list []hearsay.Concern) {
	if len(list) > 0 {
		fmt.Fprintln(out, "\nFact-checks that concern these words, published by others; what they found is on their pages:")
	}
	for i := range list {
		printReview(out, &list[i].Review)
		for _, w := range list[i].Why {
			fmt.Fprintf(out, "    %s\n", w.Says)
			for _, c := range w.Changes {
				fmt.Fprintf(out, "      against this, the claim %s\n", c)
			}
		}
	}
}

// printStoryConcerns writes which published fact-checks concern articles of a story.
func printStoryConcerns(out io.Writer, list []hearsay.StoryConcern) {
	if len(list) > 0 {
		fmt.Fprintln(out, "\nFact-checks that concern its articles, published by others; what they found is on their pages:")
	}
	for i := range list {
		printReview(out, &list[i].Review)
		for _, a := range list[i].Articles {
			fmt.Fprintf(out, "    %s\n      %s\n", briefLine(a.Brief()), a.Why[0].Says)
		}
	}
}

func printReview(out io.Writer, r *hearsay.Review) {
	line := []string{reviewerName(r)}
	for _, part := range []string{r.Published.Value, r.URL} {
		if part != "" {
			line = append(line, part)
		}
	}
	fmt.Fprintf(out, "  %s\n    “%s”\n", strings.Join(line, ", "), r.Claim)
}

func reviewerName(r *hearsay.Review) string { return cmp.Or(r.Reviewer, "a reviewer who is not named") }
