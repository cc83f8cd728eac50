// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package packet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"hearsay"
	"hearsay/internal/visible"
)

//go:embed assets/README.txt
var readme []byte

// manifestName is the file with the sums of all others.
const manifestName = "SHA256SUMS"

// member is a file of a packet.
type member struct {
	name string
	body []byte
}

// Write writes the packet as a .zip. The same packet gives the same bytes. Error:
// ErrTooLarge, when Check would refuse it.
func (p *Packet) Write(to io.Writer) error {
	members, err := p.members()
	if err != nil {
		return fmt.Errorf("write packet: %w", err)
	}
	total := 0
	for _, m := range members {
		if total += len(m.body); len(m.body) > maxFile || total > maxTotal {
			return fmt.Errorf("write packet: %s: %w: a packet holds at most %d MB, a file of it %d MB", m.name, hearsay.ErrTooLarge, maxTotal>>20, maxFile>>20)
		}
	}
	z := zip.NewWriter(to)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	for _, m := range append(members, manifest(members)) {
		// No time: that of the packet stands in packet.json.
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write(m.body)
		}
		if err != nil {
			return fmt.Errorf("write packet: %s: %w", m.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write packet: %w", err)
	}
	return nil
}

// manifest has a line a file, as sha256sum writes and reads them, in order of names.
func manifest(members []member) member {
	var lines []string
	for _, m := range members {
		lines = append(lines, fmt.Sprintf("%x  %s\n", sha256.Sum256(m.body), m.name))
	}
	slices.SortFunc(lines, func(a, b string) int { return bytes.Compare([]byte(a[66:]), []byte(b[66:])) })
	var b bytes.Buffer
	for _, l := range lines {
		b.WriteString(l)
	}
	return member{manifestName, b.Bytes()}
}

// members are the files but the manifest: what a reader opens first, first.
func (p *Packet) members() ([]member, error) {
	report, err := p.report()
	if err != nil {
		return nil, err
	}
	captures := make([]Capture, 0, len(p.Exhibits))
	for i := range p.Exhibits {
		captures = append(captures, p.Exhibits[i].Capture)
	}
	list := []member{{"report.html", report}, {"README.txt", readme}}
	for _, file := range []struct {
		name string
		v    any
	}{{"packet.json", p.About}, {"answer.json", p.answer()}, {"captures.json", captures}} {
		b, err := encode(file.v)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.name, err)
		}
		list = append(list, member{file.name, b})
	}
	for i := range p.Exhibits {
		x := &p.Exhibits[i]
		b, err := encode(x.Reading)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", x.Brief.ID, err)
		}
		text := []byte(x.Reading.Article.Text + "\n")
		list = append(list, member{"articles/" + x.Brief.ID + ".txt", text}, member{"articles/" + x.Brief.ID + ".json", b})
	}
	return list, nil
}

// answer is the one that is set.
func (p *Packet) answer() any {
	switch {
	case p.Trace != nil:
		return p.Trace
	case p.Comparison != nil:
		return p.Comparison
	case p.Story != nil:
		return p.Story
	}
	return p.Reading
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

// report is the answer for people.
func (p *Packet) report() ([]byte, error) {
	var b, out bytes.Buffer
	if err := newReport().Execute(&b, page{Packet: p, Style: style}); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	_, err := visible.Named().WriteString(&out, b.String())
	return out.Bytes(), err
}
