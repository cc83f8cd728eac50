// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"fmt"

	"hearsay"
)

// Conflicts finds the families whose words are given to several people: for every
// other speaker one finding, with where the words stand first for each of the two.
func Conflicts(families []hearsay.Family) []hearsay.Finding {
	var out []hearsay.Finding
	for i := range families {
		out = append(out, conflicts(&families[i])...)
	}
	return out
}

func conflicts(f *hearsay.Family) []hearsay.Finding {
	if len(f.Speakers) < 2 {
		return nil
	}
	first, counts := make([]int, len(f.Speakers)), make([]int, len(f.Speakers))
	for i := len(f.Variants) - 1; i >= 0; i-- {
		for k, s := range f.Speakers {
			if kin(s, f.Variants[i].Speaker) == one && !f.Variants[i].Article.IsZero() {
				first[k] = i
				counts[k]++
				break
			}
		}
	}
	var out []hearsay.Finding
	a := &f.Variants[first[0]]
	for k := 1; k < len(f.Speakers); k++ {
		b := &f.Variants[first[k]]
		if counts[k] == 0 || kin(f.Speakers[0], f.Speakers[k]) != two {
			continue
		}
		out = append(out, hearsay.Finding{
			Kind: hearsay.SpeakersDiffer, Article: a.Article, Other: b.Article, At: place(a), OtherAt: place(b),
			Says: fmt.Sprintf("these words are given to %s in %s and to %s in %s", f.Speakers[0].Name, articles(counts[0]), f.Speakers[k].Name, articles(counts[k])),
		})
	}
	return out
}

func articles(n int) string {
	if n == 1 {
		return "1 article"
	}
	return fmt.Sprintf("%d articles", n)
}

// place is where a rendering stands.
func place(r *hearsay.Rendering) hearsay.Place {
	if len(r.Content) == 0 {
		return hearsay.Place{}
	}
	return hearsay.Place{Part: r.Part, Span: hearsay.Span{Start: r.Content[0].Start, End: r.Content[len(r.Content)-1].End}}
}
