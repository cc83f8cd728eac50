// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/durable"
	"hearsay/store"
)

// The names in a folder of backups. What begins with a dot is no backup.
const (
	folderForm  = "2006-01-02T15-04-05Z"
	partialName = ".partial"
	goneName    = ".gone"
	lockName    = ".lock"
)

// intoFolder makes a backup in a folder of backups.
func intoFolder(ctx context.Context, lib *store.Store, target string, opt Options) (*Result, error) {
	if _, err := os.Lstat(filepath.Join(target, ManifestName)); err == nil {
		return nil, fmt.Errorf("%w: %s is a backup itself; name the folder that it lies in", hearsay.ErrInvalid, target)
	}
	for _, name := range []string{store.FactsName, store.PlaceName} {
		if _, err := os.Lstat(filepath.Join(target, name)); err == nil {
			return nil, fmt.Errorf("%w: %s is a library; name another folder", hearsay.ErrInvalid, target)
		}
	}
	if err := os.MkdirAll(target, 0o700); err != nil {
		return nil, err
	}
	lock, err := alone(filepath.Join(target, lockName))
	if err != nil {
		return nil, err
	}
	defer lock.Close()
	b := &folderBackup{dir: filepath.Join(target, partialName), opt: opt, mode: 0o600}
	if err := b.begin(target); err != nil {
		return nil, err
	}
	if !opt.Full {
		b.before = newest(target)
	}
	r, err := b.fill(ctx, lib)
	if err == nil {
		r.Path, err = b.publish(target)
	}
	if err != nil {
		// What stays for another fault of the disk is swept by the next backup.
		_ = os.RemoveAll(b.dir)
		return nil, err
	}
	if opt.Keep > 0 {
		r.Removed, err = prune(target, opt.Keep)
	}
	return r, err
}

// alone takes the lock of a folder of backups or editions, or of one file that is to be
// a backup.
func alone(path string) (*os.File, error) {
	lock, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := durable.TryLock(lock); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: another backup or edition is being made there: %s is locked; wait until it is done", hearsay.ErrConflict, path), lock.Close())
	}
	return lock, nil
}

// folderBackup is a backup that is being made in a folder.
type folderBackup struct {
	dir    string
	opt    Options
	mode   fs.FileMode // of its files
	before *earlier
	result Result
}

// begin sweeps what an interruption left, and makes an empty folder.
func (b *folderBackup) begin(target string) error {
	for _, left := range []string{partialName, goneName} {
		if err := os.RemoveAll(filepath.Join(target, left)); err != nil {
			return err
		}
	}
	return makeFolders(foldersIn(b.dir, b.opt.beside()))
}

// fill puts the library into the folder.
func (b *folderBackup) fill(ctx context.Context, lib *store.Store) (*Result, error) {
	t, err := take(ctx, lib, b.dir, b.before, b.opt)
	if err != nil {
		return nil, err
	}
	defer t.close()
	b.result.Manifest, err = t.copied(ctx, lib, b.opt.Now, b.put)
	return &b.result, err
}

// put puts one file into the folder.
func (b *folderBackup) put(p *part) (err error) {
	to := filepath.Join(b.dir, filepath.FromSlash(p.Path))
	switch {
	case p.staged:
		p.Size, p.SHA256, err = b.staged(to)
	case p.same != nil:
		p.SHA256 = p.same.SHA256
		from := filepath.Join(b.before.dir, filepath.FromSlash(p.Path))
		if os.Link(from, to) == nil {
			b.result.Linked++
			return giveMode(to, b.mode)
		}
		err = copyAgain(from, to, &p.File, b.mode) // this file system has no links
	default:
		p.SHA256, err = writeFile(to, p.reader(), p.Size, b.mode)
	}
	if err != nil {
		return fmt.Errorf("copy %s: %w", p.Path, err)
	}
	b.result.count(p, &b.opt)
	return nil
}

// staged finishes a database that was copied into the folder.
func (b *folderBackup) staged(path string) (size int64, sum string, err error) {
	if b.opt.edition {
		if err := errors.Join(store.Unlog(path), giveMode(path, b.mode)); err != nil {
			return 0, "", err
		}
	}
	return sumOf(path)
}

// giveMode says who may read a file. Storage that knows no owners is not asked for what
// it has already.
func giveMode(path string, mode fs.FileMode) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() == mode.Perm() {
		return err
	}
	return os.Chmod(path, mode)
}

