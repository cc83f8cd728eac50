// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
)

// Digest is the SHA-256 of the bytes it names.
type Digest [sha256.Size]byte

// String returns the digest as WARC files write it: "sha256:" and lower-case
// base32 without padding.
func (d Digest) String() string { return "sha256:" + idText.EncodeToString(d[:]) }

// ID names one value of type T for ever. It is computed from what it names,
// so the same input gets the same ID on every machine. The type parameter only
// keeps the ID of a capture from being used as the ID of an article.
type ID[T any] [16]byte

// CaptureID names a [Capture]: its address (or given name) and its bytes.
type CaptureID = ID[Capture]

// ArticleID names an [Article]: one version of one story at one outlet.
type ArticleID = ID[Article]

// ArticleIn returns the ID of the article that a capture gives, if it gives one.
func ArticleIn(c CaptureID) ArticleID { return NewID[Article]("article", c.String()) }

// idText is the text form of IDs and digests: base32 in lower case, which
// survives case-folding file systems, addresses and double-click selection.
var idText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewID returns the ID of a value that is told apart by the given parts, in
// this order. Parts are length-prefixed, so ("ab","c") and ("a","bc") differ.
func NewID[T any](kind string, parts ...string) ID[T] {
	h := sha256.New()
	for _, p := range append([]string{kind}, parts...) {
		fmt.Fprintf(h, "%d:", len(p))
		io.WriteString(h, p) // a hash never returns an error
	}
	return ID[T](h.Sum(nil)[:16])
}

// ParseID reads the text form that String writes. Upper case is accepted.
func ParseID[T any](s string) (ID[T], error) {
	var id ID[T]
	b, err := idText.DecodeString(strings.ToLower(s))
	if err != nil || len(b) != len(id) {
		return id, fmt.Errorf("id %q: %w", s, ErrInvalid)
	}
	return ID[T](b), nil
}

// IsZero reports whether the ID names nothing.
func (id ID[T]) IsZero() bool { return id == ID[T]{} }

// String returns 26 lower-case letters and digits, or "" for the zero ID.
func (id ID[T]) String() string {
	if id.IsZero() {
		return ""
	}
	return idText.EncodeToString(id[:])
}

// MarshalText implements [encoding.TextMarshaler].
func (id ID[T]) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. Empty text is the zero ID.
func (id *ID[T]) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID[T]{}
		return nil
	}
	parsed, err := ParseID[T](string(b))
	*id = parsed
	return err
}
