// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse_test

import (
	"strings"
	"testing"

	"hearsay"
	"hearsay/prose"
	"hearsay/reuse"
)

// version is an article of these paragraphs; one in brackets is a link.
func version(paragraphs ...string) *hearsay.Article {
	a := &hearsay.Article{}
	for i, p := range paragraphs {
		if i > 0 {
			a.Text += "\n\n"
		}
		bare := strings.Trim(p, "[]")
		s := hearsay.Span{Start: len(a.Text), End: len(a.Text) + len(bare)}
		a.Text += bare
		a.Blocks = append(a.Blocks, hearsay.Block{Span: s, Kind: hearsay.Paragraph})
		if bare != p {
			a.Citations = append(a.Citations, hearsay.Citation{Anchor: s, URL: "https://paper.example/other"})
		}
	}
	a.Words = prose.Count(a.Text)
	return a
}

const (
	shut = "The harbour office closed both piers at noon on Tuesday because of the swell, its director said."
	hurt = "Three people were hurt when a gangway came down."
	sail = "Ferries will not sail before Thursday, and the islands are cut off until then."
)

func TestSubstantive(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b *hearsay.Article
		want string // in words
	}{
		{"the same", version(shut, sail), version(shut, sail), ""},

		// What the page does by itself.
		{"white space", version(shut, sail), version(strings.ReplaceAll(shut, " ", "\n"), sail), ""},
		{"one paragraph of two", version(shut, sail), version(shut + " " + sail), ""},
		{"typography", version("“We had no choice” — none, he said of the e-mail."), version("\"We had no choice\" - none, he said of the email."), ""},
		{"thousands", version("Some 1,200 passengers wait."), version("Some 1200 passengers wait."), ""},
		{"time of update", version("Updated 11 March 2025, 09:00", shut), version("Updated 11 March 2025, 14:30", shut), ""},
		{"time of update that came", version(shut), version("Last updated: 3 hours ago", shut), ""},
		{"time of update within a paragraph", version(shut + " Updated at 9:00 am."), version(shut + " Updated at 2:30 pm."), ""},
		{"time of update in German", version("Aktualisiert am 11.3.2025, 9:00", shut), version("Aktualisiert am 11.3.2025, 14:30", shut), ""},
		{"age", version("2 hours ago", shut), version("5 hours ago", shut), ""},
		{"comments", version(shut, "12 comments"), version(shut, "1,340 comments"), ""},
		{"comments by name", version(shut, "Comments (12)"), version(shut, "Comments (1340)"), ""},
		{"shares and views", version("1.2k shares 300 views", shut), version("3.4K shares 9,100 views", shut), ""},
		{"simple counter that came", version(shut), version(shut, "7 Kommentare"), ""},
		{"related links", version(shut, "Related: Storm shuts school", sail), version(shut, "Related: Budget passed at last", sail), ""},
		{"a list of links", version(shut, "[Storm shuts school]", "[Budget passed at last]"), version(shut, "[Tram is late]", "[Mayor goes fishing]"), ""},
		{"an advertisement", version(shut, sail), version(shut, "Advertisement", sail), ""},
		{"an invitation", version(shut, sail), version(shut, "Sign up for our morning letter", sail), ""},
		{"all of it at once", version("Updated 9:00", shut, "12 comments", "[Storm shuts school]"),
			version("Updated 10:00", shut, "13 comments", "Advertisement", "[Tram is late]", "[Mayor goes fishing]"), ""},

		// What people do.
		{"a number", version(shut, hurt), version(shut, strings.Replace(hurt, "Three", "Five", 1)), "1 number changed"},
		{"a number in digits", version("The levy is 40 crowns a tonne."), version("The levy is 45 crowns a tonne."), "1 number changed"},
		{"a sentence", version(shut), version(shut, hurt), "1 sentence added"},
		{"a sentence of a paragraph", version(shut + " " + sail), version(shut + " " + hurt + " " + sail), "1 sentence added"},
		{"two sentences and a number", version(shut, hurt), version(shut, strings.Replace(hurt, "Three", "Five", 1), sail, "A tug stands by in the roads tonight."),
			"2 sentences added, 1 number changed"},
		{"a sentence less", version(shut, hurt, sail), version(shut, sail), "1 sentence removed"},
		{"a word", version(shut), version(strings.Replace(shut, "Tuesday", "Wednesday", 1)), "1 word changed"},
		{"negation", version("He said that he would resign over the piers."), version("He said that he would not resign over the piers."), "1 word added"},
		{"a quotation is another's", version(shut), version(strings.Replace(shut, "its director", "the mayor", 1)), "2 words changed"},
		{"something new between links", version(shut, "[Storm shuts school]"), version(shut, "[Tram is late]", hurt, "[Mayor goes fishing]"), "1 sentence added"},
		{"a sentence about comments", version(shut), version(shut, "The director read 12 comments aloud to the council."), "1 sentence added"},
		{"a number of comments in a sentence", version("The plan drew 12 comments from residents before noon."), version("The plan drew 40 comments from residents before noon."), "1 number changed"},
		{"a sentence that begins like a teaser", version(shut), version(shut, "Related to the mayor by marriage, he denied on Wednesday that anybody had called him or that a favour was asked."),
			"1 sentence added"},
		{"a correction", version(shut), version(shut, "Correction: an earlier version gave a wrong day for the closing of the piers."), "1 sentence added"},
		{"all of it", version(shut), version(hurt), "1 sentence rewritten"},
		{"nothing before", version(), version(hurt), "1 sentence added"},
		{"moved", version(hurt, shut, sail), version(shut, sail, hurt), "1 passage moved"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changes := reuse.Substantive(c.a, c.b)
			if got := reuse.Told(c.a.Text, c.b.Text, changes); got != c.want {
				t.Errorf("%q, want %q: %+v", got, c.want, changes)
			}
			if (len(changes) == 0) != (c.want == "") {
				t.Errorf("%d changes, %q", len(changes), c.want)
			}
		})
	}
}

func FuzzSubstantive(f *testing.F) {
	f.Add(shut+"\n\nUpdated 9:00\n\n12 comments", shut+" "+hurt+"\n\n13 comments")
	f.Add("Related: a\n\nb 1", "b 2\n\nAdvertisement")
	f.Fuzz(func(t *testing.T, one, two string) {
		a, b := version(strings.Split(one, "\n\n")...), version(strings.Split(two, "\n\n")...)
		if got := reuse.Substantive(a, a); len(got) > 0 {
			t.Fatalf("%q differs from itself: %+v", one, got)
		}
		changes := reuse.Substantive(a, b)
		for _, c := range changes {
			if c.A.Start < 0 || c.A.End > len(a.Text) || c.B.End > len(b.Text) || c.A.Len()+c.B.Len() == 0 || c.Words == 0 {
				t.Fatalf("%+v of %q and %q", c, one, two)
			}
		}
		if told := reuse.Told(a.Text, b.Text, changes); (told == "") != (len(changes) == 0) {
			t.Fatalf("%q for %+v", told, changes)
		}
	})
}
