// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package packet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"hearsay"
)

// Verdict is what Check found.
type Verdict struct {
	About About // zero when packet.json is missing or damaged
	Files int   // besides the manifest
	Bytes int64 // unpacked
	// Manifest is the SHA-256 of the manifest: it names the packet, and whoever noted
	// it can tell that the sums are those of then.
	Manifest hearsay.Digest
	// Problems names every file that is damaged, missing, extra or renamed, one
	// sentence each. None means that the packet is as it was made, if the manifest is.
	Problems []string
}

// Check reads a packet and compares each file with the manifest. It unpacks nothing to
// disk. Errors are those that keep it from reading on: ErrInvalid for what is no packet,
// ErrNewer for one of a later Hearsay, ErrRefused and ErrTooLarge for what was made to
// harm whoever unpacks it.
func Check(r io.ReaderAt, size int64) (*Verdict, error) {
	files, err := open(r, size)
	if err != nil {
		return nil, err
	}
	c := checker{found: map[string]hearsay.Digest{}, broken: map[string]bool{}}
	for _, f := range files {
		if f.Name != manifestName {
			c.v.Files++
		}
		body, err := unpack(f)
		if err != nil {
			c.broken[f.Name] = true
			continue
		}
		c.v.Bytes += int64(len(body))
		c.found[f.Name] = sha256.Sum256(body)
		switch f.Name {
		case manifestName:
			c.stated, err = readManifest(body)
		case "packet.json":
			c.v.About, err = readAbout(body)
		}
		if err != nil {
			return nil, err
		}
	}
	if c.stated == nil {
		return nil, fmt.Errorf("%w: no packet: the manifest %s is missing or damaged", hearsay.ErrInvalid, manifestName)
	}
	c.v.Manifest = c.found[manifestName]
	c.compare()
	return &c.v, nil
}

// checker compares what is there with what should be.
type checker struct {
	v             Verdict
	stated, found map[string]hearsay.Digest
	broken        map[string]bool // cannot be unpacked
}

func (c *checker) compare() {
	extra := map[hearsay.Digest][]string{} // names that the manifest does not have
	for _, name := range slices.Sorted(maps.Keys(c.found)) {
		if _, listed := c.stated[name]; !listed && name != manifestName {
			extra[c.found[name]] = append(extra[c.found[name]], name)
		}
	}
	renamed := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(c.stated)) {
		want := c.stated[name]
		got, there := c.found[name]
		switch {
		case c.broken[name]:
			c.problem("%s is damaged: it cannot be unpacked", name)
		case there && got != want:
			c.problem("%s is damaged or was changed: its SHA-256 is not that of the manifest", name)
		case !there && len(extra[want]) > 0:
			c.problem("%s was renamed: it is called %s now", name, extra[want][0])
			renamed[extra[want][0]] = true
			extra[want] = extra[want][1:]
		case !there:
			c.problem("%s is missing", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.found)) {
		if _, listed := c.stated[name]; !listed && name != manifestName && !renamed[name] {
			c.problem("%s is extra: the manifest does not have it", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.broken)) {
		if _, listed := c.stated[name]; !listed {
			c.problem("%s is extra, and damaged", name)
		}
	}
}

func (c *checker) problem(format string, args ...any) {
	c.v.Problems = append(c.v.Problems, fmt.Sprintf(format, args...))
}

// unpack reads one file, and no more than it says to have.
func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(r, int64(f.UncompressedSize64)+1))
	if err == nil && uint64(n) != f.UncompressedSize64 {
		err = hearsay.ErrCorrupt
	}
	return b.Bytes(), err
}

// readManifest reads lines as sha256sum writes them.
func readManifest(body []byte) (map[string]hearsay.Digest, error) {
	out := map[string]hearsay.Digest{}
	lines := bufio.NewScanner(bytes.NewReader(body))
	for n := 1; lines.Scan(); n++ {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		b, err := hex.DecodeString(sum)
		if !ok || err != nil || len(b) != sha256.Size || !plainName.MatchString(name) || strings.HasSuffix(name, "/") {
			return nil, fmt.Errorf("%w: line %d of %s is no sum with a name", hearsay.ErrInvalid, n, manifestName)
		}
		if _, twice := out[name]; twice || name == manifestName {
			return nil, fmt.Errorf("%w: %s names %s twice, or itself", hearsay.ErrRefused, manifestName, name)
		}
		out[name] = hearsay.Digest(b)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %s: %v", hearsay.ErrInvalid, manifestName, err)
	}
	return out, nil
}

// readAbout reads packet.json. What cannot be read is damage, which the sums show;
// only a later version is an error.
func readAbout(body []byte) (About, error) {
	var a About
	if json.Unmarshal(body, &a) != nil {
		return About{}, nil
	}
	if a.Format > format {
		return About{}, fmt.Errorf("packet of format %d: %w: this one reads up to %d; use hearsay %s or later", a.Format, hearsay.ErrNewer, format, a.Hearsay)
	}
	return a, nil
}
