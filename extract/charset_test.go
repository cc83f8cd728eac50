// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

const (
	russian   = "Министр заявил журналистам, что пролив останется открытым до осеннего учёта сельди. Об этом сообщает агентство."
	german    = "Der Minister sagte, die Straße bleibe für die Fischer offen; die Zählung könne früher beginnen."
	japanese1 = "大臣は海峡は閉鎖されないと述べた。漁師たちは秋の調査を待っている。"
)

func encode(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	utf16 := func(end unicode.Endianness, mark unicode.BOMPolicy) encoding.Encoding {
		return unicode.UTF16(end, mark)
	}
	tests := []struct {
		name, body, mediaType string
		want, charset         string
		exact                 bool
	}{
		{"ASCII", "plain words", "", "plain words", "utf-8", true},
		{"UTF-8 without a word of it", russian, "", russian, "utf-8", true},
		{"UTF-8 declared as Latin-1", german, "text/html; charset=iso-8859-1", german, "utf-8", true},
		{"UTF-8 with mark", "\xef\xbb\xbf" + german, "", german, "utf-8", true},
		{"windows-1251 by header", encode(t, charmap.Windows1251, russian), "text/html; charset=windows-1251", russian, "windows-1251", true},
		{"windows-1251 by meta", `<meta charset="windows-1251">` + encode(t, charmap.Windows1251, russian), "text/html", `<meta charset="windows-1251">` + russian, "windows-1251", true},
		{"windows-1251 unsaid", encode(t, charmap.Windows1251, russian), "", russian, "windows-1251", true},
		{"KOI8-R by header", encode(t, charmap.KOI8R, russian), "text/plain; charset=koi8-r", russian, "koi8-r", true},
		{"windows-1252 unsaid", encode(t, charmap.Windows1252, german), "", german, "windows-1252", true},
		{"UTF-16 little with mark", encode(t, utf16(unicode.LittleEndian, unicode.UseBOM), german), "", german, "utf-16le", true},
		{"UTF-16 big with mark", encode(t, utf16(unicode.BigEndian, unicode.UseBOM), german), "", german, "utf-16be", true},
		{"UTF-16 without mark", encode(t, utf16(unicode.LittleEndian, unicode.IgnoreBOM), german), "", german, "utf-16le", true},
		{"Shift JIS by meta", `<meta charset=shift_jis>` + encode(t, japanese.ShiftJIS, japanese1), "", `<meta charset=shift_jis>` + japanese1, "shift_jis", true},
		{"ISO-2022-JP by header", encode(t, japanese.ISO2022JP, japanese1), "text/html; charset=iso-2022-jp", japanese1, "iso-2022-jp", false},
		{"broken UTF-8", "good \xff bytes “quoted” and “again” and “again” and “again” and “again” and “again”", "text/html; charset=utf-8", "good \ufffd bytes “quoted” and “again” and “again” and “again” and “again” and “again”", "utf-8", true},
		{"empty", "", "", "", "utf-8", true},
		{"a charset that nobody knows", german, "text/html; charset=klingon", german, "utf-8", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := decode([]byte(test.body), test.mediaType)
			if d.text != test.want || d.name != test.charset || d.exact != test.exact {
				t.Errorf("decode gave %q as %s, exact %v; want %q as %s, exact %v", d.text, d.name, d.exact, test.want, test.charset, test.exact)
			}
			if unsaid := strings.HasSuffix(test.name, "unsaid") || test.name == "UTF-16 without mark"; d.guessed != unsaid {
				t.Errorf("guessed %v, want %v", d.guessed, unsaid)
			}
			if d.exact {
				checkOffsets(t, test.body, &d)
			}
		})
	}
}

// checkOffsets decodes the body from and to the bytes of every word and expects
// the word.
func checkOffsets(t *testing.T, body string, d *decoded) {
	t.Helper()
	o := newOffsets(d)
	for at := 0; at < len(d.text); {
		word := d.text[at:]
		if i := strings.IndexByte(word, ' '); i > 0 {
			word = word[:i]
		}
		part := body[o.body(at):o.body(at+len(word))]
		again := decode([]byte(part), "text/plain; charset="+d.name)
		if d.name == "utf-16le" || d.name == "utf-16be" {
			order := map[string]unicode.Endianness{"utf-16le": unicode.LittleEndian, "utf-16be": unicode.BigEndian}[d.name]
			out, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().String(part)
			if err != nil {
				t.Fatal(err)
			}
			again.text = out
		}
		if again.text != word && word != "\ufffd" {
			t.Fatalf("bytes %d–%d of the body are %q, want %q", o.body(at), o.body(at+len(word)), again.text, word)
		}
		at += len(word) + 1
	}
}
