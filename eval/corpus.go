// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"cmp"
	"os"
	"path/filepath"
	"strconv"

	"hearsay"
	"hearsay/index"
	"hearsay/prose"
	"hearsay/reuse"
)

// corpus is texts in an index of one segment, the first one the earliest.
type corpus struct {
	texts []string
	seg   *index.Segment
	dir   string
	seeds reuse.Profile
}

func (c *corpus) add(text string) int {
	c.texts = append(c.texts, text)
	return len(c.texts) - 1
}

// build indexes the texts.
func (c *corpus) build(profile reuse.Profile) (err error) {
	c.seeds = cmp.Or(profile, reuse.News())
	b := index.NewBuilder(c.seeds.Index())
	for i, text := range c.texts {
		words := prose.Words(text)
		a := index.Article{ID: hearsay.NewID[hearsay.Article]("eval", strconv.Itoa(i)), Words: uint32(len(words)), Published: index.Minute(i + 1)}
		if err := b.Add(a, c.seeds.Seeds(words), reuse.AppendCodes(nil, words)); err != nil {
			return err
		}
	}
	if c.dir, err = os.MkdirTemp("", "hearsay-eval-"); err != nil {
		return err
	}
	file := filepath.Join(c.dir, "eval.seg")
	if err := b.WriteFile(file); err != nil {
		return err
	}
	c.seg, err = index.Open(file)
	return err
}

func (c *corpus) close() {
	if c.seg != nil {
		c.seg.Close()
	}
	os.RemoveAll(c.dir)
}

// crowd is what questions and batches use.
const crowd = 64

// answer is what one text shares with others, by their number.
type answer struct {
	seeded  map[int]bool // they have a seed in common
	shared  map[int][]hearsay.Alignment
	crowded map[int]bool // they share only what 64 before them share: counted
}

// related asks what text n shares with others, as questions do.
func (c *corpus) related(n int) (*answer, error) {
	q := c.seeds.Query(c.texts[n])
	var found index.Found
	if err := c.seg.Lookup(&found, q.Seeds(), q.Limits(crowd)); err != nil {
		return nil, err
	}
	out := &answer{map[int]bool{}, map[int][]hearsay.Alignment{}, map[int]bool{}}
	for _, h := range found.Hits {
		out.seeded[int(h.Article)] = true
	}
	counts := q.Crowd(crowd, found.Counts)
	for _, candidate := range q.Candidates(found.Hits) {
		other := int(candidate.Article)
		if other == n {
			continue
		}
		switch verdict := counts.Judge(candidate); verdict {
		case reuse.Admitted, reuse.Checked:
			words := prose.Words(c.texts[other])
			codes := reuse.AppendCodes(nil, words)
			if verdict == reuse.Checked && !q.SharesRun(codes, candidate.Places) {
				continue
			}
			passages := q.Align(codes, leastShared)
			for _, p := range counts.Add(candidate, passages, leastShared) {
				out.shared[other] = append(out.shared[other], p.Alignment(q.Words(), words))
			}
		case reuse.Crowded:
			out.crowded[other] = true
		}
	}
	return out, nil
}
