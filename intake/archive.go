// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"

	"hearsay"
)

// archivesMax is how deep archives may lie in one another: a tar of zips is met,
// what lies deeper is met in bombs.
const archivesMax = 2

// tooDeep skips an archive that lies too deep.
func (w *walker) tooDeep(in *input) bool {
	if in.archives < archivesMax {
		return false
	}
	w.skip(in.at(0), skip(hearsay.ErrRefused, "an archive in an archive in an archive; unpack the outer one first"))
	return true
}

// member reads one member of an archive. The name only serves to show and to
// call it.
func (w *walker) member(in *input, name string, r io.Reader, hint int64) {
	shown, base, note := member(name)
	if note == "" {
		note = in.note
	}
	br := w.reader(r)
	w.stream(&input{where: in.where + "!" + shown, name: base, note: note, r: br, hint: hint, archives: in.archives + 1})
	w.release(br)
}

// skipMember skips a member without opening it.
func (w *walker) skipMember(in *input, name string, s *Skip) {
	shown, _, _ := member(name)
	w.skip(Where{Path: in.where + "!" + shown}, s)
}

// tar reads the members of a tar as they come.
func (w *walker) tar(in *input) {
	if w.tooDeep(in) {
		return
	}
	var packed *unpacked
	if in.packed {
		packed = w.growing[len(w.growing)-1]
		packed.allowed = w.opt.Limits.Waste
	}
	tr := tar.NewReader(in.r)
	for n := int64(0); !w.ended(); n++ {
		if packed != nil {
			packed.nextMember()
		}
		h, err := tr.Next()
		switch {
		case err == io.EOF:
			if n == 0 {
				w.skip(in.at(0), skip(hearsay.ErrInvalid, "an empty tar archive"))
			}
			return
		case err != nil && !errors.Is(err, tar.ErrInsecurePath): // names are never used as paths
			w.breakOff(in, tarSkip(err, n))
			return
		case n >= w.opt.Limits.Members:
			w.skip(in.at(0), skip(hearsay.ErrTooLarge, "stopped after %d members, the limit for an archive", n))
			return
		case hidden(h.Name):
		case h.Typeflag == tar.TypeReg, h.Typeflag == tar.TypeGNUSparse:
			w.member(in, h.Name, tr, h.Size)
		case h.Typeflag == tar.TypeDir, h.Typeflag == tar.TypeXGlobalHeader:
		case h.Typeflag == tar.TypeSymlink, h.Typeflag == tar.TypeLink:
			w.skipMember(in, h.Name, skip(hearsay.ErrRefused, "a link in an archive, not followed"))
		default:
			w.skipMember(in, h.Name, skip(hearsay.ErrRefused, "a device or the like, not a file"))
		}
	}
}

// tarSkip says why a tar could not be read on.
func tarSkip(err error, members int64) *Skip {
	if !errors.Is(err, tar.ErrHeader) {
		return readSkip(err)
	}
	return skip(hearsay.ErrCorrupt, "damaged behind member %d; the rest is not read", members)
}

// breakOff says why an archive could not be read on, unless its last member has
// said so.
func (w *walker) breakOff(in *input, s *Skip) {
	if w.last == nil || w.last.Reason != s.Reason {
		w.skip(in.at(0), s)
	}
}

// zip reads the members of a zip in the order of its directory, which stands at
// its end: what is not a file is written to one first.
func (w *walker) zip(in *input) {
	if w.tooDeep(in) {
		return
	}
	if in.file != nil {
		w.zipAt(in, in.file, in.file.size)
		return
	}
	f, n, err := w.spool(in.r)
	if err != nil {
		w.skip(in.at(0), readSkip(err))
		return
	}
	defer os.Remove(f.Name()) // ours, and nobody can do more about it than the system's own sweep
	defer f.Close()
	w.zipAt(in, f, n)
}

// spool copies r to a temporary file.
func (w *walker) spool(r io.Reader) (*os.File, int64, error) {
	f, err := os.CreateTemp("", "hearsay-*.zip")
	if err != nil {
		return nil, 0, err
	}
	limit := w.opt.Limits.Spool
	n, err := io.Copy(f, io.LimitReader(r, limit+1))
	if err == nil && n > limit {
		err = skip(hearsay.ErrTooLarge, "longer than %s, the limit for a zip in an archive or stream", size(limit))
	}
	if err != nil {
		f.Close()
		os.Remove(f.Name()) // as above
		return nil, 0, err
	}
	return f, n, nil
}

func (w *walker) zipAt(in *input, at io.ReaderAt, n int64) {
	z, err := w.openZip(at, n)
	if err != nil {
		w.skip(in.at(0), readSkip(err))
		return
	}
	taken := meterUnzipping(z)
	if isWACZ(z) {
		w.wacz(in, z, taken)
		return
	}
	for _, f := range z.File {
		if w.ended() {
			return
		}
		if !hidden(f.Name) && !strings.HasSuffix(f.Name, "/") {
			w.zipMember(in, f, taken)
		}
	}
}

