// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch_test

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"hearsay/batch"
)

// engine is what doc/scale.md asks of one that runs the stages: it sorts, numbers and
// shuffles lines, and knows nothing of what is in them.
type engine struct {
	t      *testing.T
	parts  int
	header batch.Header
	rounds int
}

const program = "test"

// row is a line taken apart: kind, key, rest.
type row [3]string

// String is the row as a line.
func (r row) String() string { return fmt.Sprintf("%s\t%s\t%d\n%s\n", r[0], r[1], len(r[2]), r[2]) }

func (e *engine) run(stage string, parts [][]row) []row {
	e.t.Helper()
	var out []row
	for _, part := range parts {
		var in, lines bytes.Buffer
		fmt.Fprintln(&in, e.header.Line())
		for _, r := range part {
			in.WriteString(r.String())
		}
		if err := batch.Filter(e.t.Context(), stage, program, &in, &lines); err != nil {
			e.t.Fatal(stage, err)
		}
		out = append(out, e.rows(lines.String())...)
	}
	return out
}

// rows takes lines apart, the first of which is the header.
func (e *engine) rows(s string) []row {
	first, s, _ := strings.Cut(s, "\n")
	if first != e.header.Line() {
		e.t.Fatalf("the first line is %q", first)
	}
	var out []row
	for s != "" {
		head, rest, _ := strings.Cut(s, "\n")
		r := row(strings.Split(head, "\t"))
		n := number(r[2])
		r[2], s = rest[:n], rest[n+1:]
		out = append(out, r)
	}
	return out
}

// spread divides rows by their key, and sorts each part by it.
func (e *engine) spread(rows []row) [][]row {
	parts := make([][]row, e.parts)
	for _, r := range rows {
		h := fnv.New32()
		fmt.Fprint(h, r[1])
		k := int(h.Sum32() % uint32(e.parts))
		parts[k] = append(parts[k], r)
	}
	for _, p := range parts {
		slices.SortStableFunc(p, byKey)
	}
	return parts
}

func byKey(a, b row) int { return cmp.Compare(number(a[1]), number(b[1])) }

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func kind(rows []row, kinds ...string) []row {
	var out []row
	for _, r := range rows {
		if slices.Contains(kinds, r[0]) {
			out = append(out, r)
		}
	}
	return out
}

// number orders texts, drops those given twice and names those of one ID.
func (e *engine) number(texts []batch.Text) []batch.Text {
	digest := func(t batch.Text) string { h := sha256.Sum256([]byte(t.Text)); return string(h[:8]) }
	texts = slices.Clone(texts)
	slices.SortFunc(texts, func(a, b batch.Text) int {
		return cmp.Or(-cmp.Compare(min(1, len(a.Date)), min(1, len(b.Date))), cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID),
			cmp.Compare(digest(a), digest(b)), cmp.Compare(a.Series, b.Series))
	})
	texts = slices.Compact(texts)
	seen := map[string]int{}
	for i, t := range texts {
		if seen[t.ID]++; seen[t.ID] > 1 {
			texts[i].ID = fmt.Sprintf("%s#%d", t.ID, seen[t.ID])
		}
	}
	return texts
}

// reuse does what batch.Corpus.Reuse does.
func (e *engine) reuse(texts []batch.Text) *found {
	texts = e.number(texts)
	e.header.Texts = len(texts)
	var rows []row
	for i, t := range texts {
		b, err := json.Marshal(map[string]string{"id": t.ID, "series": t.Series, "date": t.Date})
		if err != nil {
			e.t.Fatal(err)
		}
		rows = append(rows, row{"text", strconv.Itoa(i), string(b) + "\n" + t.Text})
	}
	seeds := e.run("seeds", e.spread(rows))
	sheets := map[string]row{}
	for _, r := range kind(seeds, "sheet") {
		sheets[r[1]] = r
	}
	hits := e.run("pairs", e.spread(kind(seeds, "seeds", "series")))
	aligned := e.align(hits, sheets)
	links := kind(aligned, "link")
	slices.SortFunc(links, byKey)
	return e.found(texts, aligned, e.run("clusters", [][]row{links}))
}

// align has ranges compared until no sheet is asked for any more.
func (e *engine) align(hits []row, sheets map[string]row) []row {
	var done []row
	in := hits
	for e.rounds = 1; ; e.rounds++ {
		out := e.run("align", e.spread(in))
		done = append(done, kind(out, "pairs", "derivations", "link", "crowded")...)
		open, want := kind(out, "open"), kind(out, "want")
		if len(open) == 0 {
			return done
		}
		in = nil
		again := map[string]bool{}
		for _, r := range open {
			again[r[1]] = true
			in = append(in, row{"only", r[1], r[2]})
		}
		for _, r := range hits {
			if again[r[1]] {
				in = append(in, r)
			}
		}
		asked := map[[2]string]bool{}
		for _, r := range want {
			for n := range strings.FieldsSeq(r[2]) {
				if asked[[2]string{r[1], n}] {
					e.t.Errorf("sheet %s is wanted twice for range %s", n, r[1])
				}
				asked[[2]string{r[1], n}] = true
				in = append(in, row{"sheet", r[1], sheets[n][2]})
			}
		}
	}
}

