// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package cases holds hard cases of provenance, written by hand: a few articles
// each, a paragraph on what the evidence bears and what it does not, and the
// truth that follows. All names are invented.
//
// A case is a txtar file in files/. Its comment is the reasoning. A file "article
// ID" has header lines (outlet, url, title, date as shown, time as it truly was,
// fault), an empty line, and the text; "html" among the header lines says that
// the text is HTML. The file "truth" has lines of parts divided by " | ":
//
//	unseen ID | WHAT | NAME | TIME
//	edge DERIVED | FROM | RELATION | CREDIT | main, hidden | ALSO …
//	origin ROOT | WHAT | MEMBERS …
//	family ID | SPEAKER | ARTICLE | WORDS
//	variant ARTICLE | CHANGES, … | WORDS | SPEAKER
//	hearing ARTICLES …
//
// An id of something unseen is written unseen:ID where it is referred to. The
// last parts may be missing; variants and hearings belong to the family above.
package cases

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"hearsay/bench/provenance"
)

//go:embed files
var files embed.FS

// Case is one hard case.
type Case struct {
	Name      string
	Reasoning string
	Articles  []provenance.Article
	Truth     provenance.Truth
}

// KeptBack reports whether nothing may be learnt from a case and no rule be made with it in
// sight: every second one of those from 60 on. What a system makes of these says how it
// does on stories that it has not seen.
func (c *Case) KeptBack() bool {
	number, err := strconv.Atoi(c.Name[:2])
	return err == nil && number >= 60 && number%2 == 1
}

// Read reads all cases, by name. Ids of a case begin with its name, so that they
// can stand in one set.
func Read() ([]Case, error) {
	names, err := fs.Glob(files, "files/*.txtar")
	if err != nil {
		return nil, err
	}
	var out []Case
	for _, file := range names {
		data, err := files.ReadFile(file)
		if err != nil {
			return nil, err
		}
		c, err := parse(strings.TrimSuffix(path.Base(file), ".txtar"), data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(file), err)
		}
		out = append(out, *c)
	}
	return out, nil
}

// All is all cases as one set.
func All() ([]provenance.Article, *provenance.Truth, error) {
	return these(func(*Case) bool { return true })
}

// Kept is the cases that are kept back as one set.
func Kept() ([]provenance.Article, *provenance.Truth, error) { return these((*Case).KeptBack) }

func these(want func(*Case) bool) ([]provenance.Article, *provenance.Truth, error) {
	list, err := Read()
	list = slices.DeleteFunc(list, func(c Case) bool { return !want(&c) })
	truth := &provenance.Truth{About: provenance.About{Name: "cases", Version: 1}}
	var articles []provenance.Article
	for _, c := range list {
		articles = append(articles, c.Articles...)
		truth.Articles = append(truth.Articles, c.Truth.Articles...)
		truth.Unseen = append(truth.Unseen, c.Truth.Unseen...)
		truth.Edges = append(truth.Edges, c.Truth.Edges...)
		truth.Chains = append(truth.Chains, c.Truth.Chains...)
		truth.Stories = append(truth.Stories, c.Truth.Stories...)
		truth.Families = append(truth.Families, c.Truth.Families...)
	}
	return articles, truth, err
}

// parser reads one case.
type parser struct {
	Case
	story provenance.Story
}

