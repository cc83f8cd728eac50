// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"hearsay"
)

// windowMax is the largest zstd window: that of "zstd --long", with which large
// sets are packed.
const windowMax = 128 * mb

// unpacked is a compressed stream being unpacked, with a guard against input made
// to grow without end.
//
// A ratio alone cannot tell a bomb: a hundred versions of one page, which is what
// Hearsay is for, compress a thousandfold with a long window. So growth counts
// from the last thing of use that came out: an honest stream soon yields another,
// a bomb never does.
type unpacked struct {
	from io.Reader // the decompressor
	in   *tally
	l    *Limits
	out  int64
	// sinceOut and sinceIn are what out and in were at the last thing of use.
	sinceOut, sinceIn int64
	// allowed is how far past the ratio the stream may go; an archive may,
	// since members of no use are no reason to give up the others.
	allowed int64
	wasted  int64
	err     error
}

// slack is how much decompressors read ahead.
const slack = 4 * kb

// Read implements io.Reader. Errors other than io.EOF and those of the disk are
// of type *Skip.
func (u *unpacked) Read(p []byte) (int, error) {
	if u.err != nil {
		return 0, u.err
	}
	n, err := u.from.Read(p)
	u.out += int64(n)
	if err != nil && err != io.EOF {
		err = u.explain(err)
	}
	if err == nil {
		err = u.check()
	}
	u.err = err
	return n, err
}

// explain tells damage from an error of the disk.
func (u *unpacked) explain(err error) error {
	switch {
	case u.in.err != nil && u.in.err != io.EOF:
		return u.in.err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return skip(hearsay.ErrCorrupt, "the compressed data ends too early")
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return skip(hearsay.ErrTooLarge, "compressed with a window over %s", size(windowMax))
	}
	return skip(hearsay.ErrCorrupt, "the compressed data is damaged: %v", err)
}

// check returns an error when the stream has grown too far.
func (u *unpacked) check() error {
	in, out := u.grown()
	if !u.beyond(in, out) || out+u.wasted <= max(u.allowed, u.l.Unpacked) {
		return nil
	}
	return skip(hearsay.ErrTooLarge, "stopped: %s grew past %s", size(in), size(max(u.allowed, u.l.Unpacked)))
}

// grown returns the bytes in and out since the last thing of use.
func (u *unpacked) grown() (in, out int64) {
	return u.in.n - u.sinceIn, u.out - u.sinceOut
}

func (u *unpacked) beyond(in, out int64) bool {
	return out > u.l.Unpacked && out > u.l.Ratio*(in+slack)
}

// useful says that something of use came out.
func (u *unpacked) useful() { u.sinceIn, u.sinceOut = u.in.n, u.out }

// nextMember says that another member of an archive begins.
func (u *unpacked) nextMember() {
	if in, out := u.grown(); u.beyond(in, out) {
		u.wasted += out
	}
	u.useful()
}

// tally counts what a decompressor takes in.
type tally struct {
	from io.Reader
	n    int64
	err  error
}

// Read implements io.Reader.
func (t *tally) Read(p []byte) (int, error) {
	n, err := t.from.Read(p)
	t.n += int64(n)
	t.err = err
	return n, err
}

// unpack reads what a compressed input unpacks to. WARC files are left packed,
// since their members are records.
func (w *walker) unpack(in *input, k kind, head []byte) {
	if isPackedWARC(k, head, in.name) {
		w.warc(in)
		return
	}
	if in.packed {
		w.skip(in.at(0), skip(hearsay.ErrRefused, "compressed twice; unpack it once"))
		return
	}
	t := &tally{from: in.r}
	u := &unpacked{in: t, l: &w.opt.Limits}
	switch k {
	case gzipData:
		z, err := gzip.NewReader(t)
		if err != nil {
			w.skip(in.at(0), readSkip(u.explain(err)))
			return
		}
		u.from = z
	default:
		z, err := zstd.NewReader(t, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(windowMax))
		if err != nil {
			w.skip(in.at(0), readSkip(u.explain(err)))
			return
		}
		defer z.Close()
		u.from = z
	}
	w.within(u, func() {
		r := w.reader(u)
		w.stream(&input{where: in.where, name: unpackedName(in.name), note: in.note, r: r, archives: in.archives, packed: true})
		w.release(r)
	})
}

// within runs f while u is being unpacked.
func (w *walker) within(u *unpacked, f func()) {
	w.growing = append(w.growing, u)
	f()
	w.growing = w.growing[:len(w.growing)-1]
}

// unpackedName takes the ending of the compression off, so that a page is the
// same capture packed and unpacked.
func unpackedName(name string) string {
	lower := strings.ToLower(name)
	for _, ending := range []string{".gz", ".gzip", ".zst", ".zstd"} {
		if strings.HasSuffix(lower, ending) && len(name) > len(ending) {
			return name[:len(name)-len(ending)]
		}
	}
	for _, ending := range []string{".tgz", ".tzst"} {
		if strings.HasSuffix(lower, ending) {
			return name[:len(name)-len(ending)] + ".tar"
		}
	}
	return name
}

// isPackedWARC reports whether a compressed input is a WARC file: by what it
// unpacks to, and by its name when the start of that can't be had.
func isPackedWARC(k kind, head []byte, name string) bool {
	lower := strings.ToLower(name)
	if k == zstdData {
		return strings.HasSuffix(lower, ".warc.zst")
	}
	var first [5]byte
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err == nil {
		_, err = io.ReadFull(z, first[:])
	}
	if err != nil {
		return strings.HasSuffix(lower, ".warc.gz")
	}
	return string(first[:]) == "WARC/"
}
