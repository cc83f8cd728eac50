// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import (
	"cmp"
	"slices"

	"hearsay"
)

// call finds what every ID names now: first the cluster that holds the witness
// it was made from; when there is none, that which holds most of the witnesses of
// the cluster that it named before, the earliest of equals.
func (r *Refined) call(names []hearsay.ClusterName) {
	votes := r.votes()
	r.names = slices.Clone(names)
	for i, n := range r.names {
		r.names[i].Now = cmp.Or(r.holder(n.Founder), votes[n.Now])
	}
	slices.SortFunc(r.names, func(a, b hearsay.ClusterName) int { return slices.Compare(a.ID[:], b.ID[:]) })
}

// Names returns the IDs that were given to the refiner, in order, with what they
// name now. Those of the clusters themselves are among them only when they were.
func (r *Refined) Names() []hearsay.ClusterName { return r.names }

// holder is the cluster that holds a stretch, or zero.
func (r *Refined) holder(s hearsay.Stretch) hearsay.ClusterID {
	article, have := r.number[s.Article]
	if !have {
		return hearsay.ClusterID{}
	}
	begin := r.first[article]
	nodes := r.nodes[begin:r.first[article+1]]
	i := nearest(len(nodes), func(i int) hearsay.WordSpan { return nodes[i].words }, s.Words)
	if i < 0 {
		return hearsay.ClusterID{}
	}
	return r.clusters[r.groups.Root(begin+int32(i))].ID
}

// votes returns, for each cluster that there was, the new one that holds most of
// its witnesses.
func (r *Refined) votes() map[hearsay.ClusterID]hearsay.ClusterID {
	type vote struct{ from, to hearsay.ClusterID }
	count := map[vote]int{}
	best := map[hearsay.ClusterID]vote{}
	for _, c := range r.carriers { // in order, and so is who first has a vote
		for _, w := range c.Witnesses {
			v := vote{w.Cluster, r.holder(hearsay.Stretch{Article: c.Article, Words: w.Words})}
			if !v.to.IsZero() {
				count[v]++
			}
		}
	}
	for _, c := range r.carriers {
		for _, w := range c.Witnesses {
			v := vote{w.Cluster, r.holder(hearsay.Stretch{Article: c.Article, Words: w.Words})}
			if have, ok := best[v.from]; !v.to.IsZero() && (!ok || count[v] > count[have]) {
				best[v.from] = v
			}
		}
	}
	out := make(map[hearsay.ClusterID]hearsay.ClusterID, len(best))
	for from, v := range best {
		out[from] = v.to
	}
	return out
}
