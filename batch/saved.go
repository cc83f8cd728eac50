// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// tally writes numbers to a file. The first error is kept for end.
type tally struct {
	f *os.File
	w *bufio.Writer
}

func (r *run) newTally(name string) (*tally, error) {
	f, err := r.corpus.file(name)
	if err != nil {
		return nil, err
	}
	return &tally{f, bufio.NewWriterSize(f, 1<<16)}, nil
}

func (t *tally) put(ns ...uint64) {
	for _, n := range ns {
		_, _ = t.w.Write(binary.AppendUvarint(t.w.AvailableBuffer(), n)) // kept for end
	}
}

func (t *tally) end() (string, error) { return filepath.Base(t.f.Name()), t.w.Flush() }

// count reads what a tally wrote. The first error is kept in err, and 0 is read behind it.
type count struct {
	r   *bufio.Reader
	err error
}

func (r *run) openCount(name string) (*count, error) {
	f, err := r.corpus.open(name)
	if err != nil {
		return nil, err
	}
	return &count{r: bufio.NewReaderSize(io.NewSectionReader(f, 0, 1<<62), 1<<16)}, nil
}

func (c *count) get() uint64 {
	if c.err != nil {
		return 0
	}
	var n uint64
	n, c.err = binary.ReadUvarint(c.r)
	c.err = noEOF(c.err)
	return n
}

// binsState are bins of which nothing is in memory.
type binsState struct {
	File  string `json:"file"` // "" when they are empty
	Table string `json:"table"`
	Bins  int    `json:"bins"`
}

// saveBins writes what of the bins is in memory, and the table of where all is.
func (r *run) saveBins(b *bins, table string) (s binsState, err error) {
	t, err := r.newTally(table)
	if err != nil {
		return s, err
	}
	for k := range b.bins {
		from := &b.bins[k]
		if len(from.buf) > 0 {
			if err := b.spill(from); err != nil {
				return s, err
			}
		}
		from.buf = nil
		t.put(uint64(from.records), uint64(len(from.extents)))
		for _, e := range from.extents {
			t.put(uint64(e.at), uint64(e.size))
		}
	}
	if b.f != nil {
		s.File = filepath.Base(b.f.Name())
	}
	s.Bins = len(b.bins)
	s.Table, err = t.end()
	return s, err
}

func (r *run) loadBins(s binsState) (*bins, error) {
	b := &bins{bins: make([]bin, s.Bins)}
	var err error
	if s.File != "" {
		if b.f, err = r.corpus.open(s.File); err != nil {
			return nil, err
		}
	}
	c, err := r.openCount(s.Table)
	if err != nil {
		return nil, err
	}
	for k := range b.bins {
		to := &b.bins[k]
		to.records = int(c.get())
		for n := c.get(); n > 0 && c.err == nil; n-- {
			to.extents = append(to.extents, extent{int64(c.get()), int(c.get())})
		}
	}
	return b, c.err
}

// seedsState is the state of the stage "seeds".
type seedsState struct {
	Shelf string    `json:"shelf"`
	Index string    `json:"index"` // of each text the size of its sheet, its words, and its series if that counts
	Seeds binsState `json:"seeds"`
}

func (r *run) saveSeeds() (any, error) {
	seeds, err := r.saveBins(r.seedBin, "seedtable")
	if err != nil {
		return nil, err
	}
	t, err := r.newTally("shelfindex")
	if err != nil {
		return nil, err
	}
	for i, words := range r.shelf.words {
		t.put(uint64(r.shelf.at[i+1]-r.shelf.at[i]), uint64(words))
		if r.opt.OtherSeries {
			t.put(r.series[i])
		}
	}
	index, err := t.end()
	return seedsState{filepath.Base(r.shelf.f.Name()), index, seeds}, err
}

func (r *run) loadSeeds(state json.RawMessage) (string, error) {
	var s seedsState
	err := json.Unmarshal(state, &s)
	if err != nil {
		return "", err
	}
	r.shelf = &shelf{}
	if r.shelf.f, err = r.corpus.open(s.Shelf); err != nil {
		return "", err
	}
	c, err := r.openCount(s.Index)
	if err != nil {
		return "", err
	}
	for range r.names.texts {
		size, words := c.get(), c.get()
		r.shelf.add(int(size), uint32(words))
		if r.opt.OtherSeries {
			r.series = append(r.series, c.get())
		}
	}
	if c.err != nil {
		return "", c.err
	}
	r.corpus.entries.forget()
	r.shelf.keepNear(r.opt.Memory / 16)
	r.seedBin, err = r.loadBins(s.Seeds)
	return "", err
}

