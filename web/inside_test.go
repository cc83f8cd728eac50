// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/search"
)

// drawnAs writes runs as a line: plain, [class sources: marked], {url: link}.
func drawnAs(list []Run) string {
	var b strings.Builder
	for _, r := range list {
		for _, id := range r.IDs {
			b.WriteString("#" + id)
		}
		text := r.Text
		if r.URL != "" {
			text = "{" + r.URL + ": " + text + "}"
		}
		if r.Class != "" {
			text = "[" + strings.TrimSpace(r.Class+" "+r.Sources) + ": " + text + "]"
		}
		if r.Spoken != "" {
			text = "(" + r.Spoken + ")" + text
		}
		b.WriteString(text)
	}
	return b.String()
}

func TestRuns(t *testing.T) {
	const text = "abcdefghij"
	span := func(a, b int) hearsay.Span { return hearsay.Span{Start: a, End: b} }
	for _, c := range []struct {
		name   string
		within hearsay.Span
		marks  []ink
		want   string
	}{
		{"no marks", span(0, 10), nil, "abcdefghij"},
		{"one", span(0, 10), []ink{{span: span(2, 4), n: 1}}, "ab(same wording as source 1)[same 1: cd]efghij"},
		{"overlap", span(0, 10), []ink{{span: span(2, 6), n: 3}, {span: span(4, 8), n: 1}},
			"ab(same wording as source 3)[same 3: cd](same wording as sources 1, 3)[same many 1 3: ef][same 1: gh]ij"},
		{"one within the other", span(0, 10), []ink{{span: span(1, 9), n: 1}, {span: span(3, 5), kind: inkReworded, n: 2}},
			"a(same wording as source 1)[same 1: bc](same wording as sources 1, 2)[same many 1 2: de][same 1: fghi]j"},
		{"quotation in a copy", span(0, 10), []ink{{span: span(0, 10), n: 1}, {span: span(2, 4), kind: inkSaid, id: "q1"}},
			"(same wording as source 1)[same 1: ab]#q1[opens said same 1: cd][same 1: efghij]"},
		{"beyond the paragraph", span(3, 6), []ink{{span: span(0, 10), kind: inkReworded, n: 2}}, "[reworded 2: def]"},
		{"outside the text", span(0, 10), []ink{{span: span(8, 40), n: 1}, {span: span(-3, 2), n: 1}}, "abcdefghij"},
		{"link", span(0, 10), []ink{{span: span(1, 3), kind: inkLink, url: "https://a.example/x"}, {span: span(5, 6), kind: inkLink, url: "javascript:x"}},
			"a{https://a.example/x: bc}defghij"},
		{"empty paragraph", span(4, 4), []ink{{span: span(0, 10), n: 1}}, ""},
	} {
		if got := drawnAs(runs(text, c.within, c.marks)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func FuzzRuns(f *testing.F) {
	f.Add("some text", []byte{1, 3, 0, 2, 5, 4})
	f.Fuzz(func(t *testing.T, text string, at []byte) {
		var marks []ink
		for i := 0; i+2 < len(at); i += 3 {
			marks = append(marks, ink{span: hearsay.Span{Start: int(at[i]), End: int(at[i]) + int(at[i+1])}, kind: inkKind(at[i+2] % 7), n: int(at[i+2]), id: "x"})
		}
		var b strings.Builder
		for _, r := range runs(text, hearsay.Span{Start: 0, End: len(text)}, marks) {
			if r.Text == "" {
				t.Error("an empty run")
			}
			b.WriteString(r.Text)
		}
		if b.String() != text {
			t.Errorf("runs hold %q, want %q", b.String(), text)
		}
	})
}

func TestShared(t *testing.T) {
	a, b := "He said the bridge will stay shut for three weeks, and left.", "It said: the bridge will stay closed for three long weeks and"
	p := hearsay.Alignment{A: hearsay.Span{Start: 8, End: 49}, B: hearsay.Span{Start: 9, End: 57}}
	onA, onB := shared(a, b, p, 1)
	if got, want := drawnAs(runs(a, p.A, unnumbered(onA))), "(same wording)[same 0: the bridge will stay] (reworded)[reworded 0: shut] (same wording)[same 0: for three weeks]"; got != want {
		t.Errorf("A:\n got %s\nwant %s", got, want)
	}
	if got, want := drawnAs(runs(b, p.B, unnumbered(onB))), "(same wording)[same 0: the bridge will stay] (reworded)[reworded 0: closed] (same wording)[same 0: for three] (reworded)[reworded 0: long] (same wording)[same 0: weeks]"; got != want {
		t.Errorf("B:\n got %s\nwant %s", got, want)
	}
	if x, y := shared(a, b, hearsay.Alignment{A: hearsay.Span{Start: 50, End: 500}, B: p.B}, 1); x != nil || y != nil {
		t.Error("a passage outside its text is drawn")
	}
}

// compared is a comparison of two bare texts.
func compared(a, b string) *hearsay.Comparison {
	return &hearsay.Comparison{A: &hearsay.Article{Text: a}, B: &hearsay.Article{Text: b}, Changes: reuse.Diff(a, b)}
}

// side writes one side of a row.
func side(list []stroke) string {
	var b strings.Builder
	for _, s := range list {
		if s.Breaks {
			b.WriteString("¶")
		}
		switch s.Kind {
		case hearsay.Same:
			b.WriteString(s.Text)
		case hearsay.Moved:
			fmt.Fprintf(&b, "<%s: %s>", s.Words, s.Text)
		default:
			fmt.Fprintf(&b, "<%s: %s>", s.Kind, s.Text)
		}
	}
	return b.String()
}

func TestDiffRows(t *testing.T) {
	const (
		one   = "The ferry to Lowmere will not sail before the spring, the harbour master said."
		two   = "Tickets that were sold already can be handed back at every post office on the island."
		three = "It is the third winter in a row in which the old boat stays where it is moored."
	)
	for _, c := range []struct{ name, a, b, want string }{
		{"the same", one + "\n\n" + two, one + "\n\n" + two, "1 " + one + " | 1 " + one + "\n2 " + two + " | 2 " + two},
		{"a word", one, strings.Replace(one, "spring", "summer", 1), "1 " + strings.Replace(one, "spring", "<changed: spring>", 1) + " | 1 " + strings.Replace(one, "spring", "<changed: summer>", 1)},
		{"added paragraph", one + "\n\n" + three, one + "\n\n" + two + "\n\n" + three, "1 " + one + " | 1 " + one + "\n0  | 2 <added: " + strings.TrimSuffix(two, ".") + ">.\n2 " + three + " | 3 " + three},
		{"removed paragraph", one + "\n\n" + two + "\n\n" + three, one + "\n\n" + three, "1 " + one + " | 1 " + one + "\n2 <removed: " + strings.TrimSuffix(two, ".") + ">. | 0 \n3 " + three + " | 2 " + three},
		{"moved paragraph", one + "\n\n" + two + "\n\n" + three, three + "\n\n" + one + "\n\n" + two,
			"0  | 1 <moved from paragraph 3: " + strings.TrimSuffix(three, ".") + ">.\n1 " + one + " | 2 " + one + "\n2 " + two + " | 3 " + two + "\n3 <moved to paragraph 1: " + strings.TrimSuffix(three, ".") + ">. | 0 "},
		{"joined", one + "\n\n" + two, one + " " + two, "1 " + one + "¶" + two + " | 1 " + one + " " + two},
		{"divided", one + " " + two, one + "\n\n" + two, "1 " + strings.TrimSuffix(one, ".") + " | 1 " + one + "\n1 . " + two + " | 2 " + two},
		{"nothing", "", "", ""},
	} {
		rows, _ := diffRows(compared(c.a, c.b))
		var lines []string
		for _, r := range rows {
			lines = append(lines, fmt.Sprintf("%d %s | %d %s", r.NumberA, side(r.A), r.NumberB, side(r.B)))
		}
		if diff := cmp.Diff(c.want, strings.Join(lines, "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// checkRows reports words that a comparison loses, repeats or reorders.
func checkRows(t *testing.T, a, b string) {
	t.Helper()
	rows, changes := diffRows(compared(a, b))
	var textA, textB strings.Builder
	ids := map[string]bool{}
	for _, r := range rows {
		for _, s := range r.A {
			textA.WriteString(s.Text + " ")
		}
		for _, s := range r.B {
			textB.WriteString(s.Text + " ")
		}
		for _, s := range append(r.A, r.B...) {
			if s.ID != "" && ids[s.ID] {
				t.Errorf("two places are called %s", s.ID)
			}
			ids[s.ID] = true
		}
	}
	for i := 1; i <= changes; i++ {
		if !ids[fmt.Sprintf("c%d", i)] {
			t.Errorf("change %d of %d has no place", i, changes)
		}
	}
	same(t, "A", a, textA.String())
	same(t, "B", b, textB.String())
}

func same(t *testing.T, side, text, laid string) {
	t.Helper()
	hashes := func(s string) (out []uint64) {
		for _, w := range prose.Words(s) {
			out = append(out, w.Hash)
		}
		return out
	}
	if diff := cmp.Diff(hashes(text), hashes(laid)); diff != "" {
		t.Errorf("side %s does not hold the words of its text, once and in order:\ntext %q\nlaid %q", side, text, laid)
	}
}

func FuzzDiffRows(f *testing.F) {
	f.Add("a b c\n\nd e f", "d e f\n\na b c x")
	f.Add("one two three four five six seven eight nine\n\nten", "ten\n\none two three four five six\n\nseven eight nine")
	f.Add("", "x\n\n\n\ny")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) < 4000 {
			checkRows(t, a, b)
		}
	})
}

// TestTemplates executes every page with nothing in it: no field may be needed
// for a page to be whole.
func TestTemplates(t *testing.T) {
	v := parseViews(invented{})
	empty := &hearsay.Article{}
	pages := map[string]any{
		"trace": &tracePage{}, "article": articlePage{Article: empty}, "articles": listPage{}, "failure": failurePage{}, "help": helpPage{},
		"outlet": outletPage{}, "outlets": outletsPage{}, "quote": utterancePage{FamilyView: &hearsay.FamilyView{}}, "speaker": speakerPage{Voice: &hearsay.VoiceView{}}, "about": aboutPage{Voice: &hearsay.VoiceView{}, About: &search.About{}}, "unclear": unclearPage{}, "speakers": speakersPage{}, "quotes": quotesPage{},
		"api": apiPage{}, "alerts": alertsPage{}, "alert": alertPage{},
		"account": accountPage{}, "login": loginPage{}, "setup": setupPage{}, "tokens": tokensPage{}, "shares": sharesPage{}, "users": usersPage{},
		"library": libraryPage{Holding: &search.Holding{}}, "job": jobPage{}, "remove": removePage{}, "from": fromPage{},
		"sources": sourcesPage{}, "source": sourcePage{}, "sourceadd": sourceAddPage{}, "sourcelist": sourceListPage{}, "sourceremove": sourceRemovePage{},
		"search":  searchPage{Found: &search.Found{}},
		"stories": storiesPage{}, "story": storyPage{Story: &hearsay.StoryView{Lineage: &hearsay.Lineage{}}},
		"compare": comparePage{Comparison: &hearsay.Comparison{A: empty, B: empty}},
	}
	for name, page := range pages {
		var b bytes.Buffer
		if err := v.render(&b, name, shown{Page: page}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.HasSuffix(strings.TrimSpace(b.String()), "</html>") {
			t.Errorf("%s is not whole", name)
		}
	}
	answered := &tracePage{Answer: &answer{Trace: &hearsay.Trace{}}}
	if err := v.render(new(bytes.Buffer), "trace", shown{Page: answered}); err != nil {
		t.Error(err)
	}
	for name := range v.pages {
		if _, ok := pages[name]; !ok {
			t.Errorf("page %s is not in this test", name)
		}
	}
}

// accusing are words that no page may use of anybody's text: they claim what
// counting words cannot show.
var accusing = regexp.MustCompile(`(?i)\b(plagiari\w*|stole\w*|steal\w*|theft|fakes?|faked|hoax\w*|lie[sd]?|liar|original\w*|true|false|truth|fraud\w*|authentic|score)\b`)

// TestWords looks through every template and every string of this package.
func TestWords(t *testing.T) {
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".tmpl") {
			return err
		}
		b, err := files.ReadFile(name)
		for _, m := range accusing.FindAllString(regexp.MustCompile(`aria-hidden="true"|focusable="false"|spellcheck="false"`).ReplaceAllString(string(b), ""), -1) {
			t.Errorf("%s says %q", name, m)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`")
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range quoted.FindAllString(string(b), -1) {
			if m := accusing.FindString(s); m != "" {
				t.Errorf("%s says %q in %s", name, m, s)
			}
		}
	}
	for _, planted := range []string{"This is the original.", "Plagiarised!", "a fake"} {
		if !accusing.MatchString(planted) {
			t.Errorf("%q is not found", planted)
		}
	}
}

func TestWhen(t *testing.T) {
	for value, want := range map[string]string{
		"": "undated", "2028-03-14T09:02:00Z": "Tue 14 Mar 2028, 09:02 UTC", "2028-03-14T09:02:00+01:00": "Tue 14 Mar 2028, 09:02 +01:00",
		"2028-03-14": "Tue 14 Mar 2028, day only", "2028-03": "March 2028, month only", "2028": "2028, year only", "2028-03-14T09:02": "Tue 14 Mar 2028, 09:02, zone not stated",
		"2028-03-14?": "about Tue 14 Mar 2028, day only", "../2028-03-14": "before Tue 14 Mar 2028", "2028-03-14/..": "after Tue 14 Mar 2028",
		"2028-03-13/2028-03-14": "between Mon 13 Mar 2028 and Tue 14 Mar 2028", "some day": "some day",
	} {
		w := newWhen(hearsay.Date{Value: value, Basis: "feed"})
		got := w.Text
		if w.Precision != "" {
			got += ", " + w.Precision
		}
		if got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func TestOutgoing(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/x?y=1#z": "https://a.example/x?y=1#z", "http://a.example": "http://a.example", "HTTP://A.example/": "http://A.example/",
		"javascript:alert(1)": "", "data:text/html,x": "", "//a.example/": "", "/x": "", "": "", "file:///etc/passwd": "", "https:///x": "",
		"https://user:pw@a.example/": "", " https://a.example": "", "java\nscript:x": "", "vbscript:x": "", "ftp://a.example/": "",
	} {
		if got := outgoing(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1 000", 1234567: "1 234 567", -1234: "-1 234"} {
		if got := strings.ReplaceAll(grouped(n), "\u202f", " "); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestBar(t *testing.T) {
	for _, c := range []hearsay.Classes{{}, {Same: 1}, {Same: 1, Reworded: 1, Quotation: 1}, {New: 7, Same: 3333, Boilerplate: 1}} {
		end, total := 0, c.Same+c.Reworded+c.Quotation+c.Boilerplate+c.New
		for _, p := range newBar(c) {
			if total > 0 && p.X != end {
				t.Errorf("%+v: %s begins at %d, want %d", c, p.Label, p.X, end)
			}
			end = p.X + p.Width
		}
		if want := 1000 * min(1, total); end != want {
			t.Errorf("%+v ends at %d, want %d", c, end, want)
		}
	}
}

func TestBeginning(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"short", 10, "short"}, {"two words here", 10, "two words …"}, {"a\n b", 10, "a b"}, {strings.Repeat("я", 20), 9, "яяяя …"},
	} {
		if got := beginning(c.text, c.most); got != c.want {
			t.Errorf("%q within %d: %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

// TestNeighbourhood: a quotation is shown with the sentence before it and the one
// behind, as far as there are any.
func TestNeighbourhood(t *testing.T) {
	const text = "One came. Two went. “Three left,” she said. Four stayed. Five slept."
	for _, c := range []struct{ words, want string }{
		{"Three left", "Two went. “|Three left|,” she said. Four stayed."},
		{"One came.", "|One came.| Two went."},
		{"Five slept", "Four stayed. |Five slept|."},
		{"Two went. “Three left", "One came. |Two went. “Three left|,” she said. Four stayed."},
	} {
		at := strings.Index(text, c.words)
		n := neighbourhood(text, hearsay.Span{Start: at, End: at + len(c.words)})
		if got := n.Before + "|" + n.Words + "|" + n.Behind; got != c.want {
			t.Errorf("%s: %q, want %q", c.words, got, c.want)
		}
	}
	if neighbourhood(text, hearsay.Span{Start: 5, End: 500}) != nil || neighbourhood("", hearsay.Span{}) != nil {
		t.Error("a span outside of the text has a neighbourhood")
	}
}
