// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"bytes"
	"slices"
	"strings"

	"hearsay/iptc"
	"hearsay/prose"
)

// kind is what a stretch of bytes is, as far as reading it goes.
type kind byte

const (
	unusable kind = iota // see the reason
	htmlPage
	textPage
	jsonRows
	newsFile // NewsML-G2 or NITF
	warcFile
	gzipData
	zstdData
	zipFile
	tarFile
)

// sniffBytes is how much of a file is looked at to know what it is: browsers
// look at 1,445 bytes (WHATWG MIME Sniffing), but some pages begin with a long
// comment.
const sniffBytes = 8 << 10

// verdict is what sniff says: a kind, and for an unusable one the reason.
type verdict struct {
	kind   kind
	reason string
	// charset is that of text whose bytes are wide but carry no mark, or "".
	charset string
}

func not(reason string) verdict { return verdict{kind: unusable, reason: reason} }

// sniff says what a file is by its first bytes. Content decides; the extension
// (in lower case, with its dot) only chooses among what the content can be.
// Whole says that head is all there is.
func sniff(head []byte, ext string, whole bool) verdict {
	if len(head) == 0 {
		return not("empty file")
	}
	if v, ok := sniffMagic(head); ok {
		return v
	}
	narrow, charset := wide(head)
	isWide := narrow != nil
	if !isWide {
		narrow = head
	}
	if v, bad := sniffBinary(head, narrow); bad {
		return v
	}
	v := sniffText(narrow, ext, whole)
	if v.kind == htmlPage || v.kind == textPage || v.kind == newsFile {
		v.charset = charset
		return v
	}
	if isWide && v.kind != unusable {
		return not("text in UTF-16, which is read for pages only; save it as UTF-8")
	}
	return v
}

// magics are the first bytes of what is not text, with what to tell people.
var magics = []struct {
	prefix string
	verdict
}{
	{"\x1f\x8b", verdict{kind: gzipData}},
	{"\x28\xb5\x2f\xfd", verdict{kind: zstdData}},
	{"\x5d\x2a\x4d\x18", verdict{kind: warcFile}}, // the dictionary of a .warc.zst
	{"PK\x03\x04", verdict{kind: zipFile}},
	{"PK\x05\x06", not("an empty zip archive")},
	{"WARC/", verdict{kind: warcFile}},
	{"filedesc://", not("an ARC file (the format before WARC), not read; convert it to WARC")},
	{"%PDF-", not("looks like a PDF, not a page; save its text")},
	{"%!PS", not("looks like PostScript, not a page")},
	{"{\\rtf", not("looks like an RTF document, not a page; save it as HTML or text")},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", not("looks like an Office document, not a page; save it as HTML or text")},
	{"\x89PNG\r\n\x1a\n", not("looks like a PNG image, not a page")},
	{"GIF87a", not("looks like a GIF image, not a page")},
	{"GIF89a", not("looks like a GIF image, not a page")},
	{"\xff\xd8\xff", not("looks like a JPEG image, not a page")},
	{"II*\x00", not("looks like a TIFF image, not a page")},
	{"MM\x00*", not("looks like a TIFF image, not a page")},
	{"\x00\x00\x01\x00", not("looks like an icon, not a page")},
	{"AT&TFORM", not("looks like a DjVu scan, not a page")},
	{"RIFF", not("looks like an image, sound or film, not a page")},
	{"OggS", not("looks like sound or film, not a page")},
	{"ID3", not("looks like sound, not a page")},
	{"fLaC", not("looks like sound, not a page")},
	{"\x1a\x45\xdf\xa3", not("looks like a film, not a page")},
	{"wOFF", not("looks like a font, not a page")},
	{"wOF2", not("looks like a font, not a page")},
	{"\x00asm", not("looks like a program, not a page")},
	{"\x7fELF", not("looks like a program, not a page")},
	{"\xca\xfe\xba\xbe", not("looks like a program, not a page")},
	{"\xcf\xfa\xed\xfe", not("looks like a program, not a page")},
	{"SQLite format 3\x00", not("looks like a database, not a page")},
	{"PAR1", not("looks like a Parquet table; save it as JSONL with a text field")},
	{"bplist00", not("looks like a Safari web archive; save the page as HTML")},
	{"BZh", not("compressed with bzip2, not read; unpack it first")},
	{"\xfd7zXZ\x00", not("compressed with xz, not read; unpack it first")},
	{"7z\xbc\xaf\x27\x1c", not("a 7z archive, not read; unpack it first")},
	{"Rar!\x1a\x07", not("a RAR archive, not read; unpack it first")},
	{"\x04\x22\x4d\x18", not("compressed with LZ4, not read; unpack it first")},
	{"LZIP\x01", not("compressed with lzip, not read; unpack it first")},
}

