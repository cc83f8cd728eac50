// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"

	"hearsay"
)

// CheckDigests compares the block and the payload with the digests that the
// header states and returns how many of them (0 to 2) it could compare. A digest
// that differs gives an error that wraps hearsay.ErrCorrupt.
//
// SHA-256, SHA-1 and MD5 are known, in base32, hexadecimal or base64 (both kinds); what is
// stated in another way is not compared. The payload of an HTTP message is its
// body, as stored or without its chunking: writers differ. That of a revisit is
// not in the record and is not compared.
func (r *Record) CheckDigests() (compared int, err error) {
	ok, err := r.checkBlock()
	if ok {
		compared++
	}
	if err != nil {
		return compared, err
	}
	ok, err = r.checkPayload()
	if ok {
		compared++
	}
	return compared, err
}

func (r *Record) checkBlock() (compared bool, err error) {
	return compare("block", r.Header.Value("WARC-Block-Digest"), r.Block)
}

func (r *Record) checkPayload() (compared bool, err error) {
	stated := r.Header.Value("WARC-Payload-Digest")
	if stated == "" || r.Type() == TypeRevisit {
		return false, nil
	}
	if !bytes.HasPrefix(r.Block, []byte("HTTP/")) && r.Type() != TypeRequest {
		return compare("payload", stated, r.Block)
	}
	header, body := splitHTTP(r.Block)
	compared, err = compare("payload", stated, body)
	if err != nil && chunked(parseFields(header)) {
		if whole, end := unchunk(body); end == chunksWhole {
			return compare("payload", stated, whole)
		}
	}
	return compared, err
}

// compare reports whether it knows the stated digest, and how it differs.
func compare(what, stated string, b []byte) (bool, error) {
	label, value, ok := strings.Cut(stated, ":")
	var h hash.Hash
	switch strings.ReplaceAll(strings.ToLower(label), "-", "") {
	case "sha1":
		h = sha1.New()
	case "sha256":
		h = sha256.New()
	case "md5":
		h = md5.New()
	default:
		return false, nil
	}
	want := decodeDigest(value, h.Size())
	if !ok || want == nil {
		return false, nil
	}
	h.Write(b) // a hash never returns an error
	if !bytes.Equal(want, h.Sum(nil)) {
		return true, fmt.Errorf("check %s of %d bytes against %s: %w", what, len(b), stated, hearsay.ErrCorrupt)
	}
	return true, nil
}

// decodeDigest reads size bytes from base32, hexadecimal or base64, which the
// length of the text tells apart; nil when it is none.
func decodeDigest(s string, size int) []byte {
	s = strings.TrimRight(s, "=")
	var out []byte
	var err error
	switch len(s) {
	case hex.EncodedLen(size):
		out, err = hex.DecodeString(s)
	case base32.StdEncoding.WithPadding(base32.NoPadding).EncodedLen(size):
		out, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(s))
	case base64.RawURLEncoding.EncodedLen(size):
		out, err = base64.RawURLEncoding.DecodeString(strings.NewReplacer("+", "-", "/", "_").Replace(s))
	}
	if err != nil || len(out) != size {
		return nil
	}
	return out
}
