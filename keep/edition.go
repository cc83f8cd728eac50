// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
)

// publishedFormat is the version of published libraries that this program writes, and the
// only one that it reads so far.
const publishedFormat = 1

// maxPublished bounds the bytes of the file that says which edition counts.
const maxPublished = 1 << 20

// Published says which edition of a published library counts. JSON names are final.
type Published struct {
	Format   int       `json:"hearsay_published"`
	Edition  string    `json:"edition"`
	Switched time.Time `json:"switched"` // by the clock of who published it
	Earlier  []Earlier `json:"earlier"`  // editions that are there still, the latest first
}

// Earlier is an edition that does not count any more.
type Earlier struct {
	Edition string    `json:"edition"`
	Until   time.Time `json:"until"`
}

// ReadPublished reads which edition of the library that is published in a folder counts.
// Errors: ErrNotFound when none is published there; ErrInvalid, ErrNewer.
func ReadPublished(folder string) (*Published, error) {
	f, info, err := openPlain(filepath.Join(folder, store.PublishedName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: no %s in %s; publish a library there with: hearsay publish", hearsay.ErrNotFound, store.PublishedName, folder)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > maxPublished {
		return nil, fmt.Errorf("%s: %w", store.PublishedName, hearsay.ErrTooLarge)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return readPublished(data)
}

// readPublished reads the file and holds it to what it may say: the names in it become
// those of folders.
func readPublished(data []byte) (*Published, error) {
	var p Published
	if err := json.Unmarshal(data, &p); err != nil || p.Format < 1 {
		return nil, fmt.Errorf("%w: %s names no edition", hearsay.ErrInvalid, store.PublishedName)
	}
	if p.Format > publishedFormat {
		return nil, fmt.Errorf("%w: a later hearsay published the library (format %d, this program knows %d); use that one", hearsay.ErrNewer, p.Format, publishedFormat)
	}
	for _, name := range append(p.names(), p.Edition) {
		if EditionNumber(name) == 0 {
			return nil, fmt.Errorf("%w: %s names %.40q, which is no edition", hearsay.ErrInvalid, store.PublishedName, name)
		}
	}
	return &p, nil
}

// names are those of the earlier editions.
func (p *Published) names() (out []string) {
	for _, e := range p.Earlier {
		out = append(out, e.Edition)
	}
	return out
}

// until is when an edition ceased to count; zero where that is not noted.
func (p *Published) until(name string) time.Time {
	for _, e := range p.Earlier {
		if e.Edition == name {
			return e.Until
		}
	}
	return time.Time{}
}

// editionName is the name of the edition of a number.
func editionName(n int) string { return fmt.Sprintf("%06d", n) }

// EditionNumber is the number of the edition of a name; 0 for what is no such name.
func EditionNumber(name string) int {
	n, err := strconv.Atoi(name)
	if err != nil || n < 1 || name != editionName(n) {
		return 0
	}
	return n
}

// Edition is a library as one commit left it, published.
type Edition struct {
	Name     string
	Dir      string // laid out as a library
	Manifest *Manifest
}

// OpenEdition looks whether an edition of the library that is published in a folder is
// whole, as far as names and sizes tell: each file of its list is there, a plain one, and
// nothing else is. [Verify] reads the bytes. Errors: ErrCorrupt, with the file; ErrInvalid, ErrNewer.
func OpenEdition(folder, name string) (*Edition, error) {
	if EditionNumber(name) == 0 {
		return nil, fmt.Errorf("edition %.40q: %w: no edition has that name", name, hearsay.ErrInvalid)
	}
	dir := filepath.Join(folder, name)
	m, err := manifestOf(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w: %s is not there", hearsay.ErrCorrupt, ManifestName)
	}
	if err == nil {
		err = m.fits(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("edition %s: %w", name, err)
	}
	return &Edition{name, dir, m}, nil
}

// fits compares a folder with a list.
func (m *Manifest) fits(dir string) error {
	left := map[string]int64{}
	for _, f := range m.Files {
		left[f.Path] = f.Size
	}
	err := filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil || at == dir {
			return err
		}
		rel, err := filepath.Rel(dir, at)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if d.IsDir() {
			return m.allows(name)
		}
		return holds(left, name, d)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: files go while they are looked at: %w", hearsay.ErrCorrupt, err)
	}
	for _, f := range m.Files { // in order, so that it says the same each time
		if _, missing := left[f.Path]; err == nil && missing {
			err = fmt.Errorf("%w: %s is missing", hearsay.ErrCorrupt, f.Path)
		}
	}
	return err
}

// allows refuses folders that no file of the list is in.
func (m *Manifest) allows(folder string) error {
	if folder == store.CapturesFolder || folder == store.IndexFolder ||
		slices.ContainsFunc(m.Files, func(f File) bool { return path.Dir(f.Path) == folder }) {
		return nil
	}
	return fmt.Errorf("%w: the folder %q is not in the list", hearsay.ErrCorrupt, folder)
}

// holds takes a file off the list of those that are still to come.
func holds(left map[string]int64, name string, d fs.DirEntry) error {
	// Some shared storage keeps a file under such a name while somebody has it open.
	if name == ManifestName || strings.HasPrefix(path.Base(name), ".nfs") {
		return nil
	}
	want, listed := left[name]
	delete(left, name)
	info, err := d.Info()
	switch {
	case err != nil:
		return err
	case !listed:
		return fmt.Errorf("%w: %q is not in the list", hearsay.ErrCorrupt, name)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: %s is no plain file", hearsay.ErrCorrupt, name)
	case info.Size() != want:
		return fmt.Errorf("%w: %s has %d bytes, and %d were published", hearsay.ErrCorrupt, name, info.Size(), want)
	}
	return nil
}

// ReadFolder is the folder in which the library that somebody names is to be read: the
// edition that counts where one is published, else the folder itself. Errors are those of
// ReadPublished and OpenEdition.
func ReadFolder(dir string) (string, error) {
	if _, err := os.Lstat(filepath.Join(dir, store.PublishedName)); err != nil {
		return dir, nil // whoever opens it finds out
	}
	p, err := ReadPublished(dir)
	if err != nil {
		return "", err
	}
	e, err := OpenEdition(dir, p.Edition)
	if err != nil {
		return "", err
	}
	return e.Dir, nil
}
