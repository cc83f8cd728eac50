// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// OpenCorpus opens a corpus whose temporary files are in a folder below dir and stay
// there until Finished: a run that ends before, however it does, leaves its whole
// stages to the next of which all is equal. Notes say what was found. Errors: ErrInUse,
// or of the disk.
func OpenCorpus(dir string, about About) (*Corpus, error) {
	k, err := openKeep(dir, about)
	if err != nil {
		return nil, err
	}
	c := &Corpus{dir: k.dir, kept: k}
	if m, ok := k.marks["read"]; ok {
		err = c.loadTexts(m)
	} else {
		c.made = k.after()
		err = c.begin()
		c.entries.keep = true
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// after is a number above those of all kept files.
func (k *keep) after() int {
	most := 0
	for _, m := range k.marks {
		for _, f := range m.Files {
			var n int
			if at := strings.LastIndexByte(f.Name, '-'); at >= 0 {
				_, _ = fmt.Sscan(f.Name[at+1:], &n) // 0 of a name that is none of ours
			}
			most = max(most, n+1)
		}
	}
	return most
}

// textsState is the state of the stage "read".
type textsState struct {
	Texts string   `json:"texts"` // file
	Runs  []string `json:"runs"`  // files
	Size  int64    `json:"size"`
	Added int      `json:"added"`
	Note  any      `json:"note"`
}

func (c *Corpus) loadTexts(m mark) error {
	var s textsState
	err := json.Unmarshal(m.State, &s)
	if err == nil {
		c.texts, err = c.open(s.Texts)
	}
	for _, name := range s.Runs {
		if err != nil {
			break
		}
		var f *os.File
		f, err = c.open(name)
		c.entries.runs = append(c.entries.runs, f)
	}
	if err != nil {
		return fmt.Errorf("go on with the texts in %s: %w", c.dir, err)
	}
	c.made, c.entries.room = c.kept.after(), entryRoom
	c.size, c.added, c.kept.texts = s.Size, s.Added, m.Texts
	return nil
}

// open opens a file that an earlier run made.
func (c *Corpus) open(name string) (*os.File, error) {
	f, err := os.OpenFile(c.kept.path(filepath.Base(name)), os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	c.files = append(c.files, f)
	c.kept.committed = len(c.files)
	return f, nil
}

// Notes say what a run before this one left, what becomes of it and why.
func (c *Corpus) Notes() []string {
	if c.kept == nil {
		return nil
	}
	out := c.kept.notes
	c.kept.notes = nil
	return out
}

// HasTexts says whether all texts are here already, so that none may be added, and
// reads into note what Filled was given of them.
func (c *Corpus) HasTexts(note any) (bool, error) {
	if !c.whole("read") {
		return false, nil
	}
	s := textsState{Note: note}
	return true, json.Unmarshal(c.kept.marks["read"].State, &s)
}

// Filled ends adding. The note is for HasTexts of a later run.
func (c *Corpus) Filled(note any) error {
	if c.full || c.whole("read") {
		return nil
	}
	c.full = true
	if err := c.buf.Flush(); err != nil {
		return err
	}
	if err := c.entries.finish(); err != nil || c.kept == nil {
		return err
	}
	if err := c.kept.filled(); err != nil {
		return err
	}
	s := textsState{Texts: filepath.Base(c.texts.Name()), Size: c.size, Added: c.added, Note: note}
	for _, f := range c.entries.runs {
		s.Runs = append(s.Runs, filepath.Base(f.Name()))
	}
	return c.commit("read", s)
}

// whole says whether a stage is done already.
func (c *Corpus) whole(stage string) bool {
	if c.kept == nil {
		return false
	}
	_, ok := c.kept.marks[stage]
	return ok
}

// commit makes a stage whole: all files since the last are its.
func (c *Corpus) commit(stage string, state any) error {
	if c.kept == nil {
		return nil
	}
	files := c.files[c.kept.committed:]
	c.kept.committed = len(c.files)
	return c.kept.commit(stage, files, state)
}

// Finished says that the result is safe: nothing is kept any more, and Close removes
// all.
func (c *Corpus) Finished() {
	if c.kept != nil {
		clear(c.kept.marks)
	}
}

// Resumer is an Output that may go on after another process was killed. Without it the
// stage "compare" is done again.
type Resumer interface {
	// PairsWritten is called after the last pair; when it returns, they are safe. The
	// mark tells them from others.
	PairsWritten() (mark string, err error)
	// HasPairs says whether the pairs of that mark are here, so that none will come.
	HasPairs(mark string) bool
}

// step is a stage with what is kept of it.
type step struct {
	name string
	do   func(context.Context) error
	save func() (any, error)
	// load goes on with what was kept. When that is of no use it says why.
	load func(state json.RawMessage) (useless string, err error)
}

func (r *run) steps() []step {
	return []step{
		{name: "order", do: r.order},
		{"seeds", r.seeds, r.saveSeeds, r.loadSeeds},
		{"hits", r.hits, r.saveHits, r.loadHits},
		{"compare", r.compare, r.saveNodes, r.loadNodes},
		{name: "cluster", do: r.cluster},
	}
}

func (r *run) step(ctx context.Context, s step) error {
	if r.corpus.whole(s.name) {
		useless, err := s.load(r.corpus.kept.marks[s.name].State)
		if err != nil {
			return fmt.Errorf("go on behind the stage %s: %w; remove %s to start anew", s.name, err, r.corpus.dir)
		}
		if useless == "" {
			return nil
		}
		if err := r.corpus.kept.drop(s.name, useless); err != nil {
			return err
		}
	}
	if err := s.do(ctx); err != nil || s.save == nil || r.corpus.kept == nil {
		return err
	}
	state, err := s.save()
	if err != nil || state == nil {
		return err
	}
	return r.corpus.commit(s.name, state)
}
