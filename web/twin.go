// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// encodeJSON writes a value as JSON. "<" is escaped, so that the bytes are harmless even
// where somebody serves them as something else.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write json: %w", err)
	}
	return b.Bytes(), nil
}

func writeJSON(w http.ResponseWriter, status int, mediaType string, v any) error {
	b, err := encodeJSON(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	_, _ = w.Write(b) // the reader may have left
	return nil
}

// writeTwin writes an answer as JSON, whole or the fields wanted of it, with a tag by
// which it is known again and where it goes on.
func writeTwin(w http.ResponseWriter, r *http.Request, out response) error {
	b, err := encodeJSON(out.body)
	if err != nil {
		return err
	}
	h := w.Header()
	if p, ok := out.body.(interface{ Cursor() string }); ok && p.Cursor() != "" {
		h.Set("Link", "<"+nextAddress(r, p.Cursor())+`>; rel="next"`)
	}
	if p, ok := out.body.(interface{ Missing() string }); ok && p.Missing() != "" {
		h.Set(cutHeader, headerText(p.Missing()))
	}
	if len(out.fields) > 0 {
		v, err := pick(b, out.fields)
		if err == nil {
			b, err = encodeJSON(v)
		}
		if err != nil {
			return err
		}
	}
	h.Set("Content-Type", "application/json")
	send(w, r, b)
	return nil
}

// cutHeader says of an answer that it is not complete, and what is missing. A table that is
// longer than what is known of it when it begins has it as a trailer.
const cutHeader = "Hearsay-Cut"

// headerText is a text as a header can hold it: visible ASCII and spaces.
func headerText(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '“' || r == '”':
			return '"'
		case r < ' ' || r > '~':
			return '?'
		}
		return r
	}, text)
}

// nextAddress is the address of the rows that follow those of a request.
func nextAddress(r *http.Request, cursor string) string {
	q := r.URL.Query()
	q.Del("offset")
	q.Set("cursor", cursor)
	return r.URL.Path + "?" + q.Encode()
}

// send writes the body of an answer, unless the reader has it already.
func send(w http.ResponseWriter, r *http.Request, body []byte) {
	sum := sha256.Sum256(body)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	w.Header().Set("ETag", "W/"+tag) // weak: it names the answer packed and as it is alike
	if r.Method != http.MethodPost && known(r.Header.Values("If-None-Match"), tag) {
		w.Header().Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body) // the reader may have left
}

// known reports whether a tag is among those that a reader has (RFC 9110, 13.1.2: the
// comparison is weak, as the tags are).
func known(have []string, tag string) bool {
	for _, line := range have {
		for t := range strings.SplitSeq(line, ",") {
			if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == tag {
				return true
			}
		}
	}
	return false
}
