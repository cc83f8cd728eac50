// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"hearsay"
	"hearsay/warc"
)

// record writes a plain record by hand, with line ends and length as given.
func record(uri, length, block, end string) string {
	return "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://" + uri +
		"\r\nContent-Length: " + length + "\r\n\r\n" + block + end
}

// TestReader reads files that are put together from parts. An answer names the
// parts that it covers, counted from 1: "resource b 5 #2" is the second part,
// "#2-3" two of them, and "#2…" begins there without a length. The same file
// must read the same when it comes byte by byte.
func TestReader(t *testing.T) {
	a := record("a", "5", "hello", "\r\n\r\n")
	b := record("b", "5", "world", "\r\n\r\n")
	ga, gb := gz(a), gz(b)
	type parts = []string
	tests := []struct {
		name string
		in   parts
		want string
	}{
		{"nothing", nil, ""},
		{"line ends alone", parts{"\r\n\r\n"}, ""},
		{"two records", parts{a, b}, "resource a 5 #1\nresource b 5 #2"},
		{"line feeds alone", parts{strings.ReplaceAll(a, "\r\n", "\n"), b}, "resource a 5 #1\nresource b 5 #2"},
		{"one line end behind the block", parts{record("a", "5", "hello", "\r\n"), b}, "resource a 5 #1\nresource b 5 #2"},
		{"four line ends", parts{record("a", "5", "hello", "\r\n\r\n\r\n\r\n"), b}, "resource a 5 #1\nresource b 5 #2"},
		{"no line end at all", parts{record("a", "5", "hello", ""), b}, "resource a 5 #1\nresource b 5 #2"},
		{"no line end at the end", parts{a, record("b", "5", "world", "")}, "resource a 5 #1\nresource b 5 #2"},
		{"Content-Length counts the line ends", parts{record("a", "9", "hello", "\r\n\r\n"), b}, "resource a 9 #1\nresource b 5 #2"},
		{"an empty block", parts{record("a", "0", "", "\r\n\r\n"), b}, "resource a 0 #1\nresource b 5 #2"},
		{"a folded header", parts{strings.Replace(a, "WARC-Type:", "X-Note: one\r\n  two\r\nWARC-Type:", 1)}, "resource a 5 #1"},
		{"brackets of Wget", parts{strings.Replace(a, "https://a", "<https://a>", 1)}, "resource a 5 #1"},
		{"a record in a block", parts{record("a", strconv.Itoa(len(b)), b, "\r\n\r\n"), a}, "resource a " + strconv.Itoa(len(b)) + " #1\nresource a 5 #2"},

		{"a gzip member each", parts{ga, gb}, "resource a 5 #1\nresource b 5 #2"},
		{"a gzip member over all", parts{gz(a + b)}, "resource a 5 #1…\nresource b 5 #1…"},
		{"empty members and line ends between", parts{gz(""), ga, "\r\n", gz(""), gb}, "resource a 5 #2\nresource b 5 #5"},
		{"a record over three members", parts{ga, gz(b[:20]), gz(b[20 : len(b)-7]), gz(b[len(b)-7:]), ga}, "resource a 5 #1\nresource b 5 #2…\nresource a 5 #5"},
		{"members of fixed size", parts{gz((a + b)[:len(a)-2]), gz((a + b)[len(a)-2 : len(a)+9]), gz((a + b)[len(a)+9:])}, "resource a 5 #1\nresource b 5 #2…"},
		{"plain, then gzip", parts{a, gb}, "resource a 5 #1\nresource b 5 #2"},
		{"gzip, then plain", parts{ga, b}, "resource a 5 #1\nresource b 5 #2"},
		{"a zstd frame each", parts{zst(a), zst(b)}, "resource a 5 #1\nresource b 5 #2"},
		{"a zstd frame over all, with checksum", parts{zst(a+b, zstd.WithEncoderCRC(true))}, "resource a 5 #1…\nresource b 5 #1…"},
		{"zstd frames of other kinds", parts{"\x50\x2a\x4d\x18\x03\x00\x00\x00abc", zst(a)}, "resource a 5 #2"},

		{"no WARC", parts{"<!doctype html><p>Hello.</p>"}, `damage #1: no record begins here, but "<!doctype html><p>Hello."`},
		{"garbage before", parts{"rubbish ", a}, "damage #1: no record begins here, but \"rubbish WARC/1.0\\r\\nWARC-T\"\nresource a 5 #2"},
		{"garbage between", parts{a, "rubbish ", b}, "resource a 5 #1\ndamage #2: no record begins here, but \"rubbish WARC/1.0\\r\\nWARC-T\"\nresource b 5 #3"},
		{"garbage between members", parts{ga, strings.Repeat("rubbish ", 3), gb}, "resource a 5 #1\ndamage #2: no record begins here, but \"rubbish rubbish rubbish \"\nresource b 5 #3"},
		{"zeros at the end", parts{a, strings.Repeat("\x00", 4096)}, "resource a 5 #1\ndamage #2: zero bytes where a record should begin"},
		{"Content-Length too large", parts{record("a", "12", "hello", "\r\n\r\n"), b, a}, "damage #1: the block does not end where its Content-Length says\nresource b 5 #2\nresource a 5 #3"},
		{"Content-Length far too large", parts{record("a", "99999", "hello", "\r\n\r\n"), b}, "damage #1: it ends within the block (LEFT of 99999 bytes)\nresource b 5 #2"},
		{"Content-Length over the limit", parts{record("a", "99999999999", "hello", "\r\n\r\n"), b}, "damage #1: it ends within the block (LEFT of 99999999999 bytes)\nresource b 5 #2"},
		{"Content-Length too small", parts{record("a", "3", "hello", "\r\n\r\n"), b}, "damage #1: the block does not end where its Content-Length says\nresource b 5 #2"},
		{"Content-Length no number", parts{record("a", "five", "hello", "\r\n\r\n"), b}, "damage #1: Content-Length is \"five\"\nresource b 5 #2"},
		{"Content-Length negative", parts{record("a", "-5", "hello", "\r\n\r\n"), b}, "damage #1: Content-Length is \"-5\"\nresource b 5 #2"},
		{"two Content-Lengths", parts{record("a", "5\r\nContent-Length: 6", "hello", "\r\n\r\n"), b}, "damage #1: the header has 2 values for Content-Length, not one\nresource b 5 #2"},
		{"no type", parts{strings.Replace(a, "WARC-Type", "WARC-Tripe", 1), b}, "damage #1: the header has no WARC-Type\nresource b 5 #2"},
		{"no colon", parts{strings.Replace(a, "URI:", "URI ", 1), b}, "damage #1: the header has the line \"WARC-Target-URI  https://a\"\nresource b 5 #2"},
		{"a later version", parts{strings.Replace(a, "1.0", "2.0", 1), b}, "damage #1: version WARC/2.0 is not known (0.17 to 1.1 are)\nresource b 5 #2"},
		{"a header without end", parts{"WARC/1.0\r\n" + strings.Repeat("X-Y: z\r\n", 9000), b}, "damage #1: the header is longer than 65536 bytes\nresource b 5 #2"},
		{"a line without end", parts{"WARC/1.0\r\nX: " + strings.Repeat("y", 70000) + "\r\n", b}, "damage #1: the header is longer than 65536 bytes\nresource b 5 #2"},
		{"cut in the line ends", parts{a, b[:len(b)-2]}, "resource a 5 #1\nresource b 5 #2"},
		{"cut in the block", parts{a, b[:len(b)-7]}, "resource a 5 #1\ndamage #2: it ends within the block (2 of 5 bytes)"},
		{"cut in the header", parts{a, b[:40]}, "resource a 5 #1\ndamage #2: it ends within the header"},
		{"cut in a member", parts{ga, gb[:50]}, "resource a 5 #1\ndamage #2: the file ends within the compressed data"},
		{"cut in a checksum", parts{ga, gb[:len(gb)-2]}, "resource a 5 #1\ndamage #2: the file ends within the compressed data"},
		{"cut in a gzip header", parts{ga, gb[:7]}, "resource a 5 #1\ndamage #2: the gzip header is damaged: unexpected EOF"},
		{"cut in a zstd frame", parts{zst(a), zst(b)[:50]}, "resource a 5 #1\ndamage #2: the file ends within the compressed data"},
		{"a wrong checksum", parts{ga[:len(ga)-8] + "sum!" + ga[len(ga)-4:], gb}, "damage #1: the compressed data is damaged: gzip: invalid checksum\nresource b 5 #2"},
		{"a block cut before it was packed", parts{gz(a[:len(a)-7]), gb}, "damage #1: it ends within the block (2 of 5 bytes)\nresource b 5 #2"},
		{"a wrong length in a member over all", parts{gz(record("a", "12", "hello", "\r\n\r\n") + b + a)}, "damage #1…: the block does not end where its Content-Length says\nresource b 5 #1…\nresource a 5 #1…"},
		{"garbage in a member", parts{gz(a + "rubbish!"), gb}, "resource a 5 #1…\ndamage #1: no record begins here, but \"rubbish!\"\nresource b 5 #2"},
		{"a member that is no record", parts{ga, gz("<p>Hello.</p>"), gb}, "resource a 5 #1\ndamage #2: no record begins here, but \"<p>Hello.</p>\"\nresource b 5 #3"},
		{"a zstd dictionary with a window of 128 MB", parts{"\x5d\x2a\x4d\x18\x09\x00\x00\x00\x28\xb5\x2f\xfd\x00\x88\x01\x00\x00", zst(a)}, "damage @0+8: the zstd dictionary is damaged or over 8388608 bytes\nresource a 5 #2"},
		{"a zstd frame with a window of 1 GB", parts{"\x28\xb5\x2f\xfd\x00\xa0\x01\x00\x00", zst(a)}, "damage #1: the compressed data is damaged: window size exceeded\nresource a 5 #2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := strings.Join(tt.in, "")
			got := inParts(read(t, strings.NewReader(in), warc.Limits{}), tt.in)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("whole (-want +got):\n%s", diff)
			}
			got = inParts(read(t, iotest.OneByteReader(strings.NewReader(in)), warc.Limits{}), tt.in)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("byte by byte (-want +got):\n%s", diff)
			}
		})
	}
}

