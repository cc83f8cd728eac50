// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval_test

import (
	"archive/tar"
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/klauspost/compress/gzip"

	"hearsay/eval"
	"hearsay/internal/golden"
)

// A namedFile is one file of a made-up set.
type namedFile struct{ name, text string }

// packed writes the files into one archive of a folder, as sets are published.
func packed(t *testing.T, list []namedFile) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	tw := tar.NewWriter(z)
	for _, f := range list {
		if err := tw.WriteHeader(&tar.Header{Name: f.name, Mode: 0o644, Size: int64(len(f.text)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := tw.Write([]byte(f.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "set.tar.gz"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Falk's attribution is found; that of the ambassador stands in a unit that
// another interrupts; the third is a unit without a reporting word.
const gumConllu = `# newdoc id = GUM_news_made
# newpar
# newpar_block = head (1 s)
# text = Bridge shut
1	Bridge	_	_	_	_	_	_	_	_
2	shut	_	_	_	_	_	_	_	_

# newpar
# text = Falk said it won't rain.
1	Falk	_	_	_	_	_	_	_	_
2	said	_	_	_	_	_	_	_	_
3	it	_	_	_	_	_	_	_	_
4-5	won't	_	_	_	_	_	_	_	_
4	wo	_	_	_	_	_	_	_	SpaceAfter=No
5	n't	_	_	_	_	_	_	_	_
6	rain	_	_	_	_	_	_	_	SpaceAfter=No
7	.	_	_	_	_	_	_	_	_

# text = Odum, who left, said roads were closed.
1	Odum	_	_	_	_	_	_	_	_
2	,	_	_	_	_	_	_	_	_
3	who	_	_	_	_	_	_	_	_
4	left	_	_	_	_	_	_	_	_
5	,	_	_	_	_	_	_	_	_
6	said	_	_	_	_	_	_	_	_
7	roads	_	_	_	_	_	_	_	_
8	were	_	_	_	_	_	_	_	_
9	closed	_	_	_	_	_	_	_	_
10	.	_	_	_	_	_	_	_	_

# text = Image: Lund.
1	Image	_	_	_	_	_	_	_	_
2	:	_	_	_	_	_	_	_	_
3	Lund	_	_	_	_	_	_	_	_
4	.	_	_	_	_	_	_	_	_
`

const gumUnits = "1\tBridge shut\t0\t_\t_\t_\t3\torganization-heading_r\n" +
	"2\tFalk said\t0\t_\t_\t_\t3\tattribution-positive_r\n" +
	"3\tit wo n't rain .\t0\t_\t_\t_\t0\tROOT\n" +
	"4\tOdum ,\t0\t_\t_\t_\t7\tattribution-positive_r\n" +
	"5\twho left ,\t0\t_\t_\t_\t4\telaboration-attribute_r\n" +
	"6\tsaid\t0\t_\t_\t_\t4\tsame-unit_m\n" +
	"7\troads were closed .\t0\t_\t_\t_\t3\tjoint-other_m\n" +
	"8\tImage :\t0\t_\t_\t_\t9\torganization-preparation_r\n" +
	"9\tLund .\t0\t_\t_\t_\t7\tattribution-positive_r\n"

// The second line of the passage holds a quotation of two halves, the last one
// that nobody is told to have said.
const litbankPassage = `Miss Kelly Marsh came in .
" I never , " said Miss Marsh , " saw it . "
The old sailor laughed .
" Nor did I . "
`

const litbankNotes = "QUOTE\tQ1\t1\t0\t1\t4\t\" I never , \"\n" +
	"QUOTE\tQ2\t1\t9\t1\t13\t\" saw it . \"\n" +
	"QUOTE\tQ3\t3\t0\t3\t5\t\" Nor did I . \"\n" +
	"QUOTE\tQ4\t9\t0\t9\t5\tfar off\n" +
	"ATTRIB\tQ1\tMiss_Kelly_Marsh-0\nATTRIB\tQ2\tMiss_Kelly_Marsh-0\nATTRIB\tQ3\tThe_old_sailor-1\nATTRIB\tQ7\tnobody-2\n" +
	"odd\n"

const riquaLines = `{"id": 1, "tokens": ["` + "``" + `", "No", ",", "''", "Kelly", "had", "said", ".", "` + "``" + `", "Go", "!", "''"], "labels": ["B-content", "I-content", "I-content", "I-content", "B-source", "O", "B-cue", "O", "B-content", "I-content", "I-content", "I-content"]}
{"id": 2, "tokens": ["Ah"], "labels": []}
not JSON
`

// TestQuoteLayouts scores each layout on a set small enough to do so by hand,
// and looks at what is left out.
func TestQuoteLayouts(t *testing.T) {
	type figure struct {
		group, name string
		want        float64
	}
	for _, c := range []struct {
		name    string
		files   []namedFile
		figures []figure
		skipped []string
	}{
		{"GUM", []namedFile{
			{"rst/dependencies/GUM_news_made.rsd", gumUnits},
			{"rst/dependencies/GUM_news_alone.rsd", gumUnits},
			{"rst/dependencies/GUM_news_short.rsd", gumUnits + "10\tmore\t0\t_\t_\t_\t1\tROOT\n"},
			{"dep/GUM_news_made.conllu", gumConllu},
			{"dep/GUM_news_short.conllu", gumConllu},
		}, []figure{
			{"unit", "R", 2.0 / 3}, {"unit", "P", 1}, {"relation, news", "R", 2.0 / 3}, {"source in unit", "right", 1},
		}, []string{"GUM_news_short: unit 10 does not fit the text: invalid", "GUM_news_alone: no .conllu for these units"}},
		{"LitBank", []namedFile{
			{"tsv/made_brat.ann", litbankNotes}, {"tsv/made_brat.txt", litbankPassage}, {"tsv/alone_brat.ann", ""},
		}, []figure{
			{"in marks", "R", 1}, {"attributed", "R", 1}, {"attributed", "P", 1}, {"speaker", "P", 1}, {"same voice", "F1", 1},
		}, []string{
			"made line 4: tokens 9 0 9 5 outside the text: invalid", "made line 8: there is no quotation Q7",
			"made line 9: neither QUOTE nor ATTRIB", "alone: no text for this annotation",
		}},
		{"RiQuA made", []namedFile{{"res/riqua/made.txt", riquaLines}}, []figure{
			{"content", "F1", 1}, {"source", "F1", 1}, {"cue", "F1", 1}, {"content", "jaccard", 1},
		}, []string{"res/riqua/made.txt line 2: 1 tokens and 0 labels: invalid", "res/riqua/made.txt line 3: invalid character 'o' in literal null (expecting 'u')"}},
	} {
		report, err := eval.Quotes(packed(t, c.files), eval.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		set := report.Sets[0]
		if len(report.Sets) != 1 || set.Name != c.name || set.Texts != 1 {
			t.Errorf("%d sets, the first %q of %d texts; want one of one, %q", len(report.Sets), set.Name, set.Texts, c.name)
		}
		for _, f := range c.figures {
			if got, ok := set.Find(f.group, f.name); !ok || math.Abs(got-f.want) > 1e-9 {
				t.Errorf("%s: %s %s is %v, want %v", c.name, f.group, f.name, got, f.want)
			}
		}
		if !slices.Equal(set.Skipped, c.skipped) {
			t.Errorf("%s skipped %q, want %q", c.name, set.Skipped, c.skipped)
		}
	}
}

// TestPublishedQuotes holds floors on the sets that are there.
func TestPublishedQuotes(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	type floor struct {
		set, group string
		f1         float64
	}
	for dir, floors := range map[string][]floor{
		"attribution-gum": {{"GUM", "unit, news", 0.62}, {"GUM", "relation, news", 0.58}},
		"quotes-litbank":  {{"LitBank", "in marks", 0.85}, {"LitBank", "attributed", 0.84}},
		"quotes-riqua":    {{"RiQuA test", "content", 0.88}, {"RiQuA train", "cue", 0.75}},
	} {
		t.Run(dir, func(t *testing.T) {
			report, err := eval.Quotes(golden.Data(t, dir), eval.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, set := range report.Sets {
				if len(set.Skipped) > 0 {
					t.Errorf("%s skipped %q", set.Name, set.Skipped)
				}
				for _, f := range floors {
					if got, _ := set.Find(f.group, "F1"); set.Name == f.set && got < f.f1 {
						t.Errorf("%s %s F1 is %.4f, below %.2f", f.set, f.group, got, f.f1)
					}
				}
			}
		})
	}
}
