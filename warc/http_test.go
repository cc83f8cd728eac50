// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"hearsay"
	"hearsay/warc"
)

func deflate(s string, open func(io.Writer) io.WriteCloser) string {
	var b bytes.Buffer
	w := open(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func zlibbed(s string) string {
	return deflate(s, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
}

func bareDeflate(s string) string {
	return deflate(s, func(w io.Writer) io.WriteCloser {
		f, err := flate.NewWriter(w, 6)
		if err != nil {
			panic(err)
		}
		return f
	})
}

// TestParseResponse: the answer is the status, the body and the flaws.
func TestParseResponse(t *testing.T) {
	const body = "<p>It rained, the mayor said. It rained.</p>"
	ok := "HTTP/1.1 200 OK\r\n"
	gzipped := "Content-Encoding: gzip\r\n"
	chunks := "Transfer-Encoding: chunked\r\n"
	tests := []struct{ name, in, want string }{
		{"plain", ok + "A: b\r\n\r\n" + body, "200 " + body},
		{"HTTP/2", "HTTP/2 404\r\n\r\ngone", "404 gone"},
		{"a reason of many words", "HTTP/1.0 503 Service Not Available Now\r\n\r\nbusy", "503 busy"},
		{"line feeds alone", "HTTP/1.1 200 OK\nA: b\n\n" + body, "200 " + body},
		{"no header", ok + "\r\n" + body, "200 " + body},
		{"no empty line", ok + "A: b\r\n", "200 "},
		{"status line alone", "HTTP/1.1 301 Moved", "301 "},
		{"a bad header line", ok + "what is this\r\nA: b\r\n\r\n" + body, "200 " + body + " (a header line could not be read)"},
		{"a folded header line", ok + "Content-Encoding:\r\n gzip\r\n\r\n" + gz(body), "200 " + body},
		{"no HTTP", "<!doctype html>", "damaged: its first line is \"<!doctype html>\""},
		{"nothing", "", "damaged: its first line is \"\""},
		{"a status of letters", "HTTP/1.1 OK\r\n\r\n", "damaged: its first line is \"HTTP/1.1 OK\\r\""},
		{"a header without end", ok + strings.Repeat("A: b\r\n", 50000), "too large: its header has more than 262144 bytes"},

		{"chunks", ok + chunks + "\r\n4;x=y\r\n<p>I\r\n0028\r\n" + body[4:] + "\r\n0\r\nTrailer: x\r\n\r\n", "200 " + body},
		{"chunks with line feeds", ok + chunks + "\r\n2c\n" + body + "\n0\n\n", "200 " + body},
		{"no chunks although promised", ok + chunks + "\r\n" + body, "200 " + body + " (the chunked transfer-encoding is broken; the body is kept as stored)"},
		{"a chunk of the wrong length", ok + chunks + "\r\n4\r\n<p>It\r\n0\r\n\r\n", "200 4\r\n<p>It\r\n0\r\n\r\n (the chunked transfer-encoding is broken; the body is kept as stored)"},
		{"chunks cut", ok + chunks + "\r\n4\r\n<p>I\r\n28\r\nt rained", "200 <p>It rained (the encoded body is cut or damaged; what came before is kept)"},
		{"no last chunk", ok + chunks + "\r\n4\r\n<p>I\r\n", "200 <p>I (the encoded body is cut or damaged; what came before is kept)"},
		{"an empty body", ok + chunks + gzipped + "\r\n", "200 "},
		{"a chunk of 2 EB", ok + chunks + "\r\n1fffffffffffffff\r\nabc\r\n0\r\n\r\n", "200 1fffffffffffffff\r\nabc\r\n0\r\n\r\n (the chunked transfer-encoding is broken; the body is kept as stored)"},

		{"gzip", ok + gzipped + "\r\n" + gz(body), "200 " + body},
		{"gzip in two members", ok + gzipped + "\r\n" + gz(body[:9]) + gz(body[9:]), "200 " + body},
		{"x-gzip in chunks", ok + chunks + "Content-Encoding: X-GZip\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(gz(body)), gz(body)), "200 " + body},
		{"deflate", ok + "Content-Encoding: deflate\r\n\r\n" + zlibbed(body), "200 " + body},
		{"bare deflate", ok + "Content-Encoding: deflate\r\n\r\n" + bareDeflate(body), "200 " + body},
		{"zstd", ok + "Content-Encoding: zstd\r\n\r\n" + zst(body), "200 " + body},
		{"identity", ok + "Content-Encoding: identity\r\n\r\n" + body, "200 " + body},
		{"a charset for an encoding", ok + "Content-Encoding: UTF-8\r\n\r\n" + body, "200 " + body},
		{"gzip that was undone before", ok + gzipped + "\r\n" + body, "200 " + body + " (the body is not encoded as its header says; it is kept as stored)"},
		{"gzip, cut", ok + gzipped + "\r\n" + gz(noise(9000))[:3000], "200 … (the encoded body is cut or damaged; what came before is kept)"},
		{"gzip, damaged at once", ok + gzipped + "\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff", "200 \x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff (the body is not encoded as its header says; it is kept as stored)"},
		{"br", ok + "Content-Encoding: br\r\n\r\n\x0b\x01\x80abc\x03", "200 abc"},
		{"an unknown encoding", ok + "Content-Encoding: compress\r\n\r\nabc", "refused: content-encoding \"compress\" is not known"},
		{"two layers", ok + "Content-Encoding: gzip, gzip\r\n\r\n" + gz(gz(body)), "refused: content-encoding in 2 layers (gzip, gzip)"},
		{"two layers in two lines", ok + gzipped + gzipped + "\r\n" + gz(gz(body)), "refused: content-encoding in 2 layers (gzip, gzip)"},
		{"a hundred layers", ok + strings.Repeat(gzipped, 100) + "\r\n" + gz(body), "refused: content-encoding in 100 layers (" + strings.Repeat("gzip, ", 10) + ")"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := response(warc.ParseResponse([]byte(tt.in), warc.HTTPLimits{}))
			if strings.HasPrefix(tt.want, "200 … ") {
				got = "200 …" + got[strings.LastIndex(got, " ("):]
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func response(r *warc.Response, err error) string {
	for kind, word := range map[error]string{hearsay.ErrCorrupt: "damaged", hearsay.ErrTooLarge: "too large", hearsay.ErrRefused: "refused"} {
		if errors.Is(err, kind) {
			return word + strings.TrimPrefix(err.Error(), "parse HTTP response: "+kind.Error())
		}
	}
	if err != nil {
		return "error without a kind: " + err.Error()
	}
	s := fmt.Sprintf("%d %s", r.Status, r.Body)
	for _, f := range r.Flaws {
		s += " (" + string(f) + ")"
	}
	return s
}

func TestBodyLimits(t *testing.T) {
	type limits = warc.HTTPLimits
	zeros := func(n int) string { return strings.Repeat("\x00", n) }
	with := func(encoding, body string) string {
		return "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\n\r\n" + body
	}
	tests := []struct {
		name, in string
		limits   limits
		want     string // "" for a body that is let through
	}{
		{"a thousandfold below 1 MB", with("gzip", gz(zeros(1<<20))), limits{}, ""},
		{"a thousandfold past 1 MB", with("gzip", gz(zeros(1<<20+1))), limits{}, "stopped: a body of 1108 bytes grew past 1048576"},
		{"a bomb of gzip", with("gzip", gz(zeros(100<<20))), limits{}, "stopped: a body of 103662 bytes grew past 10366200"},
		{"a bomb of zlib", with("deflate", zlibbed(zeros(100<<20))), limits{}, "stopped: a body of 101930 bytes grew past 10193000"},
		{"a bomb of zstd", with("zstd", zst(zeros(100<<20))), limits{}, "stopped: a body of 11204 bytes grew past 1120400"},
		{"a lot, honestly", with("gzip", gz(noise(21<<20))), limits{}, "grew past 20971520"},
		{"a lot, unpacked", with("", noise(21<<20)), limits{}, "the body has 22020096 bytes, the limit is 20971520"},
		{"own limits", with("gzip", gz(noise(3000))), limits{Body: 2000}, "stopped: a body of"},
		{"own ratio", with("gzip", gz(zeros(2<<20))), limits{Ratio: 2000}, ""},
	}
	for _, tt := range tests {
		_, err := warc.ParseResponse([]byte(tt.in), tt.limits)
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want != "" && (!errors.Is(err, hearsay.ErrTooLarge) || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: error is %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestCheckDigests(t *testing.T) {
	const words = "It rained.\n"
	chunked := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n" + words + "\r\n0\r\n\r\n"
	tests := []struct {
		name, kind, block, payload string
		content                    string
		compared                   int
		bad                        bool
	}{
		{"none", "resource", "", "", words, 0, false},
		{"SHA-256 in lower-case base32", "resource", "sha256:sa3zelinlvpckgbpphezjj5hrjjavkxt5k42aagnt5lr56rignzq", "", words, 1, false},
		{"SHA-256 with padding", "resource", "sha256:SA3ZELINLVPCKGBPPHEZJJ5HRJJAVKXT5K42AAGNT5LR56RIGNZQ====", "", words, 1, false},
		{"SHA-1 in hexadecimal", "resource", "sha1:" + sha1Hex, "", words, 1, false},
		{"SHA-1 in base32", "resource", "", "SHA-1:" + sha1Base32, words, 1, false},
		{"MD5 in base64", "resource", "md5:" + md5Base64, "", words, 1, false},
		{"another algorithm", "resource", "crc32:abcdef", "blake3:abcdef", words, 0, false},
		{"not a digest", "resource", "sha1:what?", "sha1", words, 0, false},
		{"block differs", "resource", "sha1:" + sha1Hex, "", words + "!", 1, true},
		{"payload differs", "resource", "", "sha1:" + sha1Hex, words + "!", 1, true},
		{"payload of a response", "response", "", "sha1:" + sha1Hex, "HTTP/1.1 200 OK\r\nA: b\r\n\r\n" + words, 1, false},
		{"payload of a response differs", "response", "", "sha1:" + sha1Hex, "HTTP/1.1 200 OK\r\nA: b\r\n\r\n" + words + "!", 1, true},
		{"payload without its chunks", "response", "", "sha1:" + sha1Hex, chunked, 1, false},
		{"payload of a revisit", "revisit", "", "sha1:" + sha1Hex, "HTTP/1.1 304 Not Modified\r\n\r\n", 0, false},
	}
	for _, tt := range tests {
		rec := &warc.Record{Header: warc.Header{{Name: "WARC-Type", Value: tt.kind}, {Name: "WARC-Block-Digest", Value: tt.block}, {Name: "WARC-Payload-Digest", Value: tt.payload}}, Block: []byte(tt.content)}
		n, err := rec.CheckDigests()
		if n != tt.compared || tt.bad != errors.Is(err, hearsay.ErrCorrupt) || !tt.bad && err != nil {
			t.Errorf("%s: %d compared, error %v; want %d, bad %v", tt.name, n, err, tt.compared, tt.bad)
		}
	}
}

// Digests of "It rained.\n", by sha1sum and md5sum.
const (
	sha1Hex    = "632edfde9006160d07573afb4a5db5fdd608ec8b"
	sha1Base32 = "MMXN7XUQAYLA2B2XHL5UUXNV7XLAR3EL"
	md5Base64  = "XSerANVD1EkZf/7Imxd2Mw"
)
