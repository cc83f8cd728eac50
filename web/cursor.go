// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"

	"hearsay"
	"hearsay/search"
)

// cursor says where a list goes on. It stands in addresses as base64, so that nobody is
// tempted to make one.
type cursor struct {
	List string      `json:"l"` // which list it is of, with what was asked
	At   search.Mark `json:"m"`
}

const maxCursor = 4 * maxLinked

// maxList is how long the name of a list may be. A longer one, of a long query, would not fit
// into an address again.
const maxList = 300

// listOf names the list that a request asks for: by what was asked, or by the digest of that.
func listOf(r *http.Request) string {
	q := r.URL.Query()
	for _, name := range []string{"cursor", "offset", "limit", "fields"} {
		q.Del(name)
	}
	name := r.URL.Path + "?" + q.Encode()
	if len(name) > maxList {
		sum := sha256.Sum256([]byte(name))
		name = hex.EncodeToString(sum[:])
	}
	return name
}

// cursorText is the cursor of the rows of a request that follow a mark; "" where none do.
func cursorText(r *http.Request, at search.Mark) string {
	if at.IsZero() {
		return ""
	}
	b, err := json.Marshal(cursor{listOf(r), at})
	if err != nil {
		panic("web: a cursor of numbers and letters: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// place reads where in a list a request wants to begin, and how many rows it wants.
// Error: ErrInvalid.
func place(r *http.Request) (at search.Mark, offset, limit int, err error) {
	if offset, limit, err = window(r, maxRows); err != nil {
		return at, 0, 0, err
	}
	given := r.FormValue("cursor")
	if given == "" {
		return at, offset, limit, nil
	}
	c, err := readCursor(given)
	if err != nil || c.List != listOf(r) || c.At.IsZero() {
		err = fmt.Errorf("%w cursor: it is of another list or of another question; take it from the field next of the answer before, or begin without one", hearsay.ErrInvalid)
	}
	return c.At, offset, limit, err
}

func readCursor(text string) (c cursor, err error) {
	if len(text) > maxCursor {
		return c, fmt.Errorf("cursor of %d bytes: %w", len(text), hearsay.ErrInvalid)
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return c, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, err
	}
	if d.InputOffset() != int64(len(b)) {
		return c, fmt.Errorf("cursor with more behind it: %w", hearsay.ErrInvalid)
	}
	return c, nil
}