var (
	placeRE = regexp.MustCompile(`@(\d+)(?:\+(\d+))?`)
	leftRE  = regexp.MustCompile(`\(\d+ of (\d{5,}) bytes`)
)

// inParts writes places as the parts that they cover, and leaves out how much
// there was of blocks that claim more than there is.
func inParts(answers, parts []string) string {
	starts, at := map[int]int{}, 0
	for i, p := range parts {
		starts[at] = i + 1
		at += len(p)
	}
	starts[at] = len(parts) + 1
	out := placeRE.ReplaceAllStringFunc(strings.Join(answers, "\n"), func(s string) string {
		m := placeRE.FindStringSubmatch(s)
		offset, _ := strconv.Atoi(m[1])
		length, _ := strconv.Atoi(m[2])
		first, last := starts[offset], starts[offset+length]-1
		switch {
		case first == 0 || last < 0:
			return s
		case length == 0:
			return fmt.Sprintf("#%d…", first)
		case first == last:
			return fmt.Sprintf("#%d", first)
		}
		return fmt.Sprintf("#%d-%d", first, last)
	})
	return leftRE.ReplaceAllString(out, "(LEFT of $1 bytes")
}

// TestDictionary reads the .warc.zst convention: a frame with the dictionary
// first, plain or itself compressed.
func TestDictionary(t *testing.T) {
	var samples [][]byte
	for _, name := range strings.Fields("alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima") {
		samples = append(samples, []byte(plain(page(name, "What "+name+" said about the harbour, and who heard it."))))
	}
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: samples[0], Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	framed := func(content string) string {
		n := len(content)
		return "\x5d\x2a\x4d\x18" + string([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) + content
	}
	body := zst(string(samples[1]), zstd.WithEncoderDict(dict)) + zst(string(samples[2]), zstd.WithEncoderDict(dict))
	for name, file := range map[string]string{"plain": framed(string(dict)) + body, "compressed": framed(zst(string(dict))) + body} {
		got := read(t, strings.NewReader(file), warc.Limits{})
		if len(got) != 2 || !strings.HasPrefix(got[0], "response gazette.example/bravo ") || !strings.HasPrefix(got[1], "response gazette.example/charlie ") {
			t.Errorf("%s dictionary: %q", name, got)
		}
	}
	got := read(t, strings.NewReader(body), warc.Limits{})
	if len(got) != 2 || !strings.Contains(got[0], "dictionary") {
		t.Errorf("without the dictionary: %q", got)
	}
	got = read(t, strings.NewReader(framed("no dictionary at all")+body), warc.Limits{})
	if len(got) != 3 || !strings.Contains(got[0], "the zstd dictionary is damaged") {
		t.Errorf("with a damaged dictionary: %q", got)
	}
}

// noise returns n letters that do not compress much.
func noise(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(r.IntN(26))
	}
	return string(b)
}

