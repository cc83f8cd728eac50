// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// packing says how the bytes at one place of a file are compressed.
type packing byte

const (
	none packing = iota
	gzipped
	zstandard
	skippable // a zstd frame that holds no data, but maybe a dictionary
	anything  // when searching: not known yet
)

const (
	gzipMagic = "\x1f\x8b\x08"
	zstdMagic = "\x28\xb5\x2f\xfd"
	// dictionaryMagic begins the frame that the .warc.zst convention (IIPC,
	// "WARC files with Zstandard", 2021) puts first; fifteen more kinds of
	// skippable frame have no meaning here.
	dictionaryMagic = "\x5d\x2a\x4d\x18"
)

// The limits on zstd: windows, in blocks and at least (128 MB where a block has 32, which
// "zstd --long" makes), and dictionaries twice as large as any seen.
const (
	windowBlocks  = 4
	leastWindow   = 8 << 20
	dictionaryMax = 8 << 20
)

func packingOf(head []byte) packing {
	switch {
	case bytes.HasPrefix(head, []byte(gzipMagic)) && len(head) > 3 && head[3] < 0x20:
		return gzipped
	case bytes.HasPrefix(head, []byte(zstdMagic)):
		return zstandard
	case len(head) >= 8 && head[0]&0xf0 == 0x50 && string(head[1:4]) == dictionaryMagic[1:]:
		return skippable
	}
	return none
}

// unpacker opens members. It keeps its decompressors, which are costly to make.
type unpacker struct {
	gz, trial  gzip.Reader
	zst        *zstd.Decoder
	frame      frameReader
	dictionary []byte
	window     uint64 // bytes that the window of a zstd frame may have
}

// open returns what the member at the head of br unpacks to. Reading the result
// to its end leaves br just behind the member.
func (u *unpacker) open(p packing, br *bufio.Reader) (io.Reader, *fault) {
	switch p {
	case gzipped:
		return u.openGzip(br)
	case skippable:
		return bytes.NewReader(nil), u.skip(br)
	}
	return u.openZstd(br)
}

func (u *unpacker) openGzip(br *bufio.Reader) (io.Reader, *fault) {
	if err := u.gz.Reset(br); err != nil {
		return nil, corrupt("the gzip header is damaged: %v", err)
	}
	u.gz.Multistream(false)
	return &u.gz, nil
}

func (u *unpacker) openZstd(br *bufio.Reader) (io.Reader, *fault) {
	if f := u.frame.open(br); f != nil {
		return nil, f
	}
	var err error
	if u.zst == nil {
		options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(u.window)}
		if u.dictionary != nil {
			options = append(options, zstd.WithDecoderDicts(u.dictionary))
		}
		u.zst, err = zstd.NewReader(&u.frame, options...)
	} else {
		err = u.zst.Reset(&u.frame)
	}
	if err != nil {
		u.zst = nil
		return nil, corrupt("the zstd frame is damaged: %v", err)
	}
	return u.zst, nil
}

// skip passes a skippable frame and keeps the dictionary that it may hold.
func (u *unpacker) skip(br *bufio.Reader) *fault {
	head, _ := br.Peek(8) // was seen by packingOf
	isDictionary := string(head[:4]) == dictionaryMagic
	size := int64(head[4]) | int64(head[5])<<8 | int64(head[6])<<16 | int64(head[7])<<24
	br.Discard(8)
	if !isDictionary || size > dictionaryMax {
		if n, err := io.CopyN(io.Discard, br, size); err != nil {
			return cutShort("the file ends within a zstd frame (%d of %d bytes)", n, size)
		}
		return nil
	}
	var raw bytes.Buffer
	if n, err := io.CopyN(&raw, br, size); err != nil {
		return cutShort("the file ends within the zstd dictionary (%d of %d bytes)", n, size)
	}
	return u.learn(raw.Bytes())
}

// learn takes over a dictionary, which may itself be compressed.
func (u *unpacker) learn(raw []byte) *fault {
	if bytes.HasPrefix(raw, []byte(zstdMagic)) {
		d, err := zstd.NewReader(bytes.NewReader(raw), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(dictionaryMax))
		if err != nil {
			return corrupt("the zstd dictionary is damaged: %v", err)
		}
		defer d.Close()
		raw, err = io.ReadAll(io.LimitReader(d, dictionaryMax+1))
		if err != nil || len(raw) > dictionaryMax {
			return corrupt("the zstd dictionary is damaged or over %d bytes", dictionaryMax)
		}
	}
	if _, err := zstd.InspectDictionary(raw); err != nil {
		return corrupt("the zstd dictionary is damaged: %v", err)
	}
	u.dictionary, u.zst = raw, nil
	return nil
}

// probe reports whether the member that w begins unpacks to a record. Of a zstd
// frame only the header is looked at: its magic number is long enough.
func (u *unpacker) probe(p packing, w []byte) bool {
	switch p {
	case skippable:
		return string(w[:4]) == dictionaryMagic
	case zstandard:
		var h zstd.Header
		return h.Decode(w) == nil && h.WindowSize <= u.window
	}
	if u.trial.Reset(bytes.NewReader(w)) != nil {
		return false
	}
	var first [5]byte
	_, err := io.ReadFull(&u.trial, first[:])
	return err == nil && string(first[:]) == "WARC/"
}

// frameReader yields the bytes of one zstd frame and then io.EOF, so that the
// decoder, which would read on into the next frame, stops where a record does.
// A frame (RFC 8878, 3.1.1) is a header, blocks that each begin with three bytes
// (last: 1 bit, type: 2, size: 21) and maybe a checksum of four.
type frameReader struct {
	br       *bufio.Reader
	left     int  // bytes until the next block header, or the end
	blocks   bool // whether there are more
	checksum bool
}

func (f *frameReader) open(br *bufio.Reader) *fault {
	head, _ := br.Peek(zstd.HeaderMaxSize)
	var h zstd.Header
	switch err := h.Decode(head); {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return cutShort("the file ends within a zstd frame")
	case err != nil:
		return corrupt("the zstd frame is damaged: %v", err)
	}
	*f = frameReader{br: br, left: h.HeaderSize, blocks: true, checksum: h.HasCheckSum}
	return nil
}

// Read implements io.Reader.
func (f *frameReader) Read(p []byte) (int, error) {
	if f.left == 0 {
		if !f.blocks {
			return 0, io.EOF
		}
		if err := f.block(); err != nil {
			return 0, err
		}
	}
	n, err := f.br.Read(p[:min(len(p), f.left)])
	f.left -= n
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// block looks at the header of the next block.
func (f *frameReader) block() error {
	head, err := f.br.Peek(3)
	if err != nil {
		return io.ErrUnexpectedEOF
	}
	word := int(head[0]) | int(head[1])<<8 | int(head[2])<<16
	f.left = 3 + word>>3
	if word>>1&3 == 1 { // one byte, repeated
		f.left = 4
	}
	f.blocks = word&1 == 0
	if !f.blocks && f.checksum {
		f.left += 4
	}
	return nil
}
