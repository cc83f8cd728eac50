// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func tagged(text string) string {
	var out []string
	for _, t := range English().Append(nil, strings.Fields(text)) {
		out = append(out, t.String())
	}
	return strings.Join(out, " ")
}

func TestEnglish(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The report claims that 40 people died .", "DT NN VBZ IN CD NNS VBD ."},
		{"The claims were denied .", "DT NNS VBD VBN ."},
		{"“ We are ready , ” Larin said .", "`` PRP VBP JJ , '' NNP VBD ."},
		{"She did n’t want to report it .", "PRP VBD RB VB TO VB PRP ."},
		{"Lee was asked about the plan .", "NNP VBD VBN IN DT NN ."},
		{"", ""},
	} {
		if got := tagged(c.text); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Capitals and marks of another kind change nothing but the shape.
func TestFolding(t *testing.T) {
	for _, pair := range [][2]string{{"n't", "n’t"}, {"\"", "”"}, {"May", "MAY"}, {"-", "–"}} {
		if a, b := look(pair[0]), look(pair[1]); a.hash != b.hash || a.tail != b.tail {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
	if a, b := look("may"), look("May"); a.hash != b.hash || a.shape == b.shape {
		t.Errorf("may and May: %+v, %+v", a, b)
	}
}

func TestTagNames(t *testing.T) {
	for tag := Tag(1); tag < numTags; tag++ {
		if got, ok := ParseTag(tag.String()); !ok || got != tag {
			t.Errorf("tag %d: %q gives %d", tag, tag, got)
		}
	}
	if _, ok := ParseTag(""); ok {
		t.Error("a tag without a name")
	}
}

// lesson is enough to learn that "report" behind "the" is a noun.
func lesson() []Sentence {
	var out []Sentence
	for range 20 {
		out = append(out,
			Sentence{strings.Fields("the report ended"), []Tag{DT, NN, VBD}},
			Sentence{strings.Fields("they report losses"), []Tag{PRP, VBP, NNS}})
	}
	return out
}

func TestTrain(t *testing.T) {
	m := Train(lesson(), Options{})
	for _, s := range lesson()[:2] {
		if got := m.Append(nil, s.Words); !slices.Equal(got, s.Tags) {
			t.Errorf("%v: got %v, want %v", s.Words, got, s.Tags)
		}
	}
	if !bytes.Equal(m.Encode(), Train(lesson(), Options{}).Encode()) {
		t.Error("the same lesson gave another model")
	}
}

func TestDecode(t *testing.T) {
	file := Train(lesson(), Options{}).Encode()
	m, err := Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Encode(), file) {
		t.Error("what was read is written differently")
	}
	for n := range file {
		if _, err := Decode(file[:n]); err == nil {
			t.Errorf("no error at %d of %d bytes", n, len(file))
		}
	}
	if _, err := Decode(append(file, 0)); err == nil {
		t.Error("no error with a byte behind the end")
	}
}

// FuzzDecode: any bytes give an error or a model that tags.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(magic), "a b")
	f.Add(Train(lesson(), Options{}).Encode(), "the report")
	f.Fuzz(func(t *testing.T, file []byte, text string) {
		m, err := Decode(file)
		if err != nil {
			return
		}
		words := strings.Split(text, " ")
		if got := m.Append(nil, words); len(got) != len(words) {
			t.Errorf("%d tags of %d words", len(got), len(words))
		}
	})
}

// FuzzEnglish: whatever the words are, each gets a tag, and always the same.
func FuzzEnglish(f *testing.F) {
	f.Add("The report claims\xff “x” ÉTÉ 6'2\"")
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		got := English().Append(nil, words)
		if len(got) != len(words) || slices.Contains(got, 0) {
			t.Errorf("%q: tags %v", words, got)
		}
	})
}

func TestAllocations(t *testing.T) {
	words := strings.Fields("The minister’s report claims “ that ” 40 people died in März .")
	dst := make([]Tag, 0, len(words))
	if n := testing.AllocsPerRun(100, func() { English().Append(dst, words) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkAppend: MB/s are millions of words a second.
func BenchmarkAppend(b *testing.B) {
	words := strings.Fields(strings.Repeat("The minister ’s spokeswoman said on Tuesday that the new plan , which critics call a trap , would cut costs by 40 per cent . ", 10))
	m := English()
	dst := make([]Tag, 0, len(words))
	b.SetBytes(int64(len(words)))
	b.ReportAllocs()
	for b.Loop() {
		dst = m.Append(dst[:0], words)
	}
}

// BenchmarkDecode is what the first use costs.
func BenchmarkDecode(b *testing.B) {
	for b.Loop() {
		if _, err := Decode(englishModel); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLine: a word asked about alone, with the tags that it would see, gets the tag
// that it has among all.
func TestLine(t *testing.T) {
	words := strings.Fields("The minister ’s report claims that 40 people died in Orta .")
	want := English().Append(nil, words)
	line := English().Line(words)
	for i := range words {
		var t1, t2 Tag
		if i > 0 {
			t1 = want[i-1]
		}
		if i > 1 {
			t2 = want[i-2]
		}
		if got := line.Tag(i, t1, t2); got != want[i] {
			t.Errorf("%s: %v alone, %v among all", words[i], got, want[i])
		}
	}
}

func TestKnows(t *testing.T) {
	for word, want := range map[string]bool{"council": true, "Council": true, "counicl": false, "": false, "1911": true} {
		if got := English().Knows(word); got != want {
			t.Errorf("%q: %v, want %v", word, got, want)
		}
	}
}
