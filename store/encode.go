// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"hearsay"
)

// facts is what the database keeps of an article beside its columns and text.
// The map to the page's bytes is left out: reading the capture gives it again.
// JSON, since it is read whole, one article at a time, and must outlive changes
// of the structs; names are those of the Go fields.
type facts struct {
	described
	Quotations []hearsay.Quotation `json:",omitempty"`
}

// described is what most who ask need: quotations are half of the facts, and
// passing over them takes a fifth of the time of decoding them.
type described struct {
	Canonical string             `json:",omitempty"`
	Outlet    hearsay.Agent      `json:",omitzero"`
	Byline    []string           `json:",omitempty"`
	Dateline  string             `json:",omitempty"`
	Dates     []hearsay.Date     `json:",omitempty"`
	Blocks    []hearsay.Block    `json:",omitempty"`
	Removed   []hearsay.Removed  `json:",omitempty"`
	Credits   []hearsay.Credit   `json:",omitempty"`
	Citations []hearsay.Citation `json:",omitempty"`
	Reviews   []hearsay.Review   `json:",omitempty"`
	Kept      *hearsay.Kept      `json:",omitempty"`
}

// coders are shared: both are safe for concurrent use and costly to make.
var (
	encoder = sync.OnceValue(func() *zstd.Encoder {
		// EncodeAll with these options cannot fail.
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1))
		if err != nil {
			panic(err)
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<28))
		if err != nil {
			panic(err)
		}
		return d
	})
)

func compress(b []byte) []byte { return encoder().EncodeAll(b, nil) }

func decompress(b []byte) ([]byte, error) {
	out, err := decoder().DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("read stored text: %w: %w; run hearsay rebuild", hearsay.ErrCorrupt, err)
	}
	return out, nil
}

// Packed is an article as the facts keep it.
type Packed struct{ text, facts []byte }

// Pack makes what the facts keep of an article with its quotations. Whoever reads several at once
// may do so for each, before Apply does it one by one; the article must not change after it.
func Pack(a *hearsay.Article, quotations []hearsay.Quotation) (*Packed, error) {
	facts, err := encodeFacts(a, quotations)
	if err != nil {
		return nil, fmt.Errorf("pack article %s: %w", a.ID, err)
	}
	return &Packed{compress([]byte(a.Text)), facts}, nil
}

func encodeFacts(a *hearsay.Article, quotations []hearsay.Quotation) ([]byte, error) {
	b, err := json.Marshal(facts{described{
		Canonical: a.Canonical, Outlet: a.Outlet, Byline: a.Byline, Dateline: a.Dateline, Dates: a.Dates,
		Blocks: a.Blocks, Removed: a.Removed, Credits: a.Credits, Citations: a.Citations, Reviews: a.Reviews, Kept: a.Kept,
	}, quotations})
	if err != nil {
		return nil, err
	}
	return compress(b), nil
}

// decodeFacts fills an article in, and quotations unless that is nil.
func decodeFacts(b []byte, a *hearsay.Article, quotations *[]hearsay.Quotation) error {
	raw, err := decompress(b)
	if err != nil {
		return err
	}
	var f facts
	if quotations == nil {
		err = json.Unmarshal(raw, &f.described)
	} else {
		err = json.Unmarshal(raw, &f)
		*quotations = f.Quotations
	}
	if err != nil {
		return fmt.Errorf("read stored facts: %w: %w; run hearsay rebuild", hearsay.ErrCorrupt, err)
	}
	a.Canonical, a.Outlet, a.Byline, a.Dateline, a.Dates = f.Canonical, f.Outlet, f.Byline, f.Dateline, f.Dates
	a.Blocks, a.Removed, a.Credits, a.Citations = f.Blocks, f.Removed, f.Credits, f.Citations
	a.Reviews, a.Kept = f.Reviews, f.Kept
	return nil
}