// hitsState is the state of the stage "hits".
type hitsState struct {
	PerRange int       `json:"perRange"`
	Hits     binsState `json:"hits"`
	Lists    string    `json:"lists"`  // "" when there are none
	Blocks   int       `json:"blocks"` // of lists, that were in memory
}

func (r *run) saveHits() (any, error) {
	hits, err := r.saveBins(r.hitBin, "hittable")
	if err != nil {
		return nil, err
	}
	s := hitsState{PerRange: r.perRange, Hits: hits, Blocks: len(r.lists.mem)}
	s.Lists, err = r.lists.save()
	return s, err
}

// save writes the lists that are in memory to their places in the file.
func (l *lists) save() (string, error) {
	if l.f == nil && len(l.mem) == 0 {
		return "", nil
	}
	if l.f == nil {
		f, err := l.make()
		if err != nil {
			return "", err
		}
		l.f = f
	}
	b := make([]byte, 0, listBlockBytes)
	for i, block := range l.mem {
		b = b[:0]
		for _, e := range block {
			b = binary.LittleEndian.AppendUint64(b, e)
		}
		if _, err := l.f.WriteAt(b, int64(i)*listBlockBytes); err != nil {
			return "", fmt.Errorf("write lists: %w", err)
		}
	}
	return filepath.Base(l.f.Name()), nil
}

func (r *run) loadHits(state json.RawMessage) (string, error) {
	var s hitsState
	err := json.Unmarshal(state, &s)
	if err != nil {
		return "", err
	}
	r.seedBin, r.perRange, r.lists = nil, s.PerRange, &lists{}
	if r.hitBin, err = r.loadBins(s.Hits); err != nil || s.Lists == "" {
		return "", err
	}
	if r.lists.f, err = r.corpus.open(s.Lists); err != nil {
		return "", err
	}
	return "", r.lists.load(min(s.Blocks, r.listBlocks()))
}

// load reads the first blocks into memory; lists of others are read as they are needed.
func (l *lists) load(blocks int) error {
	b := make([]byte, listBlockBytes)
	for i := range blocks {
		if _, err := l.f.ReadAt(b, int64(i)*listBlockBytes); err != nil {
			return fmt.Errorf("read lists: %w", noEOF(err))
		}
		block := make([]uint64, blockEntries)
		for j := range block {
			block[j] = binary.LittleEndian.Uint64(b[j*entryBytes:])
		}
		l.mem = append(l.mem, block)
	}
	return nil
}

// nodesState is the state of the stage "compare".
type nodesState struct {
	File    string `json:"file"` // of each node its text, start, length and group
	Nodes   int    `json:"nodes"`
	Pairs   int    `json:"pairs"`
	Crowded int    `json:"crowded"`
	Mark    string `json:"mark"` // of the pairs
}

func (r *run) saveNodes() (any, error) {
	out, ok := r.out.(Resumer)
	if !ok {
		return nil, nil
	}
	mark, err := out.PairsWritten()
	if err != nil {
		return nil, err
	}
	t, err := r.newTally("nodes")
	if err != nil {
		return nil, err
	}
	for i, n := range r.nodes.nodes {
		t.put(uint64(n.text), uint64(n.span.start), uint64(n.span.len()), uint64(r.nodes.groups.Root(int32(i))))
	}
	s := nodesState{Nodes: len(r.nodes.nodes), Pairs: r.sum.Pairs, Crowded: r.sum.Crowded, Mark: mark}
	s.File, err = t.end()
	return s, err
}

func (r *run) loadNodes(state json.RawMessage) (string, error) {
	var s nodesState
	if err := json.Unmarshal(state, &s); err != nil {
		return "", err
	}
	if out, ok := r.out.(Resumer); !ok || !out.HasPairs(s.Mark) {
		return "its pairs are not where this run writes them", nil
	}
	c, err := r.openCount(s.File)
	if err != nil {
		return "", err
	}
	for range s.Nodes {
		text, start, size, group := c.get(), int32(c.get()), int32(c.get()), int32(c.get())
		r.nodes.nodes = append(r.nodes.nodes, node{uint32(text), points{start, start + size}})
		r.nodes.groups = append(r.nodes.groups, group)
	}
	r.nodes.prev = make([]int32, s.Nodes)
	r.sum.Pairs, r.sum.Crowded = s.Pairs, s.Crowded
	return "", c.err
}
