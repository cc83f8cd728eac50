// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"bytes"
	"cmp"
	"strconv"
	"time"
)

// WordSpan is a half-open range [From, To) of the words of an article's text,
// numbered from 0 as package prose counts them. Passages of a library are kept
// in words: they are what was compared, and take half the room of bytes.
type WordSpan struct{ From, To int }

// Len is the number of words covered.
func (s WordSpan) Len() int { return s.To - s.From }

// Overlap is the number of words that s and t share.
func (s WordSpan) Overlap(t WordSpan) int {
	return max(0, min(s.To, t.To)-max(s.From, t.From))
}

// Hull is the least span that covers both.
func (s WordSpan) Hull(t WordSpan) WordSpan {
	return WordSpan{min(s.From, t.From), max(s.To, t.To)}
}

// Compare orders spans by where they start and then by where they end.
func (s WordSpan) Compare(t WordSpan) int {
	return cmp.Or(cmp.Compare(s.From, t.From), cmp.Compare(s.To, t.To))
}

// Stretch is some words of one article.
type Stretch struct {
	Article ArticleID
	Words   WordSpan
}

// Link says that two articles share a passage. Neither end is the first: a link
// and the same link turned round mean one thing.
type Link struct {
	A, B    Stretch
	Matched int // words that are equal in both
}

// ClusterID names a [Cluster].
type ClusterID = ID[Cluster]

// Witness is one occurrence of a passage.
type Witness struct {
	Cluster ClusterID
	Article ArticleID
	Date    time.Time // what articles are ordered by, in whole seconds
	Outlet  string    // its key in the library; "" when not known
	// Words is what other spans of the text are compared with. It never
	// changes while the cluster grows, so that a row of spans, each a little
	// further along, cannot carry the witness away.
	Words WordSpan
	// Whole covers Words and every span that was found to be this witness.
	Whole WordSpan
}

// Compare orders witnesses: by date, by article and by where they stand.
func (w *Witness) Compare(v *Witness) int {
	return cmp.Or(w.Date.Compare(v.Date), bytes.Compare(w.Article[:], v.Article[:]), w.Words.Compare(v.Words))
}

// Founds is the ID of the cluster of which w is the founding witness. Should a
// cluster have it that is another now, the next one gets ordinal 2, and so on.
func (w *Witness) Founds(ordinal int) ClusterID {
	return NewID[Cluster]("cluster", string(w.Article[:]), strconv.Itoa(w.Words.From), strconv.Itoa(w.Words.To), strconv.Itoa(ordinal))
}

// Cluster is all witnesses of a passage, counted: they may be many. There are at
// least two, in two articles.
type Cluster struct {
	ID        ClusterID
	First     Witness // Article, Date and Words of the earliest one; no more
	Witnesses int
	// Outlets counts the outlets that are known, each once. The library keeps it.
	Outlets int
	// Words is the sum of the lengths of the witnesses, Shortest and Longest
	// are the extremes.
	Words, Shortest, Longest int
}

// Carrier is an article with the witnesses in it, as clusters see it.
type Carrier struct {
	Article   ArticleID
	N         int64 // its number in the library, in order of arrival
	Date      time.Time
	Outlet    string
	Witnesses []Witness // by Words
}

// Redirect says that a cluster has become part of another.
type Redirect struct{ From, To ClusterID }

// ClusterChange is what some links change about the clusters of a library. It is
// carried out in the order of its fields.
type ClusterChange struct {
	// Joined are clusters of the library that became part of another. To lives
	// on: it is another cluster of the library, or a new one among Clusters.
	Joined []Redirect
	// Clusters are those that are new or have changed, as they are now.
	Clusters []Cluster
	// Names are the IDs of those that are new.
	Names []ClusterName
	// Witnesses are those that are new or have changed. Others of a joined
	// cluster follow it and are not listed.
	Witnesses []Witness
	// Links are those that were looked at, to be kept for refinement.
	Links []Link
}

// ClusterName is an ID that was once given to a cluster, and what it names now.
// IDs are kept for ever: they stand in other people's notes.
type ClusterName struct {
	ID      ClusterID
	Founder Stretch   // the witness that it was made from
	Now     ClusterID // zero: the cluster is gone
}