func (e *engine) found(texts []batch.Text, aligned, witnesses []row) *found {
	f := &found{pairs: rowsOf[batch.Pair](e.t, kind(aligned, "pairs"))}
	e.derived(texts, f.pairs, rowsOf[derivation](e.t, kind(aligned, "derivations")))
	for _, r := range witnesses {
		var w batch.Witness
		if err := json.Unmarshal([]byte(r[2]), &w); err != nil {
			e.t.Fatal(err)
		}
		t := texts[number(r[1])]
		w.ID, w.Series, w.Date, w.Text = t.ID, t.Series, t.Date, cut(t.Text, w.Begin, w.End)
		f.witnesses = append(f.witnesses, w)
	}
	return f
}

// rowsOf reads rows of JSON, in order of their texts.
func rowsOf[R any](t *testing.T, lines []row) []R {
	t.Helper()
	slices.SortStableFunc(lines, byKey)
	var out []R
	for _, l := range lines {
		for d := json.NewDecoder(strings.NewReader(l[2])); d.More(); {
			var r R
			if err := d.Decode(&r); err != nil {
				t.Fatal(err)
			}
			out = append(out, r)
		}
	}
	return out
}

type derivation struct {
	Derived, From    string
	Passages, Shared int
	Main             bool
}

// derived checks derivations against the pairs that they sum up.
func (e *engine) derived(texts []batch.Text, pairs []batch.Pair, got []derivation) {
	e.t.Helper()
	place := map[string]int{}
	for i, t := range texts {
		place[t.ID] = i
	}
	sums := map[[2]string]*derivation{}
	most := map[string]*derivation{}
	for _, p := range pairs {
		d := sums[[2]string{p.B, p.A}]
		if d == nil {
			d = &derivation{Derived: p.B, From: p.A}
			sums[[2]string{p.B, p.A}] = d
		}
		d.Passages++
		d.Shared += p.BEnd - p.BBegin
	}
	var want []derivation
	for _, d := range sums {
		m := most[d.Derived]
		if m == nil || d.Shared > m.Shared || d.Shared == m.Shared && place[d.From] < place[m.From] {
			most[d.Derived] = d
		}
	}
	for _, d := range most {
		d.Main = true
	}
	for _, d := range sums {
		want = append(want, *d)
	}
	slices.SortFunc(want, func(a, b derivation) int {
		return cmp.Or(cmp.Compare(place[a.Derived], place[b.Derived]), cmp.Compare(place[a.From], place[b.From]))
	})
	if diff := gocmp.Diff(want, got); diff != "" {
		e.t.Error("derivations:", diff)
	}
}

// TestStagesApart: the stages, run by themselves
// over 1, 3 and 64 parts, find what one machine finds.
func TestStagesApart(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(21, 21))
	texts := corpus(r, 240)
	for i := range texts {
		switch {
		case i%3 == 0:
			texts[i].Text += pier + ". " + ferry // lists, and more than a crowd
		case i%5 == 0:
			texts[i].Text += "« " + phrase + " » Größe 東京都 " + pier
		case i%50 == 1:
			texts[i].ID = "same"
		case i%70 == 2:
			texts[i].Date = ""
		}
	}
	texts = append(texts, texts[7], texts[8])
	for _, other := range []bool{false, true} {
		want, sum := reuseOf(t, texts, batch.Options{OtherSeries: other, Crowd: 20})
		if sum.Crowded == 0 || sum.Twice != 2 {
			t.Fatalf("%+v", sum)
		}
		for _, parts := range map[bool][]int{false: {1, 3, 64}, true: {3}}[other] {
			e := &engine{t: t, parts: parts, header: batch.Header{
				Program: program, OtherSeries: other, Crowd: 20, Bins: 16 << (parts % 5), Range: 1 + 240/parts,
			}.WithDefaults()}
			got := e.reuse(texts)
			if e.rounds != 3 && e.rounds != 2 {
				t.Errorf("%d rounds", e.rounds)
			}
			if diff := gocmp.Diff(want.pairs, got.pairs); diff != "" {
				t.Errorf("%d parts, other %v: %s", parts, other, diff)
			}
			if diff := gocmp.Diff(want.witnesses, got.witnesses); diff != "" {
				t.Errorf("%d parts, other %v: %s", parts, other, diff)
			}
		}
	}
}

