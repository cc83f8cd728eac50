// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"archive/tar"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"hearsay"
)

// bundle is a backup that is being read. Each calls f for every file in it and returns
// its list; a name is that of a file of a library, or f does not get it. An error of f
// ends it.
type bundle interface {
	each(ctx context.Context, f func(name string, size int64, from io.Reader) error) (*Manifest, error)
	where() string
	close() error
}

// open opens a backup: its folder, a folder of backups, of which it takes the latest, or
// a file. Error: ErrNotFound.
func open(path string) (bundle, error) {
	info, err := os.Stat(path) // the name that a person typed may be a link
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("backup %s: %w", path, hearsay.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		return &tarBundle{path: path, file: f, size: info.Size()}, nil
	}
	dir := path
	if _, err := os.Lstat(filepath.Join(path, ManifestName)); err != nil {
		b := newest(path)
		if b == nil {
			return nil, fmt.Errorf("backup %s: %w: no whole backup is there", path, hearsay.ErrNotFound)
		}
		dir = b.dir
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &folderBundle{dir, root}, nil
}

// folderBundle is a backup that is a folder.
type folderBundle struct {
	dir  string
	root *os.Root
}

func (b *folderBundle) where() string { return b.dir }
func (b *folderBundle) close() error  { return b.root.Close() }

func (b *folderBundle) each(ctx context.Context, f func(string, int64, io.Reader) error) (*Manifest, error) {
	m, err := manifestOf(b.dir)
	if err != nil {
		return nil, fmt.Errorf("backup %s: %w", b.dir, err)
	}
	for _, file := range m.Files {
		if err := errors.Join(ctx.Err(), b.one(file.Path, f)); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// one reads one file. What is not there or no plain file is passed over: it is missing
// then. The root follows no link out of the folder; here none is followed at all.
func (b *folderBundle) one(name string, f func(string, int64, io.Reader) error) error {
	for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
		if info, err := b.root.Lstat(dir); err != nil || !info.IsDir() {
			return nil
		}
	}
	info, err := b.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	file, err := b.root.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return f(name, info.Size(), file)
}

// A backup that unpacks to more than this is a bomb: facts pack to a tenth, captures and
// segments hardly at all.
const (
	maxRatio = 200
	maxSlack = 64 << 20
)

// tarBundle is a backup that is one file.
type tarBundle struct {
	path string
	file *os.File
	size int64
}

func (b *tarBundle) where() string { return b.path }
func (b *tarBundle) close() error  { return b.file.Close() }

func (b *tarBundle) each(ctx context.Context, f func(string, int64, io.Reader) error) (m *Manifest, err error) {
	from := io.Reader(bufio.NewReaderSize(b.file, 1<<20))
	if strings.HasSuffix(b.path, ".zst") {
		z, err := zstd.NewReader(from, zstd.WithDecoderMaxWindow(64<<20))
		if err != nil {
			return nil, err
		}
		defer z.Close()
		from = z
	}
	left := b.size*maxRatio + maxSlack
	t := tar.NewReader(from)
	for seen := map[string]bool{}; ; {
		h, err := t.Next()
		if err == io.EOF && m != nil {
			return m, nil
		}
		if err == io.EOF {
			err = fmt.Errorf("%w: it ends before its list", io.ErrUnexpectedEOF)
		}
		if err == nil {
			err = errors.Join(ctx.Err(), b.admit(h, seen, m != nil, &left))
		}
		if err == nil && h.Name == ManifestName {
			m, err = readTarManifest(t, h.Size)
		} else if err == nil {
			err = f(h.Name, h.Size, t)
		}
		if err != nil {
			return nil, b.fault(err)
		}
	}
}

// fault says what is wrong with a file that cannot be read as a backup.
func (b *tarBundle) fault(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, tar.ErrHeader) || errors.Is(err, zstd.ErrMagicMismatch) || errors.Is(err, zstd.ErrCRCMismatch) {
		err = fmt.Errorf("%w: %w: it is no whole backup", hearsay.ErrCorrupt, err)
	}
	return fmt.Errorf("backup %s: %w", b.path, err)
}

// admit holds an entry to what a backup may have.
func (b *tarBundle) admit(h *tar.Header, seen map[string]bool, over bool, left *int64) error {
	folded := strings.ToLower(h.Name)
	switch {
	case h.Typeflag != tar.TypeReg:
		return fmt.Errorf("%w: %q is no plain file", hearsay.ErrInvalid, h.Name)
	case h.Name != ManifestName && !belongs(h.Name):
		return fmt.Errorf("%w: %q is no file of a library", hearsay.ErrInvalid, h.Name)
	case seen[folded] || over:
		return fmt.Errorf("%w: %q stands twice, or behind the list", hearsay.ErrInvalid, h.Name)
	}
	seen[folded] = true
	if *left -= h.Size; *left < 0 {
		return fmt.Errorf("%w: it unpacks to more than %d times its size", hearsay.ErrTooLarge, maxRatio)
	}
	return nil
}

func readTarManifest(from io.Reader, size int64) (*Manifest, error) {
	if size > maxManifest {
		return nil, fmt.Errorf("%s: %w", ManifestName, hearsay.ErrTooLarge)
	}
	data, err := io.ReadAll(from)
	if err != nil {
		return nil, err
	}
	return readManifest(data)
}

// unpack reads a backup and compares every file with the list. What it reads goes where
// into says, which may be nowhere. It returns what is wrong with the files; errors are
// those that keep it from telling.
func unpack(ctx context.Context, b bundle, into func(name string) (io.WriteCloser, error)) (m *Manifest, wrong []string, err error) {
	got := map[string]File{}
	m, err = b.each(ctx, func(name string, size int64, from io.Reader) error {
		sum := sha256.New()
		n, err := pour(name, io.TeeReader(from, sum), into)
		got[name] = File{Path: name, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	for _, f := range m.Files {
		have, there := got[f.Path]
		delete(got, f.Path)
		switch {
		case !there:
			wrong = append(wrong, f.Path+": it is missing")
		case have.Size != f.Size:
			wrong = append(wrong, fmt.Sprintf("%s: %d bytes, and %d were written", f.Path, have.Size, f.Size))
		case have.SHA256 != f.SHA256:
			wrong = append(wrong, f.Path+": its bytes are not those that were written")
		}
	}
	for name := range got {
		wrong = append(wrong, name+": it is not in the list")
	}
	return m, wrong, nil
}

// pour copies one file to where it is wanted.
func pour(name string, from io.Reader, into func(string) (io.WriteCloser, error)) (n int64, err error) {
	to, err := into(name)
	if err != nil {
		return 0, err
	}
	if to == nil {
		return io.Copy(io.Discard, from)
	}
	n, err = io.Copy(to, from)
	return n, errors.Join(err, to.Close())
}
