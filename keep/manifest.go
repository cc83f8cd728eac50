// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"hearsay"
	"hearsay/store"
)

// ManifestName is the name of the list of files in a backup.
const ManifestName = store.BackupName

// manifestFormat is the version of backups that this program writes, and the only one
// that it reads so far.
const manifestFormat = 1

// maxManifest bounds the bytes of a list: some million files.
const maxManifest = 256 << 20

// Manifest is the list of a backup's files. JSON names are final.
type Manifest struct {
	Format   int       `json:"hearsay_backup"`
	Made     time.Time `json:"made"`
	Layout   int       `json:"library_format"`
	Captures int       `json:"captures"`
	Articles int       `json:"articles"`
	Accounts bool      `json:"accounts"` // it has digests of people's passwords
	Files    []File    `json:"files"`
}

// File is a file of a backup.
type File struct {
	Path   string `json:"path"` // in the library's folder, with slashes
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	// Changed is when the library last wrote to the file, in nanoseconds since 1970: one
	// of another moment is copied again. 0: always.
	Changed int64 `json:"changed,omitempty"`
}

// encode returns the list as it stands in a backup.
func (m *Manifest) encode() ([]byte, error) {
	data, err := json.MarshalIndent(m, "", " ")
	return append(data, '\n'), err
}

// Bytes is the size of all files.
func (m *Manifest) Bytes() (n int64) {
	for _, f := range m.Files {
		n += f.Size
	}
	return n
}

// file returns the entry of a path, or nil.
func (m *Manifest) file(path string) *File {
	for i := range m.Files {
		if m.Files[i].Path == path {
			return &m.Files[i]
		}
	}
	return nil
}

// readManifest reads a list and holds it to what a backup may have. Errors: ErrNewer,
// ErrInvalid.
func readManifest(data []byte) (*Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil || m.Format < 1 {
		return nil, fmt.Errorf("%w: %s is no list of a backup", hearsay.ErrInvalid, ManifestName)
	}
	if m.Format > manifestFormat || m.Layout > store.Format {
		return nil, fmt.Errorf("%w: a later hearsay made it; use that one", hearsay.ErrNewer)
	}
	seen := map[string]bool{}
	for _, f := range m.Files {
		sum, err := hex.DecodeString(f.SHA256)
		folded := strings.ToLower(f.Path) // some file systems know one case
		if !belongs(f.Path) || seen[folded] || f.Size < 0 || err != nil || len(sum) != 32 {
			return nil, fmt.Errorf("%w: %s lists %q, which is no file of a library, or twice, or without its sum", hearsay.ErrInvalid, ManifestName, f.Path)
		}
		seen[folded] = true
	}
	if m.file(store.FactsName) == nil {
		return nil, fmt.Errorf("%w: %s lists no %s", hearsay.ErrInvalid, ManifestName, store.FactsName)
	}
	return &m, nil
}

// belongs reports whether a path is one that a library has: nothing else is opened or
// made.
func belongs(name string) bool {
	if name == store.FactsName {
		return true
	}
	beside := store.BesideFacts()
	if slices.Contains(beside.Databases, name) || slices.Contains(beside.Texts, name) {
		return true
	}
	folder, base := path.Split(name)
	folder = strings.TrimSuffix(folder, "/")
	if !plainName(base) {
		return false
	}
	switch folder {
	case store.CapturesFolder:
		return strings.HasSuffix(base, ".warc.gz")
	case store.IndexFolder:
		return strings.HasSuffix(base, ".seg")
	}
	return slices.Contains(beside.Folders, folder)
}

// plainName reports whether a name can be that of a file in any folder of any platform.
func plainName(name string) bool {
	if name == "" || len(name) > 200 || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
		return false
	}
	bad := func(r rune) bool {
		return !unicode.IsPrint(r) || strings.ContainsRune(`/\<>:"|?*`, r) || r == unicode.ReplacementChar
	}
	if strings.ContainsFunc(name, bad) {
		return false
	}
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	return !slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, stem) &&
		!(len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")))
}
