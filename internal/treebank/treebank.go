// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package treebank reads the openly licensed annotated texts that models are made
// of: the English Web Treebank and the Wikinews part of GUM.
package treebank

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/postag"
)

// A Document is one text of GUM.
type Document struct {
	Name      string // GUM_news_taxes
	Sentences []postag.Sentence
}

// Web reads a part of the English Web Treebank, "train", "dev" or "test", from
// the folder of labelled data.
func Web(data, part string) ([]postag.Sentence, error) {
	f, err := os.Open(filepath.Join(data, "nlp-train", "en_ewt-"+part+".conllu.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return conllu(z)
}

// News reads the 43 documents of GUM that come from Wikinews, in order of name.
func News(data string) ([]Document, error) {
	f, err := os.Open(filepath.Join(data, "attribution-gum", "gum-wikinews-ccby.tar.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	docs := map[string]*Document{}
	for tr := tar.NewReader(z); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return sorted(docs), nil
		}
		if err != nil {
			return nil, err
		}
		if err := addFile(docs, h.Name, tr); err != nil {
			return nil, fmt.Errorf("%s: %w", h.Name, err)
		}
	}
}

// addFile adds what a file of the archive tells of its document.
func addFile(docs map[string]*Document, file string, r io.Reader) error {
	if path.Ext(file) != ".conllu" {
		return nil
	}
	name := strings.TrimSuffix(path.Base(file), ".conllu")
	var err error
	docs[name] = &Document{Name: name}
	docs[name].Sentences, err = conllu(r)
	return err
}

func sorted(docs map[string]*Document) []Document {
	var out []Document
	for _, d := range docs {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b Document) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// heldOut are the documents that GUM's makers keep for measuring (splits.md, dev
// and test).
var heldOut = []string{
	"GUM_interview_cyclone", "GUM_interview_gaming", "GUM_news_homeopathic", "GUM_news_iodine",
	"GUM_interview_hill", "GUM_interview_libertarian", "GUM_news_nasa", "GUM_news_sensitive",
}

// IsHeldOut reports documents that no model may learn from.
func (d *Document) IsHeldOut() bool { return slices.Contains(heldOut, d.Name) }

// conllu reads words and tags of a file in CoNLL-U form.
func conllu(r io.Reader) ([]postag.Sentence, error) {
	var out []postag.Sentence
	var s postag.Sentence
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		switch {
		case lines.Text() == "" && len(s.Words) > 0:
			out = append(out, s)
			s = postag.Sentence{}
		case len(f) == 10 && !strings.ContainsAny(f[0], "-."):
			tag, ok := postag.ParseTag(f[4])
			if !ok {
				return nil, fmt.Errorf("word %s has the unknown tag %q", f[1], f[4])
			}
			s.Words = append(s.Words, f[1])
			s.Tags = append(s.Tags, tag)
		}
	}
	return out, lines.Err()
}

// Joined returns the sentence with hyphenated words whole, as package prose leaves
// them, and whether it has any. A word takes the tag of its last part; before a
// noun, and behind a number or a noun a participle, it is an adjective.
func Joined(s postag.Sentence) (postag.Sentence, bool) {
	var out postag.Sentence
	joined := false
	for i := 0; i < len(s.Words); i++ {
		word, tag := s.Words[i], s.Tags[i]
		for ; i+2 < len(s.Words) && s.Tags[i+1] == postag.HYPH; i += 2 {
			word += s.Words[i+1] + s.Words[i+2]
			tag = s.Tags[i+2]
			joined = true
		}
		if strings.Contains(word, "-") && word != s.Words[i] && !tag.IsName() && (tag.IsVerb() || i+1 < len(s.Tags) && s.Tags[i+1].IsNoun()) {
			tag = postag.JJ
		}
		out.Words = append(out.Words, word)
		out.Tags = append(out.Tags, tag)
	}
	return out, joined
}

// Titled returns the sentence with the capitals of a headline: on all words but
// the short ones that are neither first nor nouns, verbs or pronouns.
func Titled(s postag.Sentence) postag.Sentence {
	out := postag.Sentence{Tags: s.Tags}
	for i, w := range s.Words {
		if t := s.Tags[i]; len(w) > 3 || i == 0 || t.IsNoun() || t.IsVerb() || t == postag.PRP {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		out.Words = append(out.Words, w)
	}
	return out
}
