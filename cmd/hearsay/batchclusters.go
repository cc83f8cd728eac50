// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/intake"
	"hearsay/store"
	"hearsay/table"
)

// batchClusterRow is a witness in the folder "clusters" of a batch, whose rows are in
// order of clusters.
type batchClusterRow struct {
	Cluster int32  `parquet:"cluster,optional"`
	ID      string `parquet:"id,optional"`
}

// batchTaken notes which captures the texts of a batch became, by their IDs.
type batchTaken map[string]hearsay.CaptureID

func (b batchTaken) noting(items iter.Seq[intake.Item]) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for it := range items {
			if it.Skip == nil {
				b[it.Capture.Name] = it.Capture.ID
			}
			if !yield(it) {
				return
			}
		}
	}
}

// likeness says how far clusters that a library made are those of a batch. Two are the
// same when they have the same articles.
type likeness struct {
	Batch   int            `json:"batch"`
	Library int            `json:"library"` // that have an article of the batch
	Same    int            `json:"same"`
	Other   []otherCluster `json:"other"` // of the batch, without their like; the first 50
}

// otherCluster is a cluster of a batch that is none of the library.
type otherCluster struct {
	Cluster  int `json:"cluster"` // its number in the batch
	Articles int `json:"articles"`
	Shared   int `json:"shared"` // how many of them one cluster of the library has at most
}

// compareBatch compares the clusters of a batch with those of the library that took it.
func compareBatch(ctx context.Context, library, batch string, taken batchTaken) (*likeness, error) {
	lib, err := store.Open(ctx, library)
	if err != nil {
		return nil, err
	}
	defer lib.Close()
	m := &batchMatch{ours: map[hearsay.ClusterID][]int64{}, of: map[int64][]hearsay.ClusterID{}, left: map[string]int{}, out: &likeness{Other: []otherCluster{}}}
	if err := m.library(ctx, lib, taken); err != nil {
		return nil, err
	}
	for c, err := range batchClusters(batch) {
		if err != nil {
			return nil, err
		}
		m.cluster(c)
	}
	return m.out, nil
}

// batchMatch holds the clusters of a library. Articles have their numbers in it.
type batchMatch struct {
	number map[string]int64 // by ID in the batch
	ours   map[hearsay.ClusterID][]int64
	of     map[int64][]hearsay.ClusterID
	left   map[string]int // how many clusters of the library have just these articles
	out    *likeness
}

// library reads the clusters of the library that have an article of the batch.
func (m *batchMatch) library(ctx context.Context, lib *store.Store, taken batchTaken) error {
	articles := map[hearsay.CaptureID]hearsay.ArticleID{}
	if err := lib.ArticleCaptures(ctx, func(a hearsay.ArticleID, c hearsay.CaptureID) error {
		articles[c] = a
		return nil
	}); err != nil {
		return err
	}
	numbers := map[hearsay.ArticleID]int64{}
	if err := lib.Carriers(ctx, func(c hearsay.Carrier) error {
		numbers[c.Article] = c.N
		for _, w := range c.Witnesses {
			if !slices.Contains(m.of[c.N], w.Cluster) {
				m.of[c.N] = append(m.of[c.N], w.Cluster)
				m.ours[w.Cluster] = append(m.ours[w.Cluster], c.N)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	m.number = make(map[string]int64, len(taken))
	batch := map[hearsay.ClusterID]bool{}
	for id, capture := range taken {
		if n := numbers[articles[capture]]; n > 0 {
			m.number[id] = n
			for _, c := range m.of[n] {
				batch[c] = true
			}
		}
	}
	for c := range batch {
		m.left[setKey(m.ours[c])]++
	}
	m.out.Library = len(batch)
	return nil
}

// setKey is a set of articles as a string.
func setKey(numbers []int64) string {
	slices.Sort(numbers)
	var b []byte
	for _, n := range slices.Compact(numbers) {
		b = append(strconv.AppendInt(b, n, 36), ' ')
	}
	return string(b)
}

// batchCluster is the IDs of a cluster's witnesses.
type batchCluster struct {
	number int
	ids    []string
}

// cluster looks for the like of one cluster of the batch.
func (m *batchMatch) cluster(c batchCluster) {
	slices.Sort(c.ids)
	ids := slices.Compact(c.ids)
	shared, most := map[hearsay.ClusterID]int{}, 0
	var numbers []int64
	for i, id := range ids {
		n, ok := m.number[id]
		if !ok {
			n = -1 - int64(i) // in no cluster of the library
		}
		numbers = append(numbers, n)
		for _, of := range m.of[n] {
			shared[of]++
			most = max(most, shared[of])
		}
	}
	m.out.Batch++
	key := setKey(numbers)
	if m.left[key] > 0 {
		m.left[key]--
		m.out.Same++
		return
	}
	if len(m.out.Other) < maxNamed {
		m.out.Other = append(m.out.Other, otherCluster{c.number, len(ids), most})
	}
}

// batchClusters yields the clusters of a batch.
func batchClusters(dir string) iter.Seq2[batchCluster, error] {
	return func(yield func(batchCluster, error) bool) {
		files, err := filepath.Glob(filepath.Join(dir, "clusters", "*.parquet"))
		if err == nil && len(files) == 0 {
			err = errors.New("there are no Parquet files in its folder clusters")
		}
		if err != nil {
			yield(batchCluster{}, err)
			return
		}
		var c batchCluster
		for _, file := range files {
			for row, err := range clusterRows(file) {
				if err != nil {
					yield(batchCluster{}, fmt.Errorf("%s: %w: %w", file, hearsay.ErrCorrupt, err))
					return
				}
				if int(row.Cluster) != c.number {
					if c.number > 0 && !yield(c, nil) {
						return
					}
					c = batchCluster{number: int(row.Cluster)}
				}
				c.ids = append(c.ids, row.ID)
			}
		}
		if c.number > 0 {
			yield(c, nil)
		}
	}
}

func clusterRows(file string) iter.Seq2[batchClusterRow, error] {
	return func(yield func(batchClusterRow, error) bool) {
		f, err := os.Open(file)
		if err != nil {
			yield(batchClusterRow{}, err)
			return
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			yield(batchClusterRow{}, err)
			return
		}
		for row, err := range table.ReadParquet[batchClusterRow](f, info.Size()) {
			if !yield(row, err) {
				return
			}
		}
	}
}

// String says it to people.
func (l *likeness) String() string {
	if l.Same == l.Batch && l.Batch == l.Library {
		return fmt.Sprintf("Clusters: %s in the batch and in the library, each with the same articles.", thousands(l.Batch))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Clusters: %s in the batch, %s in the library; %s of them have the same articles in both.", thousands(l.Batch), thousands(l.Library), thousands(l.Same))
	for i, o := range l.Other {
		if i == 5 {
			fmt.Fprintf(&b, "\n  … and others; --json lists %s", thousands(len(l.Other)))
			break
		}
		fmt.Fprintf(&b, "\n  cluster %d of the batch: %s, of which one cluster of the library has %s", o.Cluster, plural(o.Articles, "article"), thousands(o.Shared))
	}
	return b.String()
}
