// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// wide encodes s in UTF-16 with the low byte at low.
func wide(s string, low int) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		unit := []byte{byte(u), byte(u >> 8)}
		b = append(b, unit[low], unit[1-low])
	}
	return string(b)
}

// TestSniff: what a file is taken for, by name and first bytes. The answer is
// "html", "plain" or the reason for skipping it.
func TestSniff(t *testing.T) {
	const text = "It rained on Monday, the mayor said.\nIt will rain again.\n"
	zeros := strings.Repeat("\x00", 5000)
	russian := "Дождь шёл весь день, сказал мэр. «Завтра будет то же самое», — добавил он.\n"
	tests := []struct{ name, content, want string }{
		{"a.html", somePage, "html"},
		{"a.htm", "<p>It rained.", "html"},
		{"a.xhtml", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html/>`, "html"},
		{"a.html", "\xef\xbb\xbf \n<!-- saved --><HTML>", "html"},
		{"a.html", text, "html"},
		{"a", "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", "html"},
		{"a", "<!-- " + strings.Repeat("a long comment ", 1000), "html"},
		{"a.php", "<div id=x><p>It rained.</div>", "html"},
		{"a.txt", somePage, "html"},
		{"a.txt", "<p> is the mark of a paragraph.", "plain"},
		{"a.txt", "<said Lee>", "plain"},
		{"a.txt", text, "plain"},
		{"a.md", "# Rain\n\n" + text, "plain"},
		{"README", text, "plain"},
		{"a.unheard-of", text, "plain"},
		{"a.txt", "[Editor's note] It rained.", "plain"},
		{"a", "{It rained.}", "plain"},
		{"a", "<3 rain", "plain"},

		// Charsets.
		{"a.txt", wide("\ufeff"+text, 0), "plain"},
		{"a.txt", wide("\ufeff"+text, 1), "plain"},
		{"a.txt", wide(text, 0), "plain; charset=utf-16le"},
		{"a.txt", wide(text, 1), "plain; charset=utf-16be"},
		{"a.txt", wide(russian, 0), "plain; charset=utf-16le"},
		{"a", wide("\ufeff"+somePage, 0), "html"},
		{"a", wide(somePage, 1), "html; charset=utf-16be"},
		{"a.txt", "\xc4\xee\xe6\xe4\xfc \xf8\xb8\xeb", "plain"}, // windows-1251
		{"a.txt", "It rained\x00 on Monday.", "plain"},
		{"a.html", "<p>It \xff\xfe rained.", "html"},
		{"a.txt", "\x1b$B1+$,9_$C$?\x1b(B", "plain"}, // ISO-2022-JP
		{"a.txt", "\xff\xfe\x00\x00I\x00\x00\x00t\x00\x00\x00", "SKIP text in UTF-32, not read; save it as UTF-8"},
		{"a.jsonl", wide("\ufeff{\"text\":\"It rained.\"}\n", 0), "SKIP text in UTF-16, which is read for pages only; save it as UTF-8"},

		// Nothing.
		{"a.html", "", "SKIP empty file"},
		{"a.jsonl", "", "SKIP empty file"},
		{"a.txt", " \r\n\t ", "SKIP nothing but white space"},
		{"a.html", zeros, "SKIP nothing but zero bytes"},
		{"a.txt", "\x00\x01\x02\x03\x04\x05\x06\x07\x08" + zeros[:100] + "ab", "SKIP binary data, not a page"},
		{"a.html", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8", "SKIP looks like a program, not a page"},

		// Other things, whatever their names say.
		{"a.html", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "SKIP looks like a PDF, not a page; save its text"},
		{"a.txt", "\n%PDF-1.4\n", "SKIP looks like a PDF, not a page; save its text"},
		{"a.html", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "SKIP looks like a PNG image, not a page"},
		{"a.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF", "SKIP looks like a JPEG image, not a page"},
		{"a", "GIF89a\x01\x00\x01\x00", "SKIP looks like a GIF image, not a page"},
		{"a.mp4", "\x00\x00\x00\x18ftypmp42\x00\x00", "SKIP looks like a film or image, not a page"},
		{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "SKIP looks like an Office document, not a page; save it as HTML or text"},
		{"a.docx", zipOf(file{"[Content_Types].xml", "<Types/>"}), "SKIP looks like an Office document, not a page; save it as HTML or text"},
		{"a.odt", zipOf(file{"mimetype", "application/vnd.oasis.opendocument.text"}), "SKIP looks like an OpenDocument file, not a page; save it as HTML or text"},
		{"a.jar", zipOf(file{"META-INF/MANIFEST.MF", "x"}), "SKIP looks like a program, not a page"},
		{"a.rtf", "{\\rtf1\\ansi It rained.}", "SKIP looks like an RTF document, not a page; save it as HTML or text"},
		{"a.7z", "7z\xbc\xaf\x27\x1c", "SKIP a 7z archive, not read; unpack it first"},
		{"a.txt.bz2", "BZh91AY&SY", "SKIP compressed with bzip2, not read; unpack it first"},
		{"a.xz", "\xfd7zXZ\x00", "SKIP compressed with xz, not read; unpack it first"},
		{"a.parquet", "PAR1\x15\x04", "SKIP looks like a Parquet table; save it as JSONL with a text field"},
		{"facts.sqlite", "SQLite format 3\x00\x10\x00", "SKIP looks like a database, not a page"},
		{"a.arc", "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75\n", "SKIP an ARC file (the format before WARC), not read; convert it to WARC"},
		{"a.mhtml", "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x", "SKIP looks like a mail or an MHTML archive, not a page; save the page as HTML"},
		{"feed.rss", `<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- a feed --><rss version="2.0">`, "SKIP a feed, not a page; give the addresses of its articles"},
		{"feed.html", `<feed xmlns="http://www.w3.org/2005/Atom">`, "SKIP a feed, not a page; give the addresses of its articles"},
		{"feed.json", `{"version": "https://jsonfeed.org/version/1.1", "items": []}`, "SKIP a feed, not a page; give the addresses of its articles"},
		{"a.xml", "<?xml version='1.0'?>\n<urlset>", "SKIP a sitemap, not a page; give the addresses of its articles"},
		{"a.xml", "<?xml version='1.0'?><NewsItem>", "SKIP damaged: line 1: unexpected EOF"},
		{"a.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "SKIP XML that declares entities (a DTD), which are never read"},
		{"a.xml", "<NewsML Version='1.2'/>", "SKIP NewsML 1, the format before NewsML-G2, is not read; ask the agency for NewsML-G2, NITF or ninjs"},
		{"a.sgm", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS>", "SKIP XML of another kind (reuters), not a page"},
		{"a.opml", "<opml version='1.0'>", "SKIP a list of feeds (OPML), not a page"},
		{"a.svg", "<svg xmlns='http://www.w3.org/2000/svg'>", "SKIP an image, not a page"},
		{"a.csv", "id,text\n1,It rained.\n", "SKIP a table (CSV); save it as JSONL with a text field"},
		{"a.css", "p { color: red }", "SKIP a style sheet, not a page"},
		{"a.js", "alert(1)", "SKIP a script, not a page"},
	}
	for _, tt := range tests {
		got := strings.TrimSuffix(one(t, tt.name, tt.content), "\n")
		got = strings.TrimPrefix(got, tt.name+": ")
		if i := strings.Index(got, ` "`); i >= 0 && !strings.HasPrefix(got, "SKIP") {
			got = got[:i]
		}
		if got != tt.want {
			t.Errorf("%s %.40q:\ngot  %s\nwant %s", tt.name, tt.content, got, tt.want)
		}
	}
}
