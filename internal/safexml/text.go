// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package safexml

import (
	"bytes"
	"mime"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// Text returns body in UTF-8, without byte order mark, XML declaration and the
// characters that XML forbids. The charset is that of the byte order mark; then
// UTF-8 where the bytes are valid UTF-8, since no other charset gives that by
// chance; then what the transport (contentType, with parameters) says; then what
// the XML declaration says; then windows-1252, as browsers take it. Time is linear in body, which is
// not changed.
func Text(body []byte, contentType string) []byte {
	text := transcode(body, contentType)
	text = bytes.TrimLeft(text, " \t\r\n\x00\ufeff")
	if m := declaration.Find(text); m != nil {
		text = bytes.TrimLeft(text[len(m):], " \t\r\n")
	}
	return printable(text)
}

var (
	declaration = regexp.MustCompile(`^<\?xml[^>]{0,400}\?>`)
	declared    = regexp.MustCompile(`^\s*<\?xml[^>]{0,300}\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)
)

func transcode(body []byte, contentType string) []byte {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return bytes.ToValidUTF8(body[3:], []byte("\ufffd"))
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("<\x00")):
		return decodeWith(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), body)
	case bytes.HasPrefix(body, []byte("\xfe\xff")), bytes.HasPrefix(body, []byte("\x00<")):
		return decodeWith(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), body)
	case utf8.Valid(body) && !bytes.Contains(body, []byte("\x1b$")): // but for ISO-2022, which hides in ASCII
		return body
	}
	enc := named(contentType, body)
	if enc == nil {
		return bytes.ToValidUTF8(body, []byte("\ufffd"))
	}
	return decodeWith(enc, body)
}

// named is the charset that is said, or windows-1252; nil for UTF-8.
func named(contentType string, body []byte) encoding.Encoding {
	var labels []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		labels = append(labels, params["charset"])
	}
	if m := declared.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		labels = append(labels, string(m[1]))
	}
	for _, label := range labels {
		if enc, name := charset.Lookup(label); enc != nil && !strings.HasPrefix(name, "utf-16") {
			if name == "utf-8" {
				return nil
			}
			return enc
		}
	}
	enc, _ := charset.Lookup("windows-1252")
	return enc
}

func decodeWith(enc encoding.Encoding, body []byte) []byte {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\ufffd"))
	}
	return out
}

var numbered = regexp.MustCompile(`&#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,10});`)

// printable drops control characters that no XML may hold, and U+FFFE and U+FFFF,
// and references to them.
func printable(text []byte) []byte {
	if bytes.Contains(text, []byte("&#")) {
		text = numbered.ReplaceAllFunc(text, func(ref []byte) []byte {
			number, base := string(ref[2:len(ref)-1]), 10
			if number[0] == 'x' || number[0] == 'X' {
				number, base = number[1:], 16
			}
			if n, err := strconv.ParseInt(number, base, 32); err != nil || odd(rune(n)) || !utf8.ValidRune(rune(n)) {
				return nil
			}
			return ref
		})
	}
	if bytes.IndexFunc(text, odd) < 0 {
		return text
	}
	return bytes.Map(func(r rune) rune {
		if odd(r) {
			return -1
		}
		return r
	}, text)
}

// odd reports whether a character may not stand in XML.
func odd(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff'
}
