// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package inflate undoes the content-encodings of the web.
package inflate

import (
	"bufio"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"hearsay"
)

// Accepted is what Open reads, as an Accept-Encoding line says it.
const Accepted = "gzip, br, zstd, deflate"

// window is the largest zstd window that RFC 9659 allows on the web.
const window = 8 << 20

// Open returns what r holds without one layer of a content-encoding, given by its
// name in lower case. It reads on demand, in memory bounded by the format's window
// (16 MiB at most), and sets no limit to what comes out: that is the caller's. The
// result must be closed; r is not. Error: ErrRefused for a name that is not known;
// what the format says else.
func Open(name string, r io.Reader) (io.ReadCloser, error) {
	switch name {
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "deflate":
		return openDeflate(r)
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("%w: content-encoding %.30q is not known", hearsay.ErrRefused, name)
}

// openDeflate reads zlib, which is what "deflate" means (RFC 9110), or the bare
// deflate data that some servers send, as browsers know.
func openDeflate(r io.Reader) (io.ReadCloser, error) {
	in := bufio.NewReader(r)
	head, err := in.Peek(2)
	if err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(in)
	}
	return flate.NewReader(in), nil
}
