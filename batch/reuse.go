// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"cmp"
	"context"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"hearsay"
	"hearsay/index"
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/wire"
)

// Options say how to look for reuse. The zero value works.
type Options struct {
	MinWords int // least equal words of a passage; 0 means 8
	// Profile is that of the seeds; the zero value means reuse.News().
	Profile reuse.Profile
	// OtherSeries leaves out reuse within one series.
	OtherSeries bool
	// Crowd is how many of the texts that share a passage each is paired with,
	// earliest first; 0 means 64.
	Crowd int
	// Workers is how many texts are compared at once; 0 means one a core.
	Workers int
	// Progress is called now and then, from one goroutine. Nil: never.
	Progress func(Progress)
}

// Progress is how far a run has come.
type Progress struct {
	Stage   string        `json:"stage"` // "index", "compare", "cluster"
	Done    int           `json:"done"`  // texts
	Total   int           `json:"total"`
	Elapsed time.Duration `json:"-"`
}

// Summary is what a run found.
type Summary struct {
	Texts, Twice               int // Twice: added twice and dropped
	Pairs, Witnesses, Clusters int
	Crowded                    int // pairs left out because of Crowd
	Elapsed                    time.Duration
}

// Output takes what was found, in order: pairs by their second text (the later
// one) and then by their first, then witnesses by cluster and then by text.
type Output interface {
	Pair(Pair) error
	Witness(Witness) error
}

// Pair is a passage that two texts share. A is the earlier text. Offsets are in
// code points.
type Pair struct {
	A        string  `json:"a"`
	B        string  `json:"b"`
	ABegin   int     `json:"a_begin"`
	AEnd     int     `json:"a_end"`
	BBegin   int     `json:"b_begin"`
	BEnd     int     `json:"b_end"`
	Identity float64 `json:"identity"`
}

// Witness is one occurrence of a reused passage. The names are passim's.
type Witness struct {
	Cluster int    `json:"cluster"`
	Size    int    `json:"size"`
	ID      string `json:"id"`
	Series  string `json:"series"`
	Date    string `json:"date"`
	Begin   int    `json:"begin"`
	End     int    `json:"end"`
	Text    string `json:"text"`
}

// link is a passage that two texts share, in bytes.
type link struct {
	a        int // number of the earlier text
	spanA    hearsay.Span
	spanB    hearsay.Span
	identity float64
}

// runner runs work on texts in parallel.
type runner struct {
	ctx     context.Context
	workers int
}

