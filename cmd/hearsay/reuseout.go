// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"hearsay/batch"
)

// reuseOutput writes what was found as lines of JSON.
type reuseOutput struct {
	witnesses *json.Encoder
	pairs     *bufio.Writer // may be nil
	line      []byte
	flush     []func() error
}

// newReuseOutput writes witnesses to stdout or, when dir is given, both kinds to
// files in it.
func newReuseOutput(stdout io.Writer, dir string) (*reuseOutput, error) {
	o := &reuseOutput{}
	if dir == "" {
		o.witnesses = plainEncoder(o.writer(stdout))
		return o, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	witnesses, err := o.create(dir, "witnesses.jsonl")
	if err == nil {
		o.witnesses = plainEncoder(witnesses)
		o.pairs, err = o.create(dir, "pairs.jsonl")
	}
	if err != nil {
		return nil, errors.Join(err, o.close())
	}
	return o, nil
}

func (o *reuseOutput) create(dir, name string) (*bufio.Writer, error) {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	w := o.writer(f)
	o.flush = append(o.flush, f.Close)
	return w, nil
}

func (o *reuseOutput) writer(w io.Writer) *bufio.Writer {
	buf := bufio.NewWriterSize(w, 1<<16)
	o.flush = append(o.flush, buf.Flush)
	return buf
}

func plainEncoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// Pair implements batch.Output.
func (o *reuseOutput) Pair(p batch.Pair) error {
	if o.pairs == nil {
		return nil
	}
	o.line = append(p.AppendJSON(o.line[:0]), '\n')
	_, err := o.pairs.Write(o.line)
	return err
}

// Witness implements batch.Output.
func (o *reuseOutput) Witness(w batch.Witness) error { return o.witnesses.Encode(w) }

// close writes what is buffered and closes the files. A disk that is full shows
// here at the latest.
func (o *reuseOutput) close() error {
	var errs []error
	for _, f := range o.flush {
		errs = append(errs, f())
	}
	return errors.Join(errs...)
}
