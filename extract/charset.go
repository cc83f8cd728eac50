// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decoded is a body as UTF-8 together with the way back to its bytes.
type decoded struct {
	text string
	name string // of the charset, in the WHATWG's lower-case form
	// starts holds, for bodies that were not UTF-8, the byte of the body at
	// which each rune of text begins, and one more for the end; nil for
	// UTF-8, where the offsets are the same, and for bodies whose charset
	// has no way back.
	starts []int32
	skip   int  // bytes of byte order mark before text
	exact  bool // whether offsets can be given at all
	// guessed says that neither the page nor its server named the charset.
	guessed bool
}

// Decoded is a body as text, and how that was read.
type Decoded struct {
	Text    string
	Charset string // in the WHATWG's lower-case form
	// Guessed says that neither the body nor the media type names the charset: the bytes
	// alone spoke for it.
	Guessed bool
}

// Decode turns a body into text as [Article] does, for those who show what will be read.
func Decode(body []byte, mediaType string) Decoded {
	d := decode(body, mediaType)
	return Decoded{d.text, d.name, d.guessed}
}

// decode turns a body into UTF-8. A byte order mark decides; then text that is
// valid UTF-8, since no other charset gives that by chance (but for ISO-2022,
// which hides in ASCII behind escape sequences); then what the transport declares, what the page declares, and last a
// guess from the bytes.
func decode(body []byte, mediaType string) decoded {
	if enc, name, skip := bom(body); enc != nil {
		d := transcode(body[skip:], enc, name)
		d.skip = skip
		return d
	}
	if utf8.Valid(body) && !looksWide(body) && !bytes.Contains(body, []byte("\x1b$")) {
		return decoded{text: string(body), name: "utf-8", exact: true}
	}
	enc, name := declared(body, mediaType)
	if enc == nil || name == "utf-8" {
		if mostlyUTF8(body) {
			return repairUTF8(body)
		}
		enc, name = guess(body)
		d := transcode(body, enc, name)
		d.guessed = true
		return d
	}
	return transcode(body, enc, name)
}

func bom(body []byte) (enc encoding.Encoding, name string, skip int) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return unicode.UTF8, "utf-8", 3
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le", 2
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be", 2
	}
	return nil, "", 0
}

// looksWide reports whether every second byte of the start is zero: UTF-16
// without a mark, which is valid UTF-8 as far as it is ASCII.
func looksWide(body []byte) bool { return wideOrder(body) != "" }

func wideOrder(body []byte) string {
	head := body[:min(len(body), 512)&^1]
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch pairs := len(head) / 2; {
	case pairs < 4:
	case odd*10 > pairs*7 && even*10 < pairs:
		return "utf-16le"
	case even*10 > pairs*7 && odd*10 < pairs:
		return "utf-16be"
	}
	return ""
}

// declared reads the charset from the media type, then from the page's head.
func declared(body []byte, mediaType string) (encoding.Encoding, string) {
	if _, params, err := mime.ParseMediaType(mediaType); err == nil {
		if enc, name := charset.Lookup(params["charset"]); enc != nil {
			return enc, name
		}
	}
	return charset.Lookup(metaCharset(body))
}

// metaCharset finds charset=NAME in the first bytes of a page. The standard's
// limit is 1,024 bytes, but real pages put scripts before it.
func metaCharset(body []byte) string {
	head := strings.ToLower(string(body[:min(len(body), 8192)]))
	for {
		i := strings.Index(head, "charset=")
		if i < 0 {
			return ""
		}
		head = head[i+len("charset="):]
		name := strings.TrimLeft(head, "\"' \t")
		end := strings.IndexFunc(name, func(r rune) bool {
			return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-_:", r)
		})
		if end > 0 {
			return name[:end]
		}
	}
}

