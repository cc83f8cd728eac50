// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/annotate"
	"hearsay/internal/marked"
	"hearsay/quote"
	"hearsay/speaker"
)

func parse(t testing.TB, src string) marked.Text {
	t.Helper()
	texts, err := marked.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return texts[0]
}

func toTSV(t testing.TB, x *marked.Text) string {
	t.Helper()
	var b bytes.Buffer
	if err := annotate.WriteTSV(&b, x); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tabbed makes tabs of the bars "¦" that a person can see.
func tabbed(s string) string { return strings.ReplaceAll(s, "¦", "\t") }

// A file as it is written, to be held beside the description of the format:
// a headline, a character of two UTF-16 units, a span that ends within a word,
// a relation within another.
func TestWriteTSV(t *testing.T) {
	x := parse(t, `# made
^ Lund_1 shut
[s1:Falk]land 😊 [c1:said] [q1:[s2:Odum] [c2:knew] [q2:it]].
> 1: indirect; = Ida Falk (person, surname)
> 2: indirect; extended; in 1`)
	want := tabbed(`#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Statement|flags|how|kind|mode|name|number|part|polarity|profile|via
#T_RL=webanno.custom.StatementLink|link|BT_webanno.custom.Statement


#Sentence.id=headline
#Text=Lund_1 shut
1-1¦0-6¦Lund_1¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦
1-2¦7-11¦shut¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦

#Text=Falkland 😊 said Odum knew it.
2-1¦13-21¦Falkland¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦
2-1.1¦13-17¦Falk¦*[3]¦surname[3]¦person[3]¦*[3]¦Ida Falk[3]¦*[3]¦source[3]¦*[3]¦*[3]¦*[3]¦part¦2-3[1_3]¦
2-2¦22-24¦😊¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦
2-3¦25-29¦said¦*[1]¦*[1]¦*[1]¦indirect[1]¦*[1]¦1[1]¦cue[1]¦*[1]¦*[1]¦*[1]¦_¦_¦
2-4¦30-34¦Odum¦*[2]|*[6]¦*[2]|*[6]¦*[2]|*[6]¦*[2]|*[6]¦*[2]|*[6]¦*[2]|*[6]¦content[2]|source[6]¦*[2]|*[6]¦*[2]|*[6]¦*[2]|*[6]¦part|part¦2-3[1_2]|2-5[4_6]¦
2-5¦35-39¦knew¦*[2]|*[4]¦*[2]|*[4]¦*[2]|*[4]¦*[2]|indirect[4]¦*[2]|*[4]¦*[2]|2[4]¦content[2]|cue[4]¦*[2]|*[4]¦*[2]|extended[4]¦*[2]|*[4]¦holds¦2-3[1_4]¦
2-6¦40-42¦it¦*[2]|*[5]¦*[2]|*[5]¦*[2]|*[5]¦*[2]|*[5]¦*[2]|*[5]¦*[2]|*[5]¦content[2]|content[5]¦*[2]|*[5]¦*[2]|*[5]¦*[2]|*[5]¦part¦2-5[4_5]¦
2-7¦42-43¦.¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦_¦
`)
	if diff := cmp.Diff(want, toTSV(t, &x)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What a tool gives back has other layers, only the columns that hold anything,
// numbers where they are needed, and arrows as people draw them: from the
// source to the cue. One source may hang on two cues.
func TestReadTSVOfTool(t *testing.T) {
	src := tabbed(`#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_SP=webanno.custom.Statement|name|part|kind|how|mode
#T_RL=webanno.custom.StatementLink|BT_webanno.custom.Statement


#Text=Falk said it rains .
1-1¦0-4¦Falk¦*¦PER¦Ida\_\*Falk¦source¦person¦surname¦*¦_
1-2¦5-9¦said¦_¦_¦*¦cue¦*¦*¦indirect¦1-1
1-3¦10-12¦it¦_¦_¦*[9]¦content[9]¦*[9]¦*[9]¦*[9]¦1-2[0_9]
1-4¦13-18¦rains¦_¦_¦*[9]¦content[9]¦*[9]¦*[9]¦*[9]¦_
1-5¦19-20¦.¦_¦_¦_¦_¦_¦_¦_¦_

#Text=And added no
2-1¦21-24¦And¦_¦_¦_¦_¦_¦_¦_¦_
2-2¦25-30¦added¦_¦_¦*¦cue¦*¦*¦*¦1-1
2-3¦31-33¦no¦_¦_¦*¦content¦*¦*¦*¦2-2
`)
	got, err := annotate.ReadTSV(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	want := "# \n[s1:[s2:Falk]] [c1:said] [q1:it rains] . And [c2:added] [q2:no]\n" +
		"> 1: indirect; = Ida_*Falk (person, surname)\n> 2: = Ida_*Falk (person, surname)\n"
	if diff := cmp.Diff(want, marked.Format(*got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestTSVRoundTrip sends every marked text of the repository there and back, and
// what the engines make of it.
func TestTSVRoundTrip(t *testing.T) {
	n := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".marked") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		texts, err := marked.Parse(string(data))
		if err != nil {
			return err
		}
		for i := range texts {
			checkRoundTrip(t, path, &texts[i])
			a := texts[i].Article()
			qs := quote.Find(a)
			speaker.Resolve(a, qs)
			byEngine := annotate.Text(texts[i].Name, a, qs)
			checkRoundTrip(t, path, &byEngine)
			checkMarks(t, path, byEngine)
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 70 {
		t.Errorf("%d texts went there and back, want 70 and more", n)
	}
}

func checkRoundTrip(t *testing.T, path string, x *marked.Text) {
	t.Helper()
	back, err := annotate.ReadTSV(strings.NewReader(toTSV(t, x)))
	if err != nil {
		t.Errorf("%s, %s: %v", path, x.Name, err)
		return
	}
	back.Name = x.Name
	if diff := cmp.Diff(marked.Format(*x), marked.Format(*back)); diff != "" {
		t.Errorf("%s, %s (-before +after):\n%s", path, x.Name, diff)
	}
}

// checkMarks: what is written for the editor reads back as it was written.
func checkMarks(t *testing.T, path string, x marked.Text) {
	t.Helper()
	out := marked.Format(x)
	back, err := marked.Parse(out)
	if err != nil {
		t.Errorf("%s, %s: %v", path, x.Name, err)
		return
	}
	if diff := cmp.Diff(out, marked.Format(back[0])); diff != "" {
		t.Errorf("%s, %s (-written +read):\n%s", path, x.Name, diff)
	}
}

func TestReadTSVRefuses(t *testing.T) {
	const head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Statement|part\n#T_RL=webanno.custom.StatementLink|link|BT_webanno.custom.Statement\n\n\n#Text=Falk said\n"
	for name, c := range map[string]struct{ src, says string }{
		"nothing":              {"", "empty file"},
		"another format":       {"#FORMAT=WebAnno TSV 2.0\n", "line 1: "},
		"no layer of ours":     {"#FORMAT=WebAnno TSV 3.3\n#T_SP=POS|value\n\n\n#Text=a\n", "line 5: there is no layer"},
		"layer without part":   {"#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Statement|mode\n", "line 2: "},
		"too few columns":      {head + "1-1\t0-4\tFalk\tcue\n", "line 7: 4 columns, where the layers need 6"},
		"no offsets":           {head + "1-1\tx\tFalk\t_\t_\t_\n", "are no offsets"},
		"outside the text":     {head + "1-1\t0-44\tFalk\t_\t_\t_\n", "outside the text"},
		"far behind":           {head + "1-1\t9999999-10000000\tFalk\t_\t_\t_\n", "begins 9999999 characters behind"},
		"open bracket":         {head + "1-1\t0-4\tFalk\tcue[1\t_\t_\n", "does not close"},
		"link from nowhere":    {head + "1-1\t0-4\tFalk\tcue\tpart\t1-9\n", "line 7: a link from 1-9"},
		"part that is unknown": {head + "1-1\t0-4\tFalk\tboss\t_\t_\n", `a span of part "boss"`},
	} {
		_, err := annotate.ReadTSV(strings.NewReader(c.src))
		if !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error is %v, want %q", name, err, c.says)
		}
	}
}

// FuzzReadTSV: whatever comes, spans lie in the text, and what was read is
// written and read again without a change.
func FuzzReadTSV(f *testing.F) {
	x := parse(f, "# x\n^ [q1:Rain_1] [c1:–] [s1:Lee]\n[q2:“We *are*|ready;”] [s2:Fal]k’s [c2:sa]id \\[a\\] 😊 [v2:(Orta)].\nMore.\n\n[c3:told] [a3:us] [t3:that] [q3:[c4:no] [q4:x]]\n> 1: direct; headline\n> 2: direct; via Orta; = I->F (person, surname)\n> 4: in 3")
	f.Add(toTSV(f, &x))
	f.Add("#FORMAT=WebAnno TSV 3.2\n#T_SP=webanno.custom.Statement|part\n#T_RL=a|link|BT_webanno.custom.Statement\n\n\n#Text=a\\tb\n1-1\t2-5\ta\tcue|source\tpart|*\t1-1|1-1[0_0]\n")
	f.Fuzz(func(t *testing.T, src string) {
		got, err := annotate.ReadTSV(strings.NewReader(src))
		if err != nil {
			if !errors.Is(err, hearsay.ErrInvalid) && !strings.Contains(err.Error(), "token too long") {
				t.Fatalf("error is of no kind: %v", err)
			}
			return
		}
		first := toTSV(t, got)
		again, err := annotate.ReadTSV(strings.NewReader(first))
		if err != nil {
			t.Fatalf("what was written can't be read: %v\n%s", err, first)
		}
		if second := toTSV(t, again); first != second {
			t.Fatalf("written differently the second time: %s", cmp.Diff(first, second))
		}
	})
}