func sniffMagic(head []byte) (verdict, bool) {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			if m.kind == zipFile {
				return sniffZip(head), true
			}
			return m.verdict, true
		}
	}
	switch {
	case isTar(head):
		return verdict{kind: tarFile}, true
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		return not("looks like a film or image, not a page"), true
	}
	return verdict{}, false
}

// sniffZip tells documents that are zips from archives, by the first member.
func sniffZip(head []byte) verdict {
	if len(head) < 30 {
		return verdict{kind: zipFile}
	}
	rest := head[30:]
	name := string(rest[:min(int(head[26])|int(head[27])<<8, len(rest))])
	switch {
	case name == "[Content_Types].xml", strings.HasPrefix(name, "_rels/"), strings.HasPrefix(name, "docProps/"), strings.HasPrefix(name, "word/"):
		return not("looks like an Office document, not a page; save it as HTML or text")
	case name == "mimetype" && bytes.Contains(rest, []byte("application/epub+zip")):
		return not("looks like an e-book (EPUB), not a page")
	case name == "mimetype":
		return not("looks like an OpenDocument file, not a page; save it as HTML or text")
	case strings.HasPrefix(name, "META-INF/"), name == "AndroidManifest.xml":
		return not("looks like a program, not a page")
	}
	return verdict{kind: zipFile}
}

// isTar reports whether head begins with a tar header whose checksum fits: V7
// tars have no magic, and a text may hold "ustar" at byte 257 by chance.
func isTar(head []byte) bool {
	if len(head) < 512 || head[0] == 0 {
		return false
	}
	stated, digits := 0, 0
	for _, c := range bytes.Trim(head[148:156], " \x00") {
		if c < '0' || c > '7' {
			return false
		}
		stated, digits = stated*8+int(c-'0'), digits+1
	}
	sum := 0
	for i, c := range head[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int(c)
	}
	return digits > 0 && sum == stated
}

// sniffBinary reports whether the bytes cannot be text. Narrow is head, or its
// characters when they are wide.
func sniffBinary(head, narrow []byte) (verdict, bool) {
	if len(bytes.Trim(head, "\x00")) == 0 {
		return not("nothing but zero bytes"), true
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")) || bytes.HasPrefix(head, []byte("\x00\x00\xfe\xff")) {
		return not("text in UTF-32, not read; save it as UTF-8"), true
	}
	if !tooBinary(narrow) {
		return verdict{}, false
	}
	if bytes.HasPrefix(head, []byte("MZ")) {
		return not("looks like a program, not a page"), true
	}
	return not("binary data, not a page"), true
}

// tooBinary reports whether more than one byte in a hundred is a control
// character that no text has (WHATWG's "binary data bytes"). A stray one is
// nothing: HTML has rules for NUL.
func tooBinary(b []byte) bool {
	n := 0
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			n++
		}
	}
	return n > max(1, len(b)/100)
}

