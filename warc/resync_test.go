// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"hearsay/warc"
)

// TestRandomDamage damages 50 records at random places, again and again. Every
// record that no damage touched must come out, once and unchanged; nothing that
// is not one of the 50 may, except a record whose damage no checksum covers: in
// a plain file, where it is left to CheckDigests.
func TestRandomDamage(t *testing.T) {
	recs := sample(50, 4)
	packed, packedAt := write(t, recs)
	var flat []byte
	var flatAt []warc.Place
	for _, rec := range recs {
		s := plain(rec)
		flatAt = append(flatAt, warc.Place{Offset: int64(len(flat)), Length: int64(len(s))})
		flat = append(flat, s...)
	}
	for seed := range uint64(300) {
		damage(t, fmt.Sprintf("gzip, seed %d", seed), seed, packed, packedAt, recs, true)
		damage(t, fmt.Sprintf("plain, seed %d", seed), seed, flat, flatAt, recs, false)
	}
}

// damage overwrites, inserts or cuts out bytes of a copy of the file and reads it.
func damage(t *testing.T, name string, seed uint64, file []byte, places []warc.Place, recs []*warc.Record, checked bool) {
	r := rand.New(rand.NewPCG(seed, 5))
	file = bytes.Clone(file)
	hit := map[int]bool{}
	var edits []int
	for range 1 + r.IntN(6) {
		edits = append(edits, r.IntN(len(file)))
	}
	// From the back, so that the places of what comes before stay true.
	for i := len(file); i > 0; i-- {
		for _, at := range edits {
			if at != i-1 {
				continue
			}
			file = damageAt(r, file, at, min(len(file)-at, 1+r.IntN(30)), places, hit)
		}
	}
	wrong := map[string]bool{}
	rd := warc.NewReader(bytes.NewReader(file), warc.Limits{})
	got := map[string]int{}
	for range 10000 {
		rec, err := rd.Next()
		var damaged *warc.Error
		if err == io.EOF {
			break
		}
		if errors.As(err, &damaged) {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if n, err := rec.CheckDigests(); n == 0 || err != nil {
			wrong[rec.ID()] = true
			continue
		}
		got[rec.ID()+string(rec.Block)]++
	}
	for i, rec := range recs {
		if n := got[rec.ID()+string(rec.Block)]; n != 1 && !hit[i] {
			t.Errorf("%s: record %d (of %d bytes at %d) was not damaged, and came out %d times", name, i, places[i].Length, places[i].Offset, n)
		}
	}
	if checked && len(wrong) > 0 {
		t.Errorf("%s: %d records came out that the checksum of gzip should have stopped", name, len(wrong))
	}
}

// damageAt changes n bytes at a place and marks the records that they belong to.
func damageAt(r *rand.Rand, file []byte, at, n int, places []warc.Place, hit map[int]bool) []byte {
	for i, p := range places {
		if int64(at) < p.Offset+p.Length && p.Offset < int64(at+n) {
			hit[i] = true
		}
	}
	noise := make([]byte, n)
	for i := range noise {
		noise[i] = byte(r.IntN(256))
	}
	switch r.IntN(3) {
	case 0:
		copy(file[at:], noise)
		return file
	case 1:
		return append(file[:at:at], append(noise, file[at:]...)...)
	}
	return append(file[:at:at], file[at+n:]...)
}

// TestHostile reads files made to take time with their square. What counts is
// the work, which the number of answers stands for, and that it ends.
func TestHostile(t *testing.T) {
	head := "WARC/1.0\r\nWARC-Type: x\r\nContent-Length: 30000000\r\n\r\n"
	stored := "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x00\xff\xff\x00\x00WARC/1.0\r\n"
	tests := map[string]string{
		"heads that each claim 30 MB":           strings.Repeat(head, 20000),
		"gzip members that never end":           strings.Repeat(stored, 40000),
		"gzip magic":                            strings.Repeat("\x1f\x8b\x08\x00", 200000),
		"gzip magic behind a record":            gz(record("a", "5", "hello", "\r\n\r\n")) + strings.Repeat("\x1f\x8b\x08\x00", 200000),
		"versions":                              strings.Repeat("WARC/1.0\r\n", 50000),
		"versions, each with a field":           strings.Repeat("WARC/1.0\r\nA: b\r\n", 50000),
		"zstd magic":                            strings.Repeat("\x28\xb5\x2f\xfd", 50000),
		"zstd frames of 128 MB windows":         strings.Repeat("\x28\xb5\x2f\xfd\x00\x88\x01\x00\x00", 20000),
		"line ends":                             strings.Repeat("\r\n", 1<<20),
		"skippable frames":                      strings.Repeat("\x50\x2a\x4d\x18\x00\x00\x00\x00", 50000),
		"a gzip member in each gzip member":     nested(40),
		"heads in a member that claim too much": gz(strings.Repeat(head, 20000)),
	}
	for name, file := range tests {
		t.Run(name, func(t *testing.T) {
			for _, line := range read(t, strings.NewReader(file), warc.Limits{}) {
				if strings.HasPrefix(line, "error") {
					t.Error(line)
				}
			}
		})
	}
}

func nested(depth int) string {
	s := record("a", "5", "hello", "\r\n\r\n")
	for range depth {
		s = gz(s + s)
	}
	return s
}

// zeros yields n zero bytes.
type zeros struct{ n int64 }

func (z *zeros) Read(p []byte) (int, error) {
	n := min(int64(len(p)), z.n)
	if n == 0 {
		return 0, io.EOF
	}
	clear(p[:n])
	z.n -= n
	return int(n), nil
}

// TestMemory: a gigabyte of zeros, of one block, or of many records takes no more
// memory than a few blocks.
func TestMemory(t *testing.T) {
	const size = 1 << 30
	one := record("a", "5", "hello", "\r\n\r\n")
	for name, file := range map[string]io.Reader{
		"zeros":                 &zeros{size},
		"an honest block":       io.MultiReader(strings.NewReader(record("a", fmt.Sprint(size), "", "")), &zeros{size}, strings.NewReader("\r\n\r\n"+one)),
		"a block that is a lie": io.MultiReader(strings.NewReader(record("a", fmt.Sprint(8*size), "", "")), &zeros{size}),
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() {
				t.Skip("reads a gigabyte")
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			answers := read(t, file, warc.Limits{})
			runtime.ReadMemStats(&after)
			if len(answers) == 0 || len(answers) > 2 {
				t.Errorf("answers: %q", answers)
			}
			if grown := after.Sys - before.Sys; grown > 200<<20 {
				t.Errorf("the process grew by %d MB", grown>>20)
			}
		})
	}
}
