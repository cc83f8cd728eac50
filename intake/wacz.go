// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/prose"

	"hearsay"
)

// A WACZ file is a zip that carries a web archive (WACZ 1.1):
//
//	datapackage.json         what is in it, with a SHA-256 of each file
//	datapackage-digest.json  the SHA-256 of datapackage.json, maybe signed
//	archive/*.warc.gz        the records
//	indexes/, pages/, logs/  made from them; passed over here
//
// The digests are checked before a record is read: a file that is not what was packed
// is no evidence of it. Signatures are not checked.

const (
	packageFile = "datapackage.json"
	digestFile  = "datapackage-digest.json"
	// packageBytes is the most bytes of either.
	packageBytes = 16 << 20
	// packageFiles is the most files that may be named.
	packageFiles = 100_000
)

// isWACZ reports whether a zip is a WACZ file.
func isWACZ(z *zip.Reader) bool {
	described, archived := false, false
	for _, f := range z.File {
		described = described || f.Name == packageFile
		archived = archived || isArchived(f.Name)
	}
	return described && archived
}

// isArchived reports whether a member holds records.
func isArchived(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(lower, "archive/") && (strings.HasSuffix(lower, ".warc.gz") || strings.HasSuffix(lower, ".warc"))
}

// resource is what datapackage.json says of a file.
type resource struct {
	Path string `json:"path"`
	Hash string `json:"hash"`
}

// wacz reads the records of a WACZ file.
func (w *walker) wacz(in *input, z *zip.Reader, taken func() *tally) {
	named, err := w.waczPackage(z, taken)
	if err != nil {
		w.skip(in.at(0), readSkip(err))
		return
	}
	digests, met := map[string]string{}, map[string]bool{}
	for _, r := range named {
		digests[r.Path] = r.Hash
	}
	for _, f := range z.File {
		if w.ended() {
			return
		}
		if !isArchived(f.Name) {
			continue
		}
		want, ok := digests[f.Name]
		if !ok {
			w.skipMember(in, f.Name, skip(hearsay.ErrRefused, "not named in %s: put there after it was packed; unpack it and add it by itself, if you trust it", packageFile))
			continue
		}
		met[f.Name] = true
		if err := w.waczDigest(f, want, taken); err != nil {
			w.skipMember(in, f.Name, readSkip(err))
			continue
		}
		w.zipMember(in, f, taken)
	}
	for _, r := range named {
		if !met[r.Path] {
			w.skipMember(in, r.Path, skip(hearsay.ErrNotFound, "named in %s, but not in the file", packageFile))
		}
	}
}

// waczPackage reads datapackage.json and checks it, when its own digest is there.
func (w *walker) waczPackage(z *zip.Reader, taken func() *tally) ([]resource, error) {
	described, err := w.waczFile(z, packageFile, taken)
	if err != nil {
		return nil, err
	}
	digest, err := w.waczFile(z, digestFile, taken)
	if err != nil {
		return nil, err
	}
	if len(digest) > 0 {
		var stated resource
		if err := json.Unmarshal(digest, &stated); err != nil {
			return nil, skip(hearsay.ErrCorrupt, "damaged: its %s cannot be read", digestFile)
		}
		sum := sha256.Sum256(described)
		if err := sameDigest(stated.Hash, sum[:]); err != nil {
			return nil, skip(hearsay.ErrCorrupt, "its %s %v", packageFile, err)
		}
	}
	var p struct {
		Resources json.RawMessage `json:"resources"`
	}
	if err := json.Unmarshal(described, &p); err != nil {
		return nil, skip(hearsay.ErrCorrupt, "damaged: its %s cannot be read", packageFile)
	}
	return resources(p.Resources)
}

// resources reads the list of files one by one, up to a limit.
func resources(list json.RawMessage) ([]resource, error) {
	var out []resource
	if len(list) == 0 || string(list) == "null" {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(list))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, skip(hearsay.ErrCorrupt, "damaged: its %s lists no files", packageFile)
	}
	for d.More() {
		var r resource
		err := d.Decode(&r)
		var wrong *json.UnmarshalTypeError
		switch {
		case errors.As(err, &wrong):
			continue
		case err != nil:
			return nil, skip(hearsay.ErrCorrupt, "damaged: its %s cannot be read", packageFile)
		case len(out) == packageFiles:
			return nil, skip(hearsay.ErrTooLarge, "its %s names more than %d files", packageFile, packageFiles)
		}
		if isArchived(r.Path) { // the others are passed over
			out = append(out, r)
		}
	}
	return out, nil
}

// waczFile reads a small member; nil when there is none of that name.
func (w *walker) waczFile(z *zip.Reader, name string, taken func() *tally) ([]byte, error) {
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == name })
	if i < 0 {
		return nil, nil
	}
	var out []byte
	err := w.unzipped(z.File[i], taken, func(r io.Reader) (err error) {
		out, err = io.ReadAll(io.LimitReader(r, packageBytes+1))
		if err == nil && len(out) > packageBytes {
			err = skip(hearsay.ErrTooLarge, "its %s is longer than %s", name, size(packageBytes))
		}
		return err
	})
	return out, err
}

// waczDigest compares a member with its digest.
func (w *walker) waczDigest(f *zip.File, want string, taken func() *tally) error {
	sum := sha256.New()
	err := w.unzipped(f, taken, func(r io.Reader) error {
		_, err := io.Copy(sum, r)
		return err
	})
	if err != nil {
		return err
	}
	if err := sameDigest(want, sum.Sum(nil)); err != nil {
		return skip(hearsay.ErrCorrupt, "%v", err)
	}
	return nil
}

// unzipped calls read with the bytes of a member, guarded against growth without end.
func (w *walker) unzipped(f *zip.File, taken func() *tally, read func(io.Reader) error) error {
	if f.Flags&1 != 0 {
		return skip(hearsay.ErrRefused, "encrypted, not read")
	}
	r, err := f.Open()
	if err != nil {
		return zipSkip(f, err)
	}
	defer r.Close() // closes a decompressor; there is nothing to lose
	return read(&unpacked{from: r, in: taken(), l: &w.opt.Limits})
}

// sameDigest says how a digest differs from one that is stated as "sha256:hex".
func sameDigest(stated string, sum []byte) error {
	method, want, ok := strings.Cut(stated, ":")
	switch {
	case stated == "":
		return fmt.Errorf("has no digest in %s, so nobody can tell whether it was changed", packageFile)
	case !ok || !strings.EqualFold(method, "sha256"):
		return fmt.Errorf("has a digest that is not read (%q)", prose.Clip(printable(stated), 30))
	case !strings.EqualFold(want, hex.EncodeToString(sum)):
		return fmt.Errorf("is not what was packed: its SHA-256 is another than %s says", packageFile)
	}
	return nil
}
