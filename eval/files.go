// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// file is one file of a set, read whole. Sets are laboratory data of known
// size, so unlike package intake nothing here guards against bombs.
type file struct {
	// name is the path below the set's folder or inside the archive, with
	// slashes, and without the ending of the compression that was undone.
	name string
	data []byte
}

// takeAll hands every file of a set to take, until one is an error, which is then named.
func takeAll(dir string, take func(file) error) error {
	for f, err := range files(dir) {
		if err != nil {
			return err
		}
		if err := take(f); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

// files yields every file of a set in name order of the folder, looking into
// .tar.gz, .tgz and .tar.zst and undoing .gz and .zst, so that a set may lie
// packed as published or unpacked. It stops after the first error.
func files(dir string) iter.Seq2[file, error] {
	return func(yield func(file, error) bool) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			return openFile(path, filepath.ToSlash(rel), yield)
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(file{}, fmt.Errorf("read set %s: %w", dir, err))
		}
	}
}

// errStop ends a walk when the consumer has seen enough.
var errStop = errors.New("stop")

func openFile(path, rel string, yield func(file, error) bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, name, err := decompress(bufio.NewReaderSize(f, 1<<20), rel)
	if err != nil {
		return fmt.Errorf("%s: %w", rel, err)
	}
	defer r.Close()
	if strings.HasSuffix(name, ".tar") {
		return untar(r, yield)
	}
	return emit(r, name, yield)
}

// decompress undoes the compression that the name tells of and returns the
// name without its ending. Windows up to 128 MB are accepted, as the sets are
// packed with --long.
func decompress(r io.Reader, name string) (io.ReadCloser, string, error) {
	switch {
	case strings.HasSuffix(name, ".gz"):
		z, err := gzip.NewReader(r)
		return z, strings.TrimSuffix(name, ".gz"), err
	case strings.HasSuffix(name, ".tgz"):
		z, err := gzip.NewReader(r)
		return z, strings.TrimSuffix(name, ".tgz") + ".tar", err
	case strings.HasSuffix(name, ".zst"):
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(1<<27), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, name, err
		}
		return z.IOReadCloser(), strings.TrimSuffix(name, ".zst"), nil
	}
	return io.NopCloser(r), name, nil
}

func untar(r io.Reader, yield func(file, error) bool) error {
	tr := tar.NewReader(r)
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if err := emit(tr, h.Name, yield); err != nil {
			return err
		}
	}
}

func emit(r io.Reader, name string, yield func(file, error) bool) error {
	var buf bytes.Buffer
	if _, err := buf.ReadFrom(r); err != nil {
		return err
	}
	if !yield(file{name: name, data: buf.Bytes()}, nil) {
		return errStop
	}
	return nil
}