func parse(name string, data []byte) (*Case, error) {
	a := txtar.Parse(data)
	p := parser{Case: Case{Name: name, Reasoning: strings.TrimSpace(string(a.Comment))}}
	p.story = provenance.Story{ID: name, Title: name}
	for _, f := range a.Files {
		kind, id, _ := strings.Cut(f.Name, " ")
		var err error
		switch kind {
		case "article":
			err = p.article(p.id(id), string(f.Data))
		case "truth":
			err = p.lines(string(f.Data))
		default:
			err = fmt.Errorf("no file of kind %q", kind)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	p.Truth.Stories = []provenance.Story{p.story}
	provenance.FillChains(&p.Truth)
	return &p.Case, nil
}

// id is what the set calls something that the case calls by a short name.
func (p *parser) id(short string) string {
	if unseen, ok := strings.CutPrefix(short, "unseen:"); ok {
		return "unseen:" + p.Name + "/" + unseen
	}
	return p.Name + "/" + short
}

func (p *parser) ids(short string) []string {
	var out []string
	for _, s := range strings.Fields(short) {
		out = append(out, p.id(s))
	}
	return out
}

func (p *parser) article(id, text string) error {
	head, body, ok := strings.Cut(text, "\n\n")
	if !ok {
		return errors.New("no empty line behind the header")
	}
	a := provenance.Article{ID: id, Text: strings.TrimSpace(body)}
	k := provenance.Known{ID: id, Story: p.Name}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(line, ":")
		if err := set(&a, &k, key, strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	if k.Time.IsZero() {
		return errors.New("no time")
	}
	p.Articles = append(p.Articles, a)
	p.Truth.Articles = append(p.Truth.Articles, k)
	p.story.Articles = append(p.story.Articles, id)
	return nil
}

func set(a *provenance.Article, k *provenance.Known, key, value string) (err error) {
	switch key {
	case "outlet":
		a.Outlet = value
	case "url":
		a.URL = value
	case "title":
		a.Title = value
	case "date":
		a.Date = value
	case "fault":
		k.Fault = value
	case "time":
		k.Time, err = time.Parse(time.RFC3339, value)
	case "html":
		a.Text, a.HTML = "", a.Text
	default:
		err = fmt.Errorf("no header line %q", key)
	}
	return err
}

func (p *parser) lines(text string) error {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		kind, rest, _ := strings.Cut(line, " ")
		parts := make([]string, 6) // missing ones are empty
		copy(parts, strings.Split(rest, " | "))
		if err := p.line(kind, parts); err != nil {
			return fmt.Errorf("%q: %w", line, err)
		}
	}
	return nil
}

func (p *parser) line(kind string, v []string) error {
	switch t := &p.Truth; kind {
	case "unseen":
		at, err := time.Parse(time.RFC3339, v[3])
		t.Unseen = append(t.Unseen, provenance.Unseen{ID: p.id("unseen:" + v[0]), Story: p.Name, What: v[1], Name: v[2], Time: at})
		return err
	case "edge":
		t.Edges = append(t.Edges, provenance.Edge{
			Derived: p.id(v[0]), From: p.id(v[1]), Relation: v[2], Credit: v[3],
			Main: strings.Contains(v[4], "main"), Hidden: strings.Contains(v[4], "hidden"), Also: p.ids(v[5]),
		})
	case "origin":
		p.story.Origins = append(p.story.Origins, provenance.Origin{Root: p.id(v[0]), What: v[1], Members: p.ids(v[2])})
	case "family":
		t.Families = append(t.Families, provenance.Family{ID: p.id(v[0]), Story: p.Name, Speaker: v[1], Article: p.id(v[2]), Exact: v[3]})
	case "variant", "hearing":
		if len(t.Families) == 0 {
			return errors.New("no family above")
		}
		p.member(&t.Families[len(t.Families)-1], kind, v)
	default:
		return fmt.Errorf("no kind %q", kind)
	}
	return nil
}

// member adds to a family.
func (p *parser) member(f *provenance.Family, kind string, v []string) {
	if kind == "hearing" {
		f.Hearings = append(f.Hearings, p.ids(v[0]))
		return
	}
	w := provenance.Variant{Article: p.id(v[0]), Exact: v[2], Speaker: v[3]}
	if v[1] != "" && v[1] != "-" {
		w.Changes = strings.Split(v[1], ", ")
	}
	if w.Speaker == "" {
		w.Speaker = f.Speaker
	}
	f.Variants = append(f.Variants, w)
}
