// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import "hearsay"

// WithoutRepeats leaves out the repeats of an outlet: of witnesses in order, it
// keeps the first of each outlet, and all whose outlet is not known. What is kept
// is counted as [hearsay.Cluster] counts outlets, and those that have none.
func WithoutRepeats(witnesses []hearsay.Witness) []hearsay.Witness {
	seen := map[string]bool{}
	var out []hearsay.Witness
	for _, w := range witnesses {
		if w.Outlet == "" || !seen[w.Outlet] {
			seen[w.Outlet] = true
			out = append(out, w)
		}
	}
	return out
}