// copyAgain copies a file of the earlier backup, which must be as it was listed.
func copyAgain(from, to string, f *File, mode fs.FileMode) error {
	old, _, err := openPlain(from)
	if err != nil {
		return err
	}
	defer old.Close()
	sum, err := writeFile(to, old, f.Size, mode)
	if err == nil && sum != f.SHA256 {
		err = fmt.Errorf("%s: %w: it is not what was backed up; check that backup, or make one with --full", from, hearsay.ErrCorrupt)
	}
	return err
}

// writeFile makes a file of so many bytes, and returns their sum when they are on disk.
func writeFile(to string, from io.Reader, size int64, mode fs.FileMode) (sum string, err error) {
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	sum, err = copySummed(f, from, size)
	if err == nil {
		err = giveMode(to, mode)
	}
	if err == nil {
		err = f.Sync()
	}
	return sum, errors.Join(err, f.Close())
}

// copySummed copies so many bytes, and returns their sum.
func copySummed(to io.Writer, from io.Reader, size int64) (sum string, err error) {
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, h), io.LimitReader(from, size))
	if err == nil && n < size {
		err = fmt.Errorf("%w: %d bytes, but %d were acknowledged; run hearsay check", hearsay.ErrCorrupt, n, size)
	}
	return hex.EncodeToString(h.Sum(nil)), err
}

// sumOf reads a file.
func sumOf(path string) (size int64, sum string, err error) {
	f, _, err := openPlain(path)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return size, hex.EncodeToString(h.Sum(nil)), err
}

// list writes the list, with which all is on disk.
func (b *folderBackup) list() error {
	data, err := b.result.Manifest.encode()
	if err != nil {
		return err
	}
	if _, err := writeFile(filepath.Join(b.dir, ManifestName), bytes.NewReader(data), int64(len(data)), b.mode); err != nil {
		return fmt.Errorf("write %s: %w", ManifestName, err)
	}
	return syncFolders(foldersIn(b.dir, b.opt.beside()))
}

// publish writes the list and gives the folder its name.
func (b *folderBackup) publish(target string) (string, error) {
	if err := b.list(); err != nil {
		return "", err
	}
	name := b.opt.Now.UTC().Format(folderForm)
	for n := 2; ; n++ {
		to := filepath.Join(target, name)
		if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
			return to, durable.Rename(b.dir, to)
		}
		name = fmt.Sprintf("%s-%d", b.opt.Now.UTC().Format(folderForm), n)
	}
}

// foldersIn are the folders that a library may have with what is beside its facts, itself
// first.
func foldersIn(dir string, beside store.Beside) []string {
	out := []string{dir}
	for _, name := range append([]string{store.CapturesFolder, store.IndexFolder}, beside.Folders...) {
		out = append(out, filepath.Join(dir, name))
	}
	return out
}

// makeFolders makes folders that only their owner can read.
func makeFolders(folders []string) error {
	for _, folder := range folders {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
	}
	return nil
}

// syncFolders puts the names of files on disk.
func syncFolders(folders []string) error {
	for _, folder := range folders {
		if err := durable.SyncFolder(folder); err != nil {
			return err
		}
	}
	return nil
}

// backupsIn lists the backups of a folder, oldest first.
func backupsIn(target string) []earlier {
	entries, err := os.ReadDir(target)
	if err != nil {
		return nil // whoever goes on finds out
	}
	var out []earlier
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		dir := filepath.Join(target, e.Name())
		if m, err := manifestOf(dir); err == nil {
			out = append(out, earlier{dir, m})
		}
	}
	slices.SortStableFunc(out, func(a, b earlier) int { return a.manifest.Made.Compare(b.manifest.Made) })
	return out
}

// newest is the latest backup of a folder, or nil.
func newest(target string) *earlier {
	all := backupsIn(target)
	if len(all) == 0 {
		return nil
	}
	return &all[len(all)-1]
}

// manifestOf reads the list of a backup that is a folder.
func manifestOf(dir string) (*Manifest, error) {
	f, info, err := openPlain(filepath.Join(dir, ManifestName))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > maxManifest {
		return nil, fmt.Errorf("%s: %w", ManifestName, hearsay.ErrTooLarge)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return readManifest(data)
}

// prune removes all but the newest backups of a folder. One that is half removed has
// another name.
func prune(target string, leave int) (removed []string, err error) {
	all := backupsIn(target)
	for _, b := range all[:max(0, len(all)-leave)] {
		gone := filepath.Join(target, goneName)
		if err := durable.Rename(b.dir, gone); err != nil {
			return removed, err
		}
		removed = append(removed, b.dir)
		if err := os.RemoveAll(gone); err != nil {
			return removed, err
		}
	}
	return removed, nil
}
