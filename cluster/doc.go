// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package cluster gathers the occurrences of a passage: from links between two
// articles each, clusters of witnesses.
//
//	u := cluster.NewUpdate(library)     // as links come in
//	err := u.Add(ctx, link)
//	change := u.Change()                // for the library to carry out
//
//	r := cluster.NewRefiner()           // from time to time, over all links
//	r.Carrier(article); r.Link(link); r.Name(name)
//	for c, witnesses := range r.Refine().Clusters() { … }
//
// A span that is linked is the same witness as another span of its article when
// they have four fifths of the longer one in common. When one lies within the
// other they are two, in clusters of their own: [Parts] says so, and nothing is
// ever joined for it. That, and a guard on lengths, is what keeps clusters from
// growing without end where single links would tie everything to everything.
//
// [Update] is quick and sees links once, so what it makes depends on the order
// of arrival. [Refiner] makes the same clusters of the same links in any order.
// An ID that was given out goes on to name the cluster that holds the witness
// which it was made from.
//
// All is a function of its arguments, in memory: no input or output, no clock.
package cluster