// wide recognises UTF-16, by its mark or, when there is none, by its sense: read
// as 16-bit units of one order, nearly all are letters, marks and blanks of
// living scripts, some of them ASCII. It returns the units with "?" for all that
// is not ASCII, and the charset when no mark says it.
func wide(head []byte) (narrow []byte, charset string) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		narrow, _ = units(head[2:], 0)
		return narrow, ""
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		narrow, _ = units(head[2:], 1)
		return narrow, ""
	case bytes.IndexByte(head, 0) < 0:
		return nil, "" // a text without one ASCII blank or line end is not worth the guess
	case printableBytes(head)*5 > len(head)*4:
		return nil, ""
	}
	for low, name := range []string{"utf-16le", "utf-16be"} {
		if narrow, sensible := units(head, low); sensible {
			return narrow, name
		}
	}
	return nil, ""
}

func printableBytes(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t' {
			n++
		}
	}
	return n
}

// units reads 16-bit units whose low byte stands at low (0 or 1).
func units(b []byte, low int) (narrow []byte, sensible bool) {
	odd, ascii := 0, 0
	for i := 0; i+1 < len(b); i += 2 {
		u := int(b[i+low]) | int(b[i+1-low])<<8
		switch {
		case u < 0x80:
			ascii++
			narrow = append(narrow, byte(u))
			if u < ' ' && u != '\t' && u != '\n' && u != '\r' {
				odd++
			}
			continue
		case u >= 0xa0 && u < 0x1800, u >= 0x1e00 && u < 0x2100, u >= 0x3000 && u < 0xa000, u >= 0xac00 && u < 0xd7a4:
		default:
			odd++
		}
		narrow = append(narrow, '?')
	}
	return narrow, len(narrow) >= 2 && odd*50 <= len(narrow) && ascii*20 >= len(narrow)
}

// extensions that say what a text is when its content does not.
var (
	htmlExtensions = []string{".html", ".htm", ".xhtml", ".shtml", ".xht"}
	textExtensions = []string{".txt", ".text", ".md", ".markdown"}
	jsonExtensions = []string{".jsonl", ".ndjson", ".json"}
	notArticles    = map[string]string{
		".csv": "a table (CSV); save it as JSONL with a text field",
		".tsv": "a table (TSV); save it as JSONL with a text field",
		".css": "a style sheet, not a page",
		".js":  "a script, not a page",
		".mjs": "a script, not a page",
		".map": "a source map, not a page",
		".svg": "an image, not a page",
		".cdx": "an index of an archive, not a page", ".cdxj": "an index of an archive, not a page",
	}
)

// utf8Mark is the byte order mark in UTF-8.
const utf8Mark = "\xef\xbb\xbf"

// sniffText says what a text is.
func sniffText(head []byte, ext string, whole bool) verdict {
	body := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(utf8Mark)), " \t\r\n\f\x00")
	switch {
	case len(body) == 0 && whole:
		return not("nothing but white space")
	case looksLikeJSON(body, ext):
		if bytes.Contains(body, []byte("jsonfeed.org/version")) {
			return not("a feed, not a page; give the addresses of its articles")
		}
		return verdict{kind: jsonRows}
	case bytes.HasPrefix(body, []byte("%PDF-")):
		return not("looks like a PDF, not a page; save its text")
	case isMIME(body):
		return not("looks like a mail or an MHTML archive, not a page; save the page as HTML")
	case len(body) > 0 && body[0] == '<':
		if v, ok := sniffMarkup(body, ext); ok {
			return v
		}
	}
	if reason, ok := notArticles[ext]; ok {
		return not(reason)
	}
	if slices.Contains(htmlExtensions, ext) {
		return verdict{kind: htmlPage}
	}
	return verdict{kind: textPage}
}

// looksLikeJSON: an object or an array of objects. "[Editor's note]" is none.
func looksLikeJSON(body []byte, ext string) bool {
	if len(body) == 0 || body[0] != '{' && body[0] != '[' {
		return slices.Contains(jsonExtensions, ext)
	}
	if slices.Contains(jsonExtensions, ext) {
		return true
	}
	next := bytes.TrimLeft(body[1:], " \t\r\n")
	if len(next) == 0 {
		return false
	}
	return body[0] == '{' && (next[0] == '"' || next[0] == '}') || body[0] == '[' && next[0] == '{'
}

