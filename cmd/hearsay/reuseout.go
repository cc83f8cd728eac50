// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"

	"hearsay/batch"
	"hearsay/internal/durable"
)

// reuseOutput writes what was found as lines of JSON: witnesses to standard output or,
// with a folder, both kinds to files in it, which get their names when all is written.
type reuseOutput struct {
	dir       string
	keep      bool          // pairs of a run that failed stay for the run that goes on
	buf       *bufio.Writer // of witnesses
	witnesses *json.Encoder
	pairs     *pairsFile // nil until the first pair
	pairsIn   string     // file with the pairs of a run before; "" is none
	line      []byte
	part      *os.File // of witnesses; nil on standard output
}

const (
	witnessesName = "witnesses.jsonl"
	pairsName     = "pairs.jsonl"
	partEnd       = ".part"
)

func newReuseOutput(stdout io.Writer, dir string, keep bool) (*reuseOutput, error) {
	o := &reuseOutput{dir: dir, keep: keep}
	to := stdout
	if dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		var err error
		if o.part, err = os.Create(o.path(witnessesName + partEnd)); err != nil {
			return nil, err
		}
		to = o.part
	}
	o.buf = bufio.NewWriterSize(to, 1<<16)
	o.witnesses = json.NewEncoder(o.buf)
	o.witnesses.SetEscapeHTML(false)
	return o, nil
}

func (o *reuseOutput) path(name string) string { return filepath.Join(o.dir, name) }

// pairsFile is the file of pairs while it is written.
type pairsFile struct {
	f   *os.File
	sum hash.Hash
	w   *bufio.Writer // to both
}

func (o *reuseOutput) openPairs() error {
	if o.pairs != nil {
		return nil
	}
	f, err := os.Create(o.path(pairsName + partEnd))
	if err != nil {
		return err
	}
	sum := sha256.New()
	o.pairs = &pairsFile{f, sum, bufio.NewWriterSize(io.MultiWriter(f, sum), 1<<16)}
	return nil
}

// Pair implements batch.Output.
func (o *reuseOutput) Pair(p batch.Pair) error {
	if o.dir == "" {
		return nil
	}
	if err := o.openPairs(); err != nil {
		return err
	}
	o.line = append(p.AppendJSON(o.line[:0]), '\n')
	_, err := o.pairs.w.Write(o.line)
	return err
}

// Witness implements batch.Output.
func (o *reuseOutput) Witness(w batch.Witness) error { return o.witnesses.Encode(w) }

// noPairs is the mark where pairs are not written.
const noPairs = "none"

// PairsWritten implements batch.Resumer.
func (o *reuseOutput) PairsWritten() (string, error) {
	if o.dir == "" {
		return noPairs, nil
	}
	if err := o.openPairs(); err != nil {
		return "", err
	}
	p := o.pairs
	if err := cmp.Or(p.w.Flush(), p.f.Sync(), durable.SyncFolder(o.dir)); err != nil {
		return "", err
	}
	return hex.EncodeToString(p.sum.Sum(nil)), nil
}

// HasPairs implements batch.Resumer. The pairs may have their name already, when the run
// before was killed in its last moment.
func (o *reuseOutput) HasPairs(mark string) bool {
	if o.dir == "" || mark == noPairs {
		return o.dir == "" && mark == noPairs
	}
	for _, name := range []string{pairsName + partEnd, pairsName} {
		if digest, err := digestOfFile(o.path(name)); err == nil && digest == mark {
			o.pairsIn = name
			return true
		}
	}
	return false
}

// commit gives the files their names.
func (o *reuseOutput) commit() error {
	err := o.buf.Flush()
	if err == nil && o.dir != "" {
		err = o.commitPairs()
	}
	if err != nil {
		return errors.Join(err, o.abandon())
	}
	if o.dir == "" {
		return nil
	}
	if err := cmp.Or(o.part.Sync(), o.part.Close()); err != nil {
		return err
	}
	return durable.Rename(o.part.Name(), o.path(witnessesName))
}

// commitPairs gives the pairs their name, unless they had it.
func (o *reuseOutput) commitPairs() error {
	switch o.pairsIn {
	case pairsName:
		return nil
	case "":
		if _, err := o.PairsWritten(); err != nil {
			return err
		}
		if err := o.pairs.f.Close(); err != nil {
			return err
		}
	}
	return durable.Rename(o.path(pairsName+partEnd), o.path(pairsName))
}

// abandon closes and removes the files of a run that failed.
func (o *reuseOutput) abandon() error {
	var errs []error
	if o.part != nil {
		_ = o.part.Close() // what went wrong before matters more
		errs = append(errs, durable.Remove(o.part.Name()))
	}
	if o.pairs != nil {
		_ = o.pairs.f.Close() // likewise
		if !o.keep {
			errs = append(errs, durable.Remove(o.pairs.f.Name()))
		}
	}
	return errors.Join(errs...)
}