// guess detects a charset from the bytes. Windows-1252 is what browsers assume.
func guess(body []byte) (encoding.Encoding, string) {
	if order := wideOrder(body); order != "" {
		return charset.Lookup(order)
	}
	sample := body[:min(len(body), 1<<16)]
	if best, err := chardet.NewHtmlDetector().DetectBest(sample); err == nil {
		if enc, name := charset.Lookup(best.Charset); enc != nil && name != "utf-8" {
			return enc, name
		}
	}
	return charset.Lookup("windows-1252")
}

// mostlyUTF8 reports whether broken sequences are rare enough to be damage.
func mostlyUTF8(body []byte) bool {
	var bad, good int
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		body = body[n:]
	}
	return bad*10 < good
}

// transcode decodes body and finds the byte at which each rune began.
func transcode(body []byte, enc encoding.Encoding, name string) decoded {
	if name == "utf-8" {
		return repairUTF8(body)
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return repairUTF8(body)
	}
	d := decoded{text: string(out), name: name}
	d.starts = runeStarts(d.text, name, enc, len(body))
	d.exact = d.starts != nil
	return d
}

// repairUTF8 replaces broken bytes one by one, so that offsets stay known.
func repairUTF8(body []byte) decoded {
	if utf8.Valid(body) {
		return decoded{text: string(body), name: "utf-8", exact: true}
	}
	d := decoded{name: "utf-8", exact: true}
	var b strings.Builder
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		b.WriteRune(r)
		d.starts = append(d.starts, int32(i))
		i += n
	}
	d.starts = append(d.starts, int32(len(body)))
	d.text = b.String()
	return d
}

// runeStarts finds the byte of the body at which each rune of text begins, or
// nil when the charset's own encoder does not lead back to the same length:
// then no offset is better than a wrong one.
func runeStarts(text, name string, enc encoding.Encoding, size int) []int32 {
	width := widths(name, enc)
	starts := make([]int32, 0, utf8.RuneCountInString(text)+1)
	at := 0
	for _, r := range text {
		starts = append(starts, int32(at))
		at += width(r)
	}
	if at != size {
		return nil
	}
	return append(starts, int32(at))
}

// widths returns the number of bytes that a rune has in the charset.
func widths(name string, enc encoding.Encoding) func(rune) int {
	switch {
	case strings.HasPrefix(name, "utf-16"):
		return func(r rune) int {
			if r > 0xFFFF {
				return 4
			}
			return 2
		}
	case strings.HasPrefix(name, "windows-"), strings.HasPrefix(name, "iso-8859-"),
		strings.HasPrefix(name, "koi8-"), name == "macintosh", name == "ibm866", name == "x-mac-cyrillic":
		return func(rune) int { return 1 }
	}
	e := enc.NewEncoder()
	known := map[rune]int{}
	return func(r rune) int {
		n, ok := known[r]
		if !ok {
			b, err := e.String(string(r))
			n = max(len(b), 1)
			if err != nil {
				n = 1
			}
			known[r] = n
		}
		return n
	}
}

// offsets turns byte offsets of the decoded text into bytes of the body. It is
// asked in any order, and keeps one rune count per 4 KB so that an answer costs
// a short scan.
type offsets struct {
	d     *decoded
	runes []int32 // number of runes before every 4,096th byte
}

const runeStride = 4096

func newOffsets(d *decoded) *offsets {
	o := &offsets{d: d}
	if d.starts == nil {
		return o
	}
	count := int32(0)
	for i := range len(d.text) {
		if i%runeStride == 0 {
			o.runes = append(o.runes, count)
		}
		if utf8.RuneStart(d.text[i]) {
			count++
		}
	}
	o.runes = append(o.runes, count)
	return o
}

// body returns the byte of the body at which byte i of the text began.
func (o *offsets) body(i int) int {
	if o.d.starts == nil {
		return i + o.d.skip
	}
	base := i / runeStride
	n := int(o.runes[min(base, len(o.runes)-1)])
	for _, c := range []byte(o.d.text[base*runeStride : i]) {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return int(o.d.starts[n]) + o.d.skip
}
