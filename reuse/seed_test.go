// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/index"
	"hearsay/internal/golden"
	"hearsay/internal/reuters"
	"hearsay/internal/sample"
	"hearsay/prose"
	"hearsay/reuse"
)

// plain is the definition of the seeds, word for word and with no regard to
// speed: what the index holds was made by it, so no seed may differ by a bit.
type plain struct {
	k, w int // words of a seed; seeds of a window
}

var profiles = []struct {
	name    string
	profile reuse.Profile
	plain   plain
}{
	{"news", reuse.News(), plain{5, 6}},
	{"ocr", reuse.OCR(), plain{4, 7}},
	{"strict", reuse.Strict(), plain{8, 3}},
}

// gram is the hash of the seed at word i: a polynomial over its words.
func (p plain) gram(words []prose.Word, i int) uint64 {
	var h uint64
	for _, w := range words[i : i+p.k] {
		h = h*0x9e3779b97f4a7c15 + w.Hash
	}
	return prose.Mix(h)
}

// key ranks the seed at word i: by the place of the first of its least words,
// the middle before the ends before the rest, then by hash.
func (p plain) key(words []prose.Word, i int) uint64 {
	least := 0
	for j := range p.k {
		if words[i+j].Hash < words[i+least].Hash {
			least = j
		}
	}
	class := uint64(2)
	if least == 0 || least == p.k-1 {
		class = 1
	}
	if least == p.k/2 {
		class = 0
	}
	return class<<62 | p.gram(words, i)>>2
}

func (p plain) seed(words []prose.Word, i int) index.Seed {
	s := index.Seed{Hash: prose.Mix(p.gram(words, i) ^ 0x48656172736179), At: int32(i)}
	for n, at := range []int{i - 4, i - 3, i - 2, i - 1, i + p.k, i + p.k + 1, i + p.k + 2, i + p.k + 3} {
		if at >= 0 && at < len(words) {
			s.Ctx |= index.Context(words[at].Hash>>30%4) << (2 * n)
		}
	}
	return s
}

func (p plain) all(words []prose.Word) []index.Seed {
	var out []index.Seed
	for i := 0; i+p.k <= len(words); i++ {
		out = append(out, p.seed(words, i))
	}
	return out
}

// kept chooses of every window the last of the smallest, but stays with what it
// chose before while that is in the window and nothing is smaller.
func (p plain) kept(words []prose.Word) []index.Seed {
	var out []index.Seed
	grams := len(words) - p.k + 1
	last := -1
	for end := min(p.w, grams); end > 0 && end <= grams; end++ {
		start := max(0, end-p.w)
		best := last
		if best < start {
			best = start
			for i := start; i < end; i++ {
				if p.key(words, i) <= p.key(words, best) {
					best = i
				}
			}
		} else if p.key(words, end-1) < p.key(words, best) {
			best = end - 1
		}
		if best != last {
			out = append(out, p.seed(words, best))
		}
		last = best
	}
	return out
}

// checkSeeds holds the seeds of text against the definition in all profiles.
func checkSeeds(t *testing.T, words []prose.Word) {
	t.Helper()
	before := index.Seed{Hash: 1, Ctx: 2, At: 3}
	for _, p := range profiles {
		if diff := cmp.Diff(p.plain.kept(words), p.profile.Seeds(words)); diff != "" {
			t.Fatalf("%s: seeds of %d words (-want +got):\n%s", p.name, len(words), diff)
		}
		if diff := cmp.Diff(append([]index.Seed{before}, p.plain.kept(words)...), p.profile.AppendSeeds([]index.Seed{before}, words)); diff != "" {
			t.Fatalf("%s: seeds of %d words appended (-want +got):\n%s", p.name, len(words), diff)
		}
		if diff := cmp.Diff(p.plain.all(words), p.profile.AllSeeds(words)); diff != "" && len(words) >= p.plain.k {
			t.Fatalf("%s: all seeds of %d words (-want +got):\n%s", p.name, len(words), diff)
		}
	}
}

// TestSeedOracle draws texts of every length up to some windows, and longer ones,
// from vocabularies of one word up: few words make ties.
func TestSeedOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 40 {
		for _, vocabulary := range []int{1, 2, 3, 10, 1000} {
			checkSeeds(t, prose.Words(text(randomText(r, n, vocabulary))))
		}
	}
	for range 200 {
		checkSeeds(t, prose.Words(text(randomText(r, r.IntN(500), 1+r.IntN(300)))))
	}
}