func TestBlockLimit(t *testing.T) {
	long := record("long", "50000", noise(50000), "\r\n\r\n")
	short := record("short", "5", "hello", "\r\n\r\n")
	gl := gz(long)
	tests := []struct {
		name string
		in   []string
		want string
	}{
		{"plain", []string{long, short}, "damage #1: the block of 50000 bytes is over the limit of 40000\nresource short 5 #2"},
		{"gzip", []string{gl, gz(short)}, "damage #1: the block of 50000 bytes is over the limit of 40000\nresource short 5 #2"},
		{"in one member", []string{gz(long + short)}, "damage #1…: the block of 50000 bytes is over the limit of 40000\nresource short 5 #1…"},
		{"grown a thousandfold", []string{gz(record("long", "50000", strings.Repeat("x", 50000), "\r\n\r\n")), gz(short)}, "damage #1: stopped unpacking: 174 bytes had grown past 50000\nresource short 5 #2"},
		{"wrong as well", []string{long[:len(long)-9], short}, "damage #1: the block does not end where its Content-Length says\nresource short 5 #2"},
		{"cut", []string{short, long[:45000]}, "resource short 5 #1\ndamage #2: it ends within the block (LEFT of 50000 bytes)"},
		{"cut in a member", []string{gz(short), gl[:len(gl)-3]}, "resource short 5 #1\ndamage #2: the file ends within the compressed data"},
	}
	for _, tt := range tests {
		got := inParts(read(t, strings.NewReader(strings.Join(tt.in, "")), warc.Limits{Block: 40000}), tt.in)
		if got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
	_, err := warc.NewReader(strings.NewReader(long), warc.Limits{Block: 40000}).Next()
	if !errors.Is(err, hearsay.ErrTooLarge) || errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("error is %v", err)
	}
}

