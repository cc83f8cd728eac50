// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/batch"
)

// keeping is an output whose pairs outlive a run that ends early.
type keeping struct {
	found
}

func (k *keeping) PairsWritten() (string, error) { return fmt.Sprint(len(k.pairs)), nil }
func (k *keeping) HasPairs(mark string) bool     { return mark == fmt.Sprint(len(k.pairs)) }

// keptRun runs over what dir keeps, and ends when a stage begins ("" is never). It
// returns what it found and what it said.
func keptRun(t *testing.T, dir string, out *keeping, texts []batch.Text, opt batch.Options, about batch.About, endAt string) (string, error) {
	t.Helper()
	c, err := batch.OpenCorpus(dir, about)
	if err != nil {
		t.Fatal(err)
	}
	out.witnesses = nil // every run gives all of them; what one that ended early gave is not kept
	said := c.Notes()
	var note int
	has, err := c.HasTexts(&note)
	if err != nil || has && note != len(texts) {
		t.Errorf("note %d of %d texts: %v", note, len(texts), err)
	}
	if !has {
		out.pairs = nil
		fill(t, c, texts)
		if err := c.Filled(len(texts)); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	opt.Progress = func(p batch.Progress) {
		if p.Stage == endAt {
			cancel()
		}
		if p.Stage == "compare" && p.Done == 0 {
			out.pairs = nil
		}
	}
	_, err = c.Reuse(ctx, out, opt)
	if err == nil {
		c.Finished()
	}
	said = append(said, c.Notes()...)
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	return strings.Join(said, "\n"), err
}

// TestResume ends a run in every stage: the next goes on behind the last whole one,
// with other memory, and finds the same to the byte.
func TestResume(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(14, 14))
	texts := corpus(r, 500)
	for i := range texts {
		if i%3 == 0 {
			texts[i].Text += pier + ". " + ferry // lists
		}
	}
	for _, other := range []bool{false, true} {
		want, _ := reuseOf(t, texts, batch.Options{OtherSeries: other})
		dir, out := t.TempDir(), &keeping{}
		for i, c := range []struct{ end, says string }{
			{"seeds", ""}, {"hits", "behind the stage read,"}, {"compare", "behind the stage seeds,"},
			{"cluster", "behind the stage hits,"}, {"", "behind the stage compare,"},
		} {
			opt := batch.Options{OtherSeries: other, Memory: 1 << (23 - i%2*7), Workers: 1 + i%3}
			said, err := keptRun(t, dir, out, texts, opt, batch.About{Program: "p"}, c.end)
			if c.end != "" && !errors.Is(err, context.Canceled) || c.end == "" && err != nil {
				t.Fatalf("ended at %s: %v", c.end, err)
			}
			if !strings.Contains(said, c.says) {
				t.Errorf("before %s: %q", c.end, said)
			}
		}
		if diff := cmp.Diff(*want, out.found, cmp.AllowUnexported(found{})); diff != "" {
			t.Error(diff)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%v stay (%v)", left, err)
		}
	}
}