// each calls f for every number from from to to, several at once.
func (r *runner) each(from, to int, f func(n int) error) error {
	g, ctx := errgroup.WithContext(r.ctx)
	g.SetLimit(r.workers)
	// In strides: a call of its own for each text would cost more than some
	// texts do.
	const stride = 4
	for at := from; at < to && ctx.Err() == nil; at += stride {
		g.Go(func() error {
			for n := at; n < min(at+stride, to); n++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := f(n); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return r.ctx.Err()
}

// Reuse finds all reused passages and hands them to out. It may be called once.
// Errors are those of ctx, of out and of the disk.
func (c *Corpus) Reuse(ctx context.Context, out Output, opt Options) (*Summary, error) {
	began := time.Now()
	opt = opt.withDefaults()
	run := &runner{ctx, opt.Workers}
	sum := &Summary{}
	var err error
	if sum.Twice, err = c.settle(); err != nil {
		return nil, err
	}
	sum.Texts = c.Len()
	report := func(stage string, done int) {
		if opt.Progress != nil {
			opt.Progress(Progress{Stage: stage, Done: done, Total: sum.Texts, Elapsed: time.Since(began)})
		}
	}
	report("index", 0)
	if err := c.index(run, opt.Profile); err != nil {
		return nil, err
	}
	clusters := newClusters(c.Len())
	const round = 2048 // texts between two reports; their links are in memory
	for from := 0; from < c.Len(); from += round {
		report("compare", from)
		to := min(from+round, c.Len())
		links, crowded := make([][]link, to-from), make([]int, to-from)
		if err := run.each(from, to, func(n int) (err error) {
			links[n-from], crowded[n-from], err = c.compare(n, opt)
			return err
		}); err != nil {
			return nil, err
		}
		for i, found := range links {
			sum.Crowded += crowded[i]
			sum.Pairs += len(found)
			if err := c.pairs(out, from+i, found); err != nil {
				return nil, err
			}
			clusters.add(from+i, found)
		}
	}
	report("cluster", sum.Texts)
	sum.Clusters, sum.Witnesses, err = c.witnesses(out, clusters)
	sum.Elapsed = time.Since(began)
	return sum, err
}

func (o Options) withDefaults() Options {
	o.Profile = cmp.Or(o.Profile, reuse.News())
	if o.MinWords <= 0 {
		o.MinWords = 8
	}
	if o.Crowd <= 0 {
		o.Crowd = 64
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return o
}

// compare finds what text n shares with earlier ones, earliest first, and how
// many candidates the crowd kept out.
func (c *Corpus) compare(n int, opt Options) ([]link, int, error) {
	text, err := c.text(n)
	if err != nil {
		return nil, 0, err
	}
	q := opt.Profile.Query(text)
	candidates, counts, err := c.candidates(q, n, opt)
	if err != nil {
		return nil, 0, err
	}
	crowd := q.Crowd(opt.Crowd, counts)
	var out []link
	crowded := 0
	for _, candidate := range candidates {
		verdict := crowd.Judge(candidate)
		switch verdict {
		case reuse.Crowded:
			crowded++
			continue
		case reuse.Doubtful:
			continue
		}
		m := int(candidate.Article)
		earlier, err := c.text(m)
		if err != nil {
			return nil, 0, err
		}
		words := prose.Words(earlier)
		codes := reuse.AppendCodes(nil, words)
		if verdict == reuse.Checked && !q.SharesRun(codes, candidate.Places) {
			continue
		}
		passages := q.Align(codes, opt.MinWords)
		for _, p := range crowd.Add(candidate, passages, opt.MinWords) {
			at := p.Alignment(q.Words(), words)
			out = append(out, link{a: m, spanA: at.B, spanB: at.A, identity: p.Identity})
		}
	}
	return out, crowded, nil
}

// candidates returns the texts before text n that may share a passage with it, by
// their number, and how many texts in all have each of its seeds.
func (c *Corpus) candidates(q *reuse.Query, n int, opt Options) (out []reuse.Candidate, counts []int32, err error) {
	seeds := q.Seeds()
	counts = make([]int32, len(seeds))
	var found index.Found
	for k, s := range c.segs {
		if err := s.Lookup(&found, seeds, index.Limits{}); err != nil {
			return nil, nil, err
		}
		for i, n := range found.Counts {
			counts[i] += n
		}
		if k*perSegment >= n {
			continue
		}
		for _, candidate := range q.Candidates(found.Hits) {
			m := k*perSegment + int(candidate.Article)
			if m >= n {
				break
			}
			if !opt.OtherSeries || c.entries[m].series != c.entries[n].series {
				candidate.Article = uint32(m)
				out = append(out, candidate)
			}
		}
	}
	return out, counts, nil
}

// pairs writes the links of text n.
func (c *Corpus) pairs(out Output, n int, links []link) error {
	if len(links) == 0 {
		return nil
	}
	later, err := c.ruler(n)
	if err != nil {
		return err
	}
	var earlier *wire.Ruler
	for i, l := range links {
		if i == 0 || links[i-1].a != l.a {
			if earlier, err = c.ruler(l.a); err != nil {
				return err
			}
		}
		a, b := earlier.Span(l.spanA), later.Span(l.spanB)
		if err := out.Pair(Pair{A: c.entries[l.a].id, ABegin: a.Start, AEnd: a.End,
			B: c.entries[n].id, BBegin: b.Start, BEnd: b.End, Identity: float64(int(l.identity*1000+0.5)) / 1000}); err != nil {
			return err
		}
	}
	return nil
}
