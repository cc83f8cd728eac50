// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"hearsay"
	"hearsay/internal/inflate"
)

// ratioFrom is where the ratio begins to count: a blank page of 100 KB compresses
// a thousandfold and harms nobody.
const ratioFrom = 1 << 20

// read takes a body within the limits, undoing one layer of content-encoding. The
// limits are checked on the way: no more than one buffer is inflated past them. Of
// most bytes, when that is not 0, the rest is left.
func read(res *http.Response, limits Limits, most int) ([]byte, error) {
	name, err := encoding(res.Header.Values("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	if res.ContentLength > int64(limits.Wire) && most == 0 {
		return nil, tooMuchReceived(limits)
	}
	m := &meter{r: res.Body, limits: limits}
	if name == "" {
		return readAll(m, most)
	}
	z, err := inflate.Open(name, m)
	if err != nil {
		return nil, undoing(name, err)
	}
	defer z.Close()
	body, err := readAll(&inflated{r: z, wire: m}, most)
	if err != nil {
		return nil, undoing(name, err)
	}
	return body, nil
}

func readAll(r io.Reader, most int) ([]byte, error) {
	if most > 0 {
		r = io.LimitReader(r, int64(most))
	}
	return io.ReadAll(r)
}

// encoding returns the one content-encoding of an answer, "" when there is none.
func encoding(lines []string) (string, error) {
	var layers []string
	for name := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "" && name != "identity" {
			layers = append(layers, name)
		}
	}
	switch len(layers) {
	case 0:
		return "", nil
	case 1:
		return layers[0], nil
	}
	return "", fmt.Errorf("%w: it came in %d layers of content-encoding; one is undone", hearsay.ErrRefused, len(layers))
}

// undoing says what failed, but for the limits, which say so themselves.
func undoing(name string, err error) error {
	if errors.Is(err, hearsay.ErrTooLarge) || errors.Is(err, hearsay.ErrRefused) {
		return err
	}
	return fmt.Errorf("undo content-encoding %.30q: %w", name, err)
}

// meter counts what is received, and fails rather than ends when it is too much.
type meter struct {
	r      io.Reader
	n      int
	limits Limits
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p[:min(len(p), m.limits.Wire-m.n+1)])
	m.n += n
	if m.n > m.limits.Wire {
		return 0, tooMuchReceived(m.limits)
	}
	return n, err
}

// inflated counts what comes out of a decoder against what went into it.
type inflated struct {
	r    io.Reader
	n    int
	wire *meter
}

func (f *inflated) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	f.n += n
	limits := f.wire.limits
	if most := min(limits.Body, max(ratioFrom, limits.Ratio*f.wire.n)); f.n > most {
		return 0, fmt.Errorf("%w: stopped: %s grew past %s; save the page as a file and read that", hearsay.ErrTooLarge, bytesOf(f.wire.n), bytesOf(most))
	}
	return n, err
}

func tooMuchReceived(limits Limits) error {
	return fmt.Errorf("%w: stopped at %s, the limit; save the page as a file and read that", hearsay.ErrTooLarge, bytesOf(limits.Wire))
}

// bytesOf words a number of bytes.
func bytesOf(n int) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1<<10-1)>>10)
	}
	return fmt.Sprintf("%d MB", (n+1<<20-1)>>20)
}