// TestSeedOracleOfHashes does without words: hashes that are equal, next to one
// another, or at the ends of their range.
func TestSeedOracleOfHashes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	from := []uint64{0, 1, 2, 1 << 62, 1<<63 - 1, 1 << 63, 1<<63 + 1, math.MaxUint64 - 1, math.MaxUint64}
	for range 1000 {
		words := make([]prose.Word, r.IntN(60))
		for i := range words {
			words[i].Hash = from[r.IntN(len(from))]
		}
		checkSeeds(t, words)
	}
}

// TestSeedOracleOfTexts takes real prose: the sample library and, where the data
// is, a part of Reuters-21578.
func TestSeedOracleOfTexts(t *testing.T) {
	for c := range sample.Captures() {
		body, _ := sample.Text(c.Slug)
		checkSeeds(t, prose.Words(body))
	}
	checkSeeds(t, prose.Words("中国人二〇二六年 コーヒー、 don’t ‘so’ exam-\nple Ηerrιng ΟΔΟΣ Straße ที่นี่ Ünsal “señor” café\u0301 и ещё пʼять"))
	t.Run("Reuters", func(t *testing.T) {
		for _, body := range reutersBodies(t, 1) {
			checkSeeds(t, prose.Words(body))
		}
	})
}

// TestSeedsOfIndex pins what every index holds.
func TestSeedsOfIndex(t *testing.T) {
	words := prose.Words("The herring had come back, the harbour said, and the Straße was “café-full” of 海 and of people who don’t fish.")
	for i, want := range []string{
		"[{a9206fe9b09ae07a d2c0 1} {76eccf9f00a6a240 4d8 6} {566c5f12dd9b349e 144b 9} {a3d4ca0f81e5de15 412 e}]",
		"[{f1f6c742d4513297 4bc0 1} {5201f4ba554f7669 12d8 6} {22ec6c0d54c54396 504b 9} {983756ead0da0b47 1212 e} {7b8898fd80743060 14 12}]",
		"[{8feb4d335855cb5c 2d00 0} {37b65a0fdb52c22a 4bc0 1} {7d1dd7e8a4169a3e 4187 4} {df4a2657b95ebfd1 85b6 7} {a51edbb4d8c3a2be 212d 8} {cbeebdb9e3229a9f 484b 9} {5aadf83fcacbbef7 12d c}]",
	} {
		if got := fmt.Sprintf("%x", profiles[i].profile.Seeds(words)); got != want {
			t.Errorf("%s: seeds\n%s, want\n%s; they are part of the index format", profiles[i].name, got, want)
		}
	}
}

// reutersBodies returns the bodies of so many of the 22 files of Reuters-21578.
func reutersBodies(tb testing.TB, files int) []string {
	tb.Helper()
	var out []string
	for name, data := range golden.Tar(tb, "news-reuters21578", "reuters21578-sgml.tar.zst") {
		if files == 0 {
			break
		}
		if !strings.HasSuffix(name, ".sgm") {
			continue
		}
		files--
		for item, err := range reuters.Items(data) {
			if err != nil {
				tb.Fatal(err)
			}
			out = append(out, item.Body)
		}
	}
	return out
}

// BenchmarkReuters counts bytes of real text, for one core, with the buffers that
// a caller may keep: words alone, seeds of words, and text in, seeds out.
func BenchmarkReuters(b *testing.B) {
	bodies := reutersBodies(b, 22)
	var size int64
	cut := make([][]prose.Word, len(bodies))
	for i, body := range bodies {
		size += int64(len(body))
		cut[i] = prose.Words(body)
	}
	var words []prose.Word
	var seeds []index.Seed
	p := reuse.News()
	for _, bench := range []struct {
		name string
		run  func(i int)
	}{
		{"words", func(i int) { words = prose.AppendWords(words[:0], bodies[i]) }},
		{"seeds", func(i int) { seeds = p.AppendSeeds(seeds[:0], cut[i]) }},
		{"both", func(i int) {
			words = prose.AppendWords(words[:0], bodies[i])
			seeds = p.AppendSeeds(seeds[:0], words)
		}},
		{"fresh", func(i int) { seeds = p.Seeds(prose.Words(bodies[i])) }},
		{"all", func(i int) { seeds = p.AllSeeds(cut[i]) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for i := range bodies {
					bench.run(i)
				}
			}
		})
	}
}
