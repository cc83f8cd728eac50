// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay"
	"hearsay/annotate"
	"hearsay/internal/marked"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"[s:Falk] [c:said] [q:it rained].\n> indirect", ""},
		{"[s:Falk] [c:said] [q:it rained].", "there is no mode"},
		{"[s:Falk] [c:declined to comment].\n> indirect; declined", ""},
		{"[s:Falk] [c:said] it rained.\n> indirect", "there is no content"},
		{"[s:Falk] said [q:it rained].\n> indirect", "there is no cue"},
		{"[s:Falk]: [q:“Rain.”]\n> direct; implicit-cue", ""},
		{"[s:Falk] [c:said] [q:“Rain.”]\n> direct; implicit-cue", "it has a cue and the flag implicit-cue"},
		{"[q:Rain, [s:Falk] [c:said], fell].\n> indirect", "the source stands inside the content, the cue stands inside the content"},
		{"[s:Falk [c:said]] [q:no].\n> indirect", "source and cue overlap"},
		{"[s:Falk,] who left, [c:said] [q:no].\n> indirect", "the source ends with a comma"},
		{"[s:Falk] [c:said] [q: no].\n> indirect", `" no" has space at an end`},
		{"[s:Fal]k [c:said] [q:no].\n> indirect", `"Fal" begins or ends within a word`},
		{"[s:Falk] [c:said] [q:no].\n> direct", "it is direct, but nothing stands in quote marks"},
		{"[s:Falk] [c:said] [q:“No.”]\n> indirect", "it is indirect, but all of it stands in quote marks"},
		{"[s:Falk] [c:said] [q:no].\n> indirect; loud", `unknown flag "loud"`},
		{"[s:Falk] [c:said] [q:no].\n> indirect; = Ida Falk (woman, guess)", `unknown evidence "guess" for the speaker, unknown kind of speaker "woman"`},
		{"[c:Said] [q:no].\n> indirect; = Ida Falk (person, surname)", "a speaker without a source"},
		{"[s:Falk] [c:told] [v:Orta] [q:no].\n> indirect", "a medium without a name"},
		{"[s1:Falk] [c1:said] [q1:so]. [s2:Odum] [c2:knew] [q2:it].\n> 1: indirect\n> 2: indirect; in 1", "it stands outside the content of the relation that should hold it"},
		{"[s:Falk [c:said] [q:no].\n> indirect", "mark s1 does not close on its line"},
	} {
		var got []string
		for _, p := range annotate.Check("# made\n" + c.src + "\n") {
			_, what, found := strings.Cut(p.What, ": ")
			if !found {
				what = p.What
			}
			if p.Line < 2 || p.Column < 1 || p.Advice == "" {
				t.Errorf("%q: problem without a place or advice: %+v", c.src, p)
			}
			got = append(got, what)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q: %q, want %q", c.src, s, c.want)
		}
	}
}

func TestCheckEmptyFile(t *testing.T) {
	if got := annotate.Check("\n"); len(got) != 1 || !got[0].Error {
		t.Errorf("problems are %v, want one error", got)
	}
}

// TestOwnFilesAreWellFormed: our own files keep to the guide that they follow.
func TestOwnFilesAreWellFormed(t *testing.T) {
	err := filepath.WalkDir(filepath.Join("..", "quote", "testdata"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".marked") || d.Name() == "known.marked" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, p := range annotate.Check(string(data)) {
			t.Errorf("%s:%d:%d: %s; %s", path, p.Line, p.Column, p.What, p.Advice)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A line end within a paragraph becomes a space, and offsets stay.
func TestTextOfArticle(t *testing.T) {
	a := &hearsay.Article{Headline: "Rain", Text: "“Rain,\nrain,” Falk\nsaid.\n\nMore."}
	x := annotate.Text("a.txt", a, []hearsay.Quotation{{
		Mode: hearsay.Direct, Within: -1, Source: hearsay.Span{Start: 18, End: 22}, Content: []hearsay.Span{{Start: 0, End: 17}},
	}})
	want := "# a.txt\n^ Rain\n[q:“Rain, rain,”] [s:Falk] said.\n\nMore.\n> direct\n"
	if got := marked.Format(x); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
