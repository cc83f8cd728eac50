// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/fixture"
	"hearsay/warc"
)

// TestRealFiles says what each file of others' tests and of Common Crawl must
// give: the good ones every record, the broken ones what is said here.
//
// A line is a record: type, place in the file, bytes of the block, what became of
// its digests ("ok" counts those that fit), and for responses the status, the
// bytes of the decoded body and its flaws.
func TestRealFiles(t *testing.T) {
	// A good file as it should be: plain, and a gzip member a record. The
	// second revisit of the pair below states another digest than its block has.
	const good = `warcinfo @0+353 249
warcinfo @353+431 470
response @784+1228 975 ok2 → 200, 1270 bytes []
request @2012+609 493 ok2
revisit @2621+586 369 ok1
request @3207+609 493 ok2`
	want := map[string]string{
		"example.warc.gz": good,
		"example.warc": `warcinfo @0+488 249
warcinfo @488+709 470
response @1197+1369 975 ok2 → 200, 1270 bytes []
request @2566+804 493
revisit @3370+946 369 ok1
request @4316+804 493`,
		"example-iana.org-chunked.warc": `warcinfo @0+405 137
response @405+7974 7566 ok2 → 200, 7223 bytes []
request @8379+452 76 ok1`,
		"example-resource.warc.gz": `warcinfo @0+361 249
warcinfo @361+441 399
resource @802+977 1303 ok2`,
		"example-space-in-target-uri.warc.gz": `warcinfo @0+241 73
resource @241+342 70 ok1`,
		"example-wget-bad-target-uri.warc.gz": `warcinfo @0+410 232 ok1
request @410+414 141 ok1
response @824+1154 1598 ok2 → 200, 1270 bytes []
metadata @1978+317 48 ok1
resource @2295+386 49 ok1
resource @2681+586 471 ok1`,
		"post-test.warc.gz": `response @0+720 733 ok2 → 200, 545 bytes []
request @720+476 227 ok1
response @1196+723 740 ok2 → 200, 552 bytes []
request @1919+476 223 ok1
response @2395+723 739 ok2 → 200, 551 bytes []
request @3118+475 224 ok1`,
		// Common Crawl: a page, its text, its metadata.
		"whirlwind.warc.gz": `warcinfo @0+516 486 ok1
request @516+507 265 ok2
response @1023+17351 74581 ok2 → 200, 72848 bytes []
metadata @18374+483 201 ok2`,
		"whirlwind.warc.wat.gz": `warcinfo @0+443 278 ok1
metadata @443+918 1386 ok2`,
		"whirlwind.warc.wet.gz": `warcinfo @0+466 368 ok1
conversion @466+2540 4456 ok2`,

		// Broken in one way each. All in one gzip member: every record comes,
		// none has a length. One revisit states another block's digest.
		"example-bad-non-chunked.warc.gz": `warcinfo @0 249
warcinfo @0 470
response @0 975 ok2 → 200, 1270 bytes []
request @0 493
revisit @0 369 WRONG DIGEST
request @0 493`,
		"example-bad.warc.gz.bad": `warcinfo @0 196
response @0 1610 ok1 → 200, 1270 bytes []
request @0 323
revisit @0 340
request @0 323
response @0 471 ok1 → 302, 201 bytes []`,
		// Digests in base32, base64 and URL-safe base64, and one that is none
		// (a "1" in base32).
		"example-digest.warc": `request @0+922 493 ok1
request @922+918 493 ok2
request @1840+918 493 ok2
request @2758+914 493 ok2`,
		// The Content-Length of one record is two short: it is given up.
		"example-trunc.warc": `warcinfo @0+488 249
warcinfo @488+709 470
damage @1197+1369: the block does not end where its Content-Length says
request @2566+804 493`,
		// One record lies in two members, and its digest is off by one byte.
		"example-wrong-chunks.warc.gz": `response @0 1613 WRONG DIGEST → 200, 1270 bytes []
request @1130+445 137 ok2`,
	}
	got := map[string]string{}
	for name, file := range realFiles(t) {
		if strings.Contains(name, ".warc") {
			got[name] = summary(t, file)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func summary(t *testing.T, file []byte) string {
	t.Helper()
	var out []string
	rd := warc.NewReader(bytes.NewReader(file), warc.Limits{})
	for {
		rec, err := rd.Next()
		var damaged *warc.Error
		switch {
		case err == io.EOF:
			return strings.Join(out, "\n")
		case errors.As(err, &damaged):
			out = append(out, "damage "+place(damaged.Offset, damaged.Length)+": "+damaged.Reason)
			continue
		case err != nil:
			t.Fatal(err)
		}
		line := fmt.Sprintf("%s %s %d", rec.Type(), place(rec.Place.Offset, rec.Place.Length), len(rec.Block))
		switch n, err := rec.CheckDigests(); {
		case err != nil:
			line += " WRONG DIGEST"
		case n > 0:
			line += fmt.Sprintf(" ok%d", n)
		}
		if rec.Type() == warc.TypeResponse {
			r, err := warc.ParseResponse(rec.Block, warc.HTTPLimits{})
			if err != nil {
				line += " " + err.Error()
			} else {
				line += fmt.Sprintf(" → %d, %d bytes %v", r.Status, len(r.Body), r.Flaws)
			}
		}
		out = append(out, line)
		if rec.Place.Length > 0 {
			again, err := warc.ReadAt(bytes.NewReader(file), rec.Place, warc.Limits{})
			if diff := cmp.Diff(rec, again); err != nil || diff != "" {
				t.Errorf("by its place the record is another: %v %s", err, diff)
			}
		}
	}
}

// realFiles returns the files of the set formats-warc-rss by base name.
func realFiles(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for name, b := range fixture.Formats(t, "") {
		files[path.Base(name)] = b
	}
	return files
}