// TestStageInput: what is no input of a stage is refused, with the line.
func TestStageInput(t *testing.T) {
	t.Parallel()
	head := batch.Header{Program: program}.WithDefaults()
	of := func(rows ...row) string {
		in := head.Line() + "\n"
		for _, r := range rows {
			in += r.String()
		}
		return in
	}
	older := strings.Replace(head.Line(), "\t2\t", "\t1\t", 1)
	another := batch.Header{Program: "other"}.WithDefaults().Line()
	none := summed(0)
	wide := head
	wide.Range = 5
	far := batch.Header{Program: program, Range: 1 << 32}.WithDefaults()
	for _, c := range []struct{ stage, in, want string }{
		{"seeds", row{"text", "0", "{}"}.String(), "line 1"},
		{"seeds", older + "\n", "version 1"},
		{"pairs", another + "\n", "other"},
		{"pairs", head.Line() + "\n" + wide.Line() + "\n", "line 2"},
		{"pairs", far.Line() + "\n", "out of range"},
		{"seeds", of(row{"text", "0", `{"id"`}), "line 2"},
		{"seeds", of(row{"text", "x", "{}"}), "line 2"},
		{"seeds", of(row{"hits", "0", ""}), "hits"},
		{"seeds", of() + "text\t0\t2\n{}", "unexpected EOF"},
		{"seeds", of() + "text\t0\t2\n", "unexpected EOF"},
		{"seeds", of() + "text\t0\t2", "unexpected EOF"},
		{"seeds", of() + "text\t0\t1\n{}\n", "more than the 1 bytes"},
		{"seeds", of() + "text\t0\t{}\n", "how many bytes"},
		{"seeds", of() + "text\t0\t-1\n", "how many bytes"},
		{"seeds", of() + "text\t0\t1073741825\n", "more than 1 GB"},
		{"seeds", of() + "text\t0\t1073741824\n{}", "unexpected EOF"},
		{"seeds", of() + "text" + strings.Repeat("x", 1<<20) + "\n", "more than 1 MB"},
		{"seeds", of() + "text\n", "tabs"},
		{"pairs", of(row{"seeds", "0", "AAA"}), "damaged"},
		{"pairs", of(row{"seeds", "0", none}, row{"seeds", "1", none}, row{"seeds", "0", none}), "sort"},
		{"pairs", of(row{"seeds", "0", "AAAAAA"}), "damaged"},
		{"align", of(row{"hits", "0", strings.Repeat("/", 40)}), "damaged"},
		{"align", of(row{"hits", "0", summed(5)}), "block"},
		{"align", of(row{"hits", "0", summed(3)}), "block"},
		{"align", of(row{"sheet", "0", summed(4)}), "sheet"},
		{"align", of(row{"only", "0", "1 x"}), "no number"},
		{"clusters", of(row{"link", "0", summed(24)}), "there are 0"},
		{"nothing", "", "no stage"},
	} {
		err := batch.Filter(t.Context(), c.stage, program, strings.NewReader(c.in), &bytes.Buffer{})
		if err == nil || !slices.ContainsFunc(strings.Split(c.want, "|"), func(w string) bool { return strings.Contains(err.Error(), w) }) {
			t.Errorf("%s of %q: %v, want %q", c.stage, c.in, err, c.want)
		}
	}
	if err := batch.Filter(t.Context(), "pairs", program, strings.NewReader(another+"\n"), &bytes.Buffer{}); !errors.Is(err, batch.ErrVersion) {
		t.Error(err)
	}
}

// summed is so many zeros, and their sum.
func summed(n int) string {
	b := make([]byte, n)
	b = binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)))
	return string(b)
}

// TestStageEmpty: an empty part is one.
func TestStageEmpty(t *testing.T) {
	t.Parallel()
	head := batch.Header{Program: program}.WithDefaults().Line() + "\n"
	for _, stage := range batch.StageNames() {
		for _, in := range []string{"", head, head + head} {
			var out bytes.Buffer
			if err := batch.Filter(t.Context(), stage, program, strings.NewReader(in), &out); err != nil {
				t.Errorf("%s: %v", stage, err)
			}
			if want := head[:min(len(in), len(head))]; out.String() != want {
				t.Errorf("%s of %q: %q", stage, in, out.String())
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := batch.Filter(ctx, "pairs", program, strings.NewReader(head+row{"seeds", "0", summed(0)}.String()), &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// FuzzFilter: no input ends a stage otherwise than by an error.
func FuzzFilter(f *testing.F) {
	head := batch.Header{Program: program, Texts: 10, Range: 4}.WithDefaults().Line() + "\n"
	for _, r := range []row{{"seeds", "0", summed(16)}, {"hits", "0", summed(4)}, {"sheet", "0", summed(12)}, {"only", "0", "1 2"}, {"link", "1", summed(24)}, {"text", "1", "{}\na b c d e f g h i j"}} {
		f.Add(r.String())
	}
	f.Fuzz(func(t *testing.T, lines string) {
		for _, stage := range batch.StageNames() {
			// Only that it comes back.
			_ = batch.Filter(t.Context(), stage, program, strings.NewReader(head+lines), &bytes.Buffer{})
		}
	})
}
