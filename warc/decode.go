// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/inflate"
)

const (
	defaultBody  = 20 << 20
	defaultRatio = 100
	// ratioFrom is where the ratio begins to count: a blank page of 100 KB
	// compresses a thousandfold and harms nobody.
	ratioFrom = 1 << 20
)

// noEncoding are values of Content-Encoding that mean nothing is encoded, or
// that are charsets and the like put in the wrong field.
var noEncoding = []string{"", "identity", "none", "utf-8", "utf8", "8bit", "7bit", "binary"}

// decode undoes the content-encoding of the body.
func (r *Response) decode(limits HTTPLimits) error {
	if limits.Body <= 0 {
		limits.Body = defaultBody
	}
	if limits.Ratio <= 0 {
		limits.Ratio = defaultRatio
	}
	var layers []string
	for name := range strings.SplitSeq(strings.Join(r.Header.Values("Content-Encoding"), ","), ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		if !slices.Contains(noEncoding, name) {
			layers = append(layers, name)
		}
	}
	switch {
	case len(layers) > 1:
		return fmt.Errorf("%w: content-encoding in %d layers (%.60s)", hearsay.ErrRefused, len(layers), strings.Join(layers, ", "))
	case len(layers) == 1 && len(r.Body) > 0:
		return r.undo(layers[0], limits)
	case len(r.Body) > limits.Body:
		return fmt.Errorf("%w: the body has %d bytes, the limit is %d", hearsay.ErrTooLarge, len(r.Body), limits.Body)
	}
	return nil
}

// undo decodes one layer.
func (r *Response) undo(name string, limits HTTPLimits) error {
	in, err := inflate.Open(name, bytes.NewReader(r.Body))
	if errors.Is(err, hearsay.ErrRefused) {
		return err
	}
	if err != nil {
		r.flaw(NotEncoded)
		return nil
	}
	defer in.Close()
	most := min(limits.Body, max(ratioFrom, limits.Ratio*len(r.Body)))
	var out bytes.Buffer
	_, err = out.ReadFrom(io.LimitReader(in, int64(most)+1))
	switch {
	case out.Len() > most:
		return fmt.Errorf("%w: stopped: a body of %d bytes grew past %d", hearsay.ErrTooLarge, len(r.Body), most)
	case err != nil && out.Len() == 0:
		r.flaw(NotEncoded)
		return nil
	case err != nil:
		r.flaw(CutBody)
	}
	r.Body = out.Bytes()
	return nil
}