// TestEndIsSaid: a cut file can be told from a damaged one.
func TestEndIsSaid(t *testing.T) {
	whole := record("a", "5", "hello", "\r\n\r\n")
	for _, cut := range []string{whole[:80], whole[:30], gz(whole)[:60], zst(whole)[:60]} {
		_, err := warc.NewReader(strings.NewReader(cut), warc.Limits{}).Next()
		if !errors.Is(err, io.ErrUnexpectedEOF) || !errors.Is(err, hearsay.ErrCorrupt) {
			t.Errorf("%.20q cut: error is %v", cut, err)
		}
	}
}

// TestDiskError: an error of the disk is not the file's fault and is final.
func TestDiskError(t *testing.T) {
	broken := errors.New("the disk is on fire")
	whole := record("a", "5", "hello", "\r\n\r\n")
	for _, file := range []string{whole + whole[:80], gz(whole) + gz(whole)[:60], gz(whole + whole[:70])[:60]} {
		rd := warc.NewReader(io.MultiReader(strings.NewReader(file), iotest.ErrReader(broken)), warc.Limits{})
		var err error
		for err == nil {
			_, err = rd.Next()
		}
		if !errors.Is(err, broken) || errors.Is(err, hearsay.ErrCorrupt) {
			t.Errorf("error is %v", err)
		}
		if _, again := rd.Next(); again != err {
			t.Errorf("then %v", again)
		}
	}
}

func TestRecord(t *testing.T) {
	in := "WARC/0.18\r\nwarc-type: Response\r\nWARC-Target-URI: <https://gazette.example/a>\r\nWARC-Record-ID: <urn:uuid:1>\r\n" +
		"WARC-Date: 2026-11-05T12:00:00.25+02:00\r\nX-Two: 1\r\nx-two: 2\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
	rec, err := warc.NewReader(strings.NewReader(in), warc.Limits{}).Next()
	if err != nil {
		t.Fatal(err)
	}
	got := []string{rec.Version, rec.Type(), rec.TargetURI(), rec.ID(), rec.Date().Format("2006-01-02T15:04:05.00Z07:00"), strings.Join(rec.Header.Values("X-TWO"), ","), rec.Header.Value("nothing")}
	want := []string{"WARC/0.18", "response", "https://gazette.example/a", "urn:uuid:1", "2026-11-05T10:00:00.25Z", "1,2", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDate(t *testing.T) {
	for value, want := range map[string]string{
		"2026-11-05T12:00:00Z": "2026-11-05T12:00:00Z", "2026-11-05T12:00:00.123456Z": "2026-11-05T12:00:00Z", "2026-11-05T12:30Z": "2026-11-05T12:30:00Z",
		"2026-11": "2026-11-01T00:00:00Z", "2026": "2026-01-01T00:00:00Z", "20261105120000": "2026-11-05T12:00:00Z",
		"": "0001-01-01T00:00:00Z", "yesterday": "0001-01-01T00:00:00Z", "2026-13-01T00:00:00Z": "0001-01-01T00:00:00Z",
	} {
		rec := &warc.Record{Header: warc.Header{{Name: "WARC-Date", Value: value}}}
		if got := rec.Date().Format("2006-01-02T15:04:05Z07:00"); got != want {
			t.Errorf("date %q is read as %s, want %s", value, got, want)
		}
	}
}