// TestResumeOther: what another run left is cleared, and why is said.
func TestResumeOther(t *testing.T) {
	t.Parallel()
	texts := corpus(rand.New(rand.NewPCG(15, 15)), 60)
	about := func(change func(*batch.About)) batch.About {
		a := batch.About{Program: "hearsay 1", Options: "news, 8 words", Inputs: []batch.Input{{Path: "a.jsonl", Size: 1, SHA256: "01"}, {Path: "b.jsonl"}}}
		change(&a)
		return a
	}
	nothing := func(*batch.About) {}
	for name, c := range map[string]struct {
		change func(*batch.About)
		spoil  string // a file
		says   string
	}{
		"program":  {change: func(a *batch.About) { a.Program = "hearsay 2" }, says: "starts anew, .*of another program (hearsay 1; this is hearsay 2)"},
		"options":  {change: func(a *batch.About) { a.Options = "news, 9 words" }, says: "other options (news, 8 words; now news, 9 words)"},
		"changed":  {change: func(a *batch.About) { a.Inputs[0].SHA256 = "02" }, says: "a.jsonl has changed since"},
		"renamed":  {change: func(a *batch.About) { a.Inputs[1].Path = "c.jsonl" }, says: "other inputs (b.jsonl; now c.jsonl)"},
		"fewer":    {change: func(a *batch.About) { a.Inputs = a.Inputs[:1] }, says: "other inputs (2 files; now 1)"},
		"cut":      {spoil: "shelf-*", says: "what was behind the stage read in .* is done anew: shelf-.* is not as the stage seeds left it"},
		"mark":     {spoil: "hits.json", says: "behind the stage seeds in .*: hits.json cannot be read"},
		"leftover": {spoil: "hits-99", says: "cleared: hits-99 (3 bytes)"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, out := t.TempDir(), &keeping{}
			if _, err := keptRun(t, dir, out, texts, batch.Options{}, about(nothing), "cluster"); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			if c.spoil != "" {
				spoil(t, filepath.Join(dir, "hearsay-reuse", c.spoil))
			}
			if c.change == nil {
				c.change = nothing
			}
			said, err := keptRun(t, dir, out, texts, batch.Options{}, about(c.change), "")
			if err != nil {
				t.Fatal(err)
			}
			if at := 0; !slices.ContainsFunc(strings.Split(c.says, ".*"), func(part string) bool {
				i := strings.Index(said[at:], part)
				at += max(i, 0)
				return i < 0
			}) {
				return
			}
			t.Errorf("no %q in %q", c.says, said)
		})
	}
}

func spoil(t *testing.T, pattern string) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		paths = []string{pattern}
	}
	for _, path := range paths {
		if err := os.WriteFile(path, []byte("bad"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestResumeStandardInput: standard input is read again; what stages made of the same
// texts serves, what they made of others does not.
func TestResumeStandardInput(t *testing.T) {
	t.Parallel()
	texts := corpus(rand.New(rand.NewPCG(16, 16)), 60)
	about := batch.About{Inputs: []batch.Input{{Path: batch.StandardInput}}}
	dir := t.TempDir()
	for _, c := range []struct {
		texts     []batch.Text
		end, says string
	}{
		{texts, "compare", ""},
		{texts, "cluster", "behind the stage hits"},
		{texts[1:], "cluster", "standard input has other texts"},
		{texts[1:], "", "behind the stage compare"},
	} {
		before, err := batch.OpenCorpus(dir, about)
		if err != nil {
			t.Fatal(err)
		}
		if has, _ := before.HasTexts(nil); has {
			t.Error("standard input is not read")
		}
		if err := before.Close(); err != nil {
			t.Fatal(err)
		}
		said, err := keptRun(t, dir, &keeping{}, c.texts, batch.Options{}, about, c.end)
		if (c.end == "") != (err == nil) || !strings.Contains(said, c.says) {
			t.Errorf("ended at %q: %v: %q", c.end, err, said)
		}
	}
}

// TestInUse: two runs cannot keep their files in one folder.
func TestInUse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, err := batch.OpenCorpus(dir, batch.About{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := batch.OpenCorpus(dir, batch.About{}); !errors.Is(err, batch.ErrInUse) {
		t.Errorf("error %v", err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v stay (%v)", left, err)
	}
}

// TestLeftovers: folders of runs that are dead are named, of others not.
func TestLeftovers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, err := batch.NewCorpus(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	dead := filepath.Join(dir, "hearsay-reuse-17")
	if err := os.Mkdir(dead, 0o700); err != nil {
		t.Fatal(err)
	}
	spoil(t, filepath.Join(dead, "lock"))
	if diff := cmp.Diff([]string{dead}, batch.Leftovers(dir)); diff != "" {
		t.Error(diff)
	}
}