// meterUnzipping makes z decompress with our own means and returns a function
// that gives the tally of the member opened last.
func meterUnzipping(z *zip.Reader) (taken func() *tally) {
	last := &tally{}
	count := func(r io.Reader) io.Reader {
		last = &tally{from: r}
		return last
	}
	unzstd := zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(windowMax))
	z.RegisterDecompressor(zip.Store, func(r io.Reader) io.ReadCloser { return io.NopCloser(count(r)) })
	z.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(count(r)) })
	z.RegisterDecompressor(zstd.ZipMethodWinZip, func(r io.Reader) io.ReadCloser { return unzstd(count(r)) })
	return func() *tally { return last }
}

// openZip reads the directory of a zip, having looked at how large it is: every
// 46 bytes of it cost some 300 in memory.
func (w *walker) openZip(at io.ReaderAt, n int64) (*zip.Reader, error) {
	limits := &w.opt.Limits
	if d := directorySize(at, n); d > limits.Directory {
		return nil, skip(hearsay.ErrTooLarge, "its directory has %s, the limit is %s", size(d), size(limits.Directory))
	}
	z, err := zip.NewReader(at, n)
	switch {
	case errors.Is(err, zip.ErrFormat):
		return nil, skip(hearsay.ErrCorrupt, "a damaged or cut zip archive: its directory cannot be read")
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // names are never used as paths
		return nil, err
	case len(z.File) == 0:
		return nil, skip(hearsay.ErrInvalid, "an empty zip archive")
	case int64(len(z.File)) > limits.Members:
		return nil, skip(hearsay.ErrTooLarge, "it has %d members, the limit is %d", len(z.File), limits.Members)
	}
	var sum uint64
	for _, f := range z.File {
		if sum += f.CompressedSize64; f.CompressedSize64 > uint64(n) || sum > uint64(n) {
			return nil, skip(hearsay.ErrRefused, "its members overlap: a zip bomb")
		}
	}
	return z, nil
}

func (w *walker) zipMember(in *input, f *zip.File, taken func() *tally) {
	switch mode := f.Mode(); {
	case f.Flags&1 != 0:
		w.skipMember(in, f.Name, skip(hearsay.ErrRefused, "encrypted, not read"))
		return
	case mode&fs.ModeSymlink != 0:
		w.skipMember(in, f.Name, skip(hearsay.ErrRefused, "a link in an archive, not followed"))
		return
	case mode&fs.ModeType != 0:
		w.skipMember(in, f.Name, skip(hearsay.ErrRefused, "a device or the like, not a file"))
		return
	}
	r, err := f.Open()
	if err != nil {
		w.skipMember(in, f.Name, zipSkip(f, err))
		return
	}
	defer r.Close() // closes a decompressor; there is nothing to lose
	u := &unpacked{from: r, in: taken(), l: &w.opt.Limits}
	w.within(u, func() { w.member(in, f.Name, u, int64(f.UncompressedSize64)) })
}

func zipSkip(f *zip.File, err error) *Skip {
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return skip(hearsay.ErrRefused, "compressed in a way that is not read (method %d)", f.Method)
	case errors.Is(err, zip.ErrFormat):
		return skip(hearsay.ErrCorrupt, "damaged in the archive")
	}
	return readSkip(err)
}

// directorySize returns the bytes from the start of a zip's directory to its end
// record, or 0 when there is no such record. It is the larger of what the record
// says of size and of offset, since the reader may believe either.
//
//	end record, 22 bytes and a comment:   "PK\5\6" … size @12 (4) offset @16 (4)
//	before it, when they are too small:   "PK\6\7" … offset of the next @8 (8)
//	which is:                             "PK\6\6" … size @40 (8) offset @48 (8)
func directorySize(at io.ReaderAt, n int64) int64 {
	tail := make([]byte, min(n, 22+20+64*kb))
	if _, err := at.ReadAt(tail, n-int64(len(tail))); err != nil && err != io.EOF {
		return 0 // the reader will meet the error, too
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < 22 {
		return 0
	}
	end := n - int64(len(tail)) + int64(i)
	directory := max(int64(binary.LittleEndian.Uint32(tail[i+12:])), end-int64(binary.LittleEndian.Uint32(tail[i+16:])))
	if i < 20 || string(tail[i-20:i-16]) != "PK\x06\x07" {
		return directory
	}
	var far [56]byte
	offset := int64(binary.LittleEndian.Uint64(tail[i-20+8:]))
	if offset < 0 || offset > n {
		return 0
	}
	if _, err := at.ReadAt(far[:], offset); err != nil || string(far[:4]) != "PK\x06\x06" {
		return 0
	}
	return max(int64(binary.LittleEndian.Uint64(far[40:])), end-int64(binary.LittleEndian.Uint64(far[48:])))
}
