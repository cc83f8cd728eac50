// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"hearsay/internal/durable"
	"hearsay/store"
)

// intoArchive makes a backup that is one file. An earlier one of that name is replaced at
// once, when the new one is on disk.
func intoArchive(ctx context.Context, lib *store.Store, target string, opt Options) (r *Result, err error) {
	partial := target + ".partial"
	f, err := alone(partial)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	stage := partial + ".stage"
	defer func() {
		errs := []error{err, os.RemoveAll(stage)}
		if err != nil {
			errs = append(errs, durable.Remove(partial))
		}
		err = errors.Join(errs...)
	}()
	err = errors.Join(f.Truncate(0), f.Chmod(0o600), os.RemoveAll(stage), os.MkdirAll(stage, 0o700))
	if err != nil {
		return nil, err
	}
	a := &archiver{opt: opt, stage: stage}
	if err := a.write(ctx, lib, f, strings.HasSuffix(target, ".zst")); err != nil {
		return nil, err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("write %s: %w", partial, err)
	}
	a.result.Path = target
	return &a.result, durable.Rename(partial, target)
}

// archiver writes a backup as one file.
type archiver struct {
	opt    Options
	stage  string
	tar    *tar.Writer
	result Result
}

// write writes all of the backup, packed or not.
func (a *archiver) write(ctx context.Context, lib *store.Store, f io.Writer, pack bool) error {
	t, err := take(ctx, lib, a.stage, nil, a.opt)
	if err != nil {
		return err
	}
	defer t.close()
	buf := bufio.NewWriterSize(f, 1<<20)
	out := io.WriteCloser(nopCloser{buf})
	if pack {
		if out, err = zstd.NewWriter(buf, zstd.WithEncoderLevel(zstd.SpeedDefault)); err != nil {
			return err
		}
	}
	a.tar = tar.NewWriter(out)
	err = a.all(ctx, lib, t)
	if e := errors.Join(a.tar.Close(), out.Close()); err == nil {
		err = e
	}
	if err == nil {
		err = buf.Flush()
	}
	return err
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// all writes every file and, last, the list.
func (a *archiver) all(ctx context.Context, lib *store.Store, t *taken) (err error) {
	if a.result.Manifest, err = t.copied(ctx, lib, a.opt.Now, a.put); err != nil {
		return err
	}
	data, err := a.result.Manifest.encode()
	if err != nil {
		return err
	}
	_, err = a.entry(ManifestName, int64(len(data)), bytes.NewReader(data))
	return err
}

// put writes one file of the library.
func (a *archiver) put(p *part) (err error) {
	from := p.reader()
	if p.staged {
		f, info, err := openPlain(filepath.Join(a.stage, p.Path))
		if err != nil {
			return err
		}
		defer f.Close()
		from, p.Size = f, info.Size()
	}
	if p.SHA256, err = a.entry(p.Path, p.Size, from); err != nil {
		return fmt.Errorf("copy %s: %w", p.Path, err)
	}
	a.result.count(p, &a.opt)
	return nil
}

// entry writes one file and returns its sum.
func (a *archiver) entry(name string, size int64, from io.Reader) (string, error) {
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: a.opt.Now.UTC(), Format: tar.FormatPAX}
	if err := a.tar.WriteHeader(h); err != nil {
		return "", err
	}
	return copySummed(a.tar, from, size)
}
