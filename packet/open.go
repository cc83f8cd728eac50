// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package packet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strings"

	"hearsay"
)

// The limits of a packet. What is over one is refused before it is unpacked.
const (
	maxPacket    = 1 << 30 // bytes of the .zip
	maxFile      = 64 << 20
	maxTotal     = 512 << 20 // unpacked
	maxFiles     = 4 * maxArticles
	maxDirectory = maxFiles * 512
)

// open reads the directory of a .zip and refuses what no packet has: the files may
// then be read one by one. Errors: ErrInvalid for what is no .zip or has its end cut
// off, ErrRefused for names that lead elsewhere or stand twice and for kinds of entry
// that hide something, ErrTooLarge for bombs.
func open(r io.ReaderAt, size int64) ([]*zip.File, error) {
	if err := checkEnd(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w: no .zip: %v", hearsay.ErrInvalid, err)
	}
	if len(z.File) > maxFiles {
		return nil, fmt.Errorf("%w: %d files; a packet has at most %d", hearsay.ErrTooLarge, len(z.File), maxFiles)
	}
	var files []*zip.File
	seen := map[string]bool{}
	var total, packed uint64
	for _, f := range z.File {
		if err := checkEntry(f); err != nil {
			return nil, err
		}
		folded := strings.ToLower(f.Name) // some systems know no case
		if seen[folded] {
			return nil, fmt.Errorf("%w: the name %q stands twice", hearsay.ErrRefused, f.Name)
		}
		seen[folded] = true
		total += f.UncompressedSize64
		packed += f.CompressedSize64
		if !strings.HasSuffix(f.Name, "/") {
			files = append(files, f)
		}
	}
	switch {
	case total > maxTotal:
		return nil, fmt.Errorf("%w: %d bytes when unpacked; a packet has at most %d", hearsay.ErrTooLarge, total, int64(maxTotal))
	case packed > uint64(size):
		return nil, fmt.Errorf("%w: its files overlap", hearsay.ErrRefused)
	}
	return files, nil
}

// checkEnd looks at the last record before anything is read by what it says: the
// directory stands right before it and is small, so that reading it takes little
// memory whatever it holds.
func checkEnd(r io.ReaderAt, size int64) error {
	const length = 22
	if size > maxPacket {
		return fmt.Errorf("%w: %d bytes; a packet has at most %d", hearsay.ErrTooLarge, size, int64(maxPacket))
	}
	var end [length]byte
	if size < length {
		return fmt.Errorf("%w: no .zip: only %d bytes", hearsay.ErrInvalid, size)
	}
	if _, err := r.ReadAt(end[:], size-length); err != nil {
		return fmt.Errorf("read its end: %w", err)
	}
	if !bytes.HasPrefix(end[:], []byte("PK\x05\x06")) {
		return fmt.Errorf("%w: no .zip as Hearsay writes it, or its end is cut off", hearsay.ErrInvalid)
	}
	directory, at := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	switch {
	case directory > maxDirectory:
		return fmt.Errorf("%w: a directory of %d bytes; a packet has at most %d files", hearsay.ErrTooLarge, directory, maxFiles)
	case at+directory+length != size:
		return fmt.Errorf("%w: bytes stand before or behind the .zip, which belong to no file", hearsay.ErrRefused)
	}
	return nil
}

// plainName is a name that is the same on every system and leads nowhere else.
var plainName = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?$`)

func checkEntry(f *zip.File) error {
	const encrypted = 1
	switch folder := strings.HasSuffix(f.Name, "/"); {
	case len(f.Name) > 200 || !plainName.MatchString(f.Name):
		return fmt.Errorf("%w: the name %.200q may lead out of the folder that it is unpacked to, or differs between systems", hearsay.ErrRefused, f.Name)
	case folder && f.UncompressedSize64 > 0:
		return fmt.Errorf("%w: the folder %q has content", hearsay.ErrRefused, f.Name)
	case !folder && !f.Mode().IsRegular():
		return fmt.Errorf("%w: %q is a link or a device", hearsay.ErrRefused, f.Name)
	case f.Flags&encrypted != 0:
		return fmt.Errorf("%w: %q is encrypted", hearsay.ErrRefused, f.Name)
	case f.Method != zip.Deflate && f.Method != zip.Store:
		return fmt.Errorf("%w: %q is packed in a way that is not known", hearsay.ErrRefused, f.Name)
	case f.UncompressedSize64 > maxFile:
		return fmt.Errorf("%w: %q has %d bytes when unpacked; a file of a packet has at most %d", hearsay.ErrTooLarge, f.Name, f.UncompressedSize64, int64(maxFile))
	}
	return nil
}