// isMIME recognises pages that browsers save as mail: headers, among them a
// MIME-Version and a multipart type.
func isMIME(body []byte) bool {
	head, _, _ := bytes.Cut(body, []byte("\r\n\r\n"))
	head, _, _ = bytes.Cut(head, []byte("\n\n"))
	lower := bytes.ToLower(head)
	return bytes.Contains(lower, []byte("mime-version:")) && bytes.Contains(lower, []byte("content-type: multipart/"))
}

// pageTags are the elements that a page may begin with: WHATWG's list and those
// that are as common today. The first four make a page of a .txt file too.
var pageTags = strings.Fields("html head body doctype-html script iframe h1 h2 h3 div font table a style title b br p meta link base article section main header nav span ul ol img form center blockquote noscript i strong em")

// sniffMarkup says what begins with "<": a page, or by its root element some
// other XML. It returns false for what may as well be text.
func sniffMarkup(body []byte, ext string) (verdict, bool) {
	root, xml := rootElement(body)
	switch root {
	case "rss", "feed", "rdf:rdf", "channel":
		return not("a feed, not a page; give the addresses of its articles"), true
	case "opml":
		return not("a list of feeds (OPML), not a page"), true
	case "urlset", "sitemapindex":
		return not("a sitemap, not a page; give the addresses of its articles"), true
	case "svg":
		return not("an image, not a page"), true
	case "comment":
		root = "p"
	}
	if iptc.Sniff(root) != "" {
		return verdict{kind: newsFile}, true
	}
	if xml && bytes.Contains(body, []byte("<!ENTITY")) {
		return not("XML that declares entities (a DTD), which are never read"), true
	}
	for i, tag := range pageTags {
		if root == tag && (i < 4 || !xml && !slices.Contains(textExtensions, ext)) {
			return verdict{kind: htmlPage}, true
		}
	}
	if xml || root != "" && slices.Contains([]string{".xml", ".sgm", ".sgml"}, ext) {
		return not("XML of another kind (" + prose.Clip(root, 30) + "), not a page"), true
	}
	return verdict{}, false
}

// rootElement returns the name of the first element in lower case, or
// "doctype-html", or "comment" when nothing but a comment is seen; and whether a
// declaration says that this is XML or SGML other than HTML.
func rootElement(b []byte) (name string, xml bool) {
	for {
		b = bytes.TrimLeft(b, " \t\r\n\f")
		lower := bytes.ToLower(b[:min(len(b), 64)])
		end := 0
		switch {
		case bytes.HasPrefix(lower, []byte("<!doctype html")):
			return "doctype-html", false
		case bytes.HasPrefix(lower, []byte("<!doctype")):
			xml = true
			end = bytes.IndexByte(b, '>')
		case bytes.HasPrefix(lower, []byte("<?xml")):
			xml = true
			end = bytes.Index(b, []byte("?>"))
		case bytes.HasPrefix(lower, []byte("<!--")):
			if end = bytes.Index(b, []byte("-->")); end < 0 {
				return "comment", xml
			}
		default:
			return elementName(lower), xml
		}
		if end < 0 {
			return "", xml
		}
		b = b[end+1:]
		b = bytes.TrimPrefix(bytes.TrimPrefix(b, []byte("->")), []byte(">"))
	}
}

// elementName returns the name in a start tag, or "".
func elementName(b []byte) string {
	if len(b) < 2 || b[0] != '<' || b[1] < 'a' || b[1] > 'z' {
		return ""
	}
	end := bytes.IndexAny(b, " \t\r\n\f/>")
	if end < 0 {
		return string(b[1:])
	}
	return string(b[1:end])
}
