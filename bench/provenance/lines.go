// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ReadArticles reads articles.jsonl. Errors name the line.
func ReadArticles(r io.Reader) ([]Article, error) {
	var out []Article
	err := eachLine(r, func(line []byte) error { return appendTo(&out, line) })
	return out, err
}

// ReadQuestions reads questions.jsonl. Errors name the line.
func ReadQuestions(r io.Reader) ([]Question, error) {
	var out []Question
	err := eachLine(r, func(line []byte) error { return appendTo(&out, line) })
	return out, err
}

// ReadTruth reads truth.jsonl. Errors name the line; kinds that are not known
// are errors, since a truth that is read in part is none.
func ReadTruth(r io.Reader) (*Truth, error) {
	t := &Truth{}
	err := eachKind(r, func(kind string, line []byte) error {
		switch kind {
		case "about":
			return json.Unmarshal(line, &t.About)
		case "article":
			return appendTo(&t.Articles, line)
		case "unseen":
			return appendTo(&t.Unseen, line)
		case "edge":
			return appendTo(&t.Edges, line)
		case "chain":
			return appendTo(&t.Chains, line)
		case "story":
			return appendTo(&t.Stories, line)
		case "family":
			return appendTo(&t.Families, line)
		}
		return fmt.Errorf("no kind %q in a truth", kind)
	})
	return t, err
}

// ReadAnswers reads the answers of a system. Errors name the line.
func ReadAnswers(r io.Reader) (*Answers, error) {
	a := &Answers{}
	err := eachKind(r, func(kind string, line []byte) error {
		switch kind {
		case "head":
			return appendTo(&a.Heads, line)
		case "edge":
			return a.readEdge(line)
		case "chain":
			return appendTo(&a.Chains, line)
		case "origins":
			return appendTo(&a.Origins, line)
		case "variant":
			return appendTo(&a.Variants, line)
		}
		return fmt.Errorf("no kind %q in answers", kind)
	})
	return a, err
}

func (a *Answers) readEdge(line []byte) error {
	if err := appendTo(&a.Edges, line); err != nil {
		return err
	}
	switch e := &a.Edges[len(a.Edges)-1]; {
	case e.Derived == "" || e.From == "":
		return errors.New("an edge without derived or from")
	case e.Confidence != nil && (*e.Confidence < 0 || *e.Confidence > 1):
		return fmt.Errorf("confidence %v is no probability", *e.Confidence)
	}
	return nil
}

// WriteTruth writes truth.jsonl.
func WriteTruth(w io.Writer, t *Truth) error {
	lw := newLineWriter(w)
	lw.put("about", t.About)
	putAll(lw, "story", t.Stories)
	putAll(lw, "unseen", t.Unseen)
	putAll(lw, "article", t.Articles)
	putAll(lw, "edge", t.Edges)
	putAll(lw, "chain", t.Chains)
	putAll(lw, "family", t.Families)
	return lw.flush()
}

// WriteAnswers writes answers, so that a system in Go need not know the layout.
func WriteAnswers(w io.Writer, a *Answers) error {
	lw := newLineWriter(w)
	putAll(lw, "head", a.Heads)
	putAll(lw, "edge", a.Edges)
	putAll(lw, "chain", a.Chains)
	putAll(lw, "origins", a.Origins)
	putAll(lw, "variant", a.Variants)
	return lw.flush()
}

// WriteRows writes articles or questions, one a line.
func WriteRows[T Article | Question](w io.Writer, rows []T) error {
	lw := newLineWriter(w)
	putAll(lw, "", rows)
	return lw.flush()
}

// lineWriter keeps the first error.
type lineWriter struct {
	out *bufio.Writer
	err error
}

func newLineWriter(w io.Writer) *lineWriter { return &lineWriter{out: bufio.NewWriter(w)} }

// put writes a value as one line with its kind in front; "" has none.
func (w *lineWriter) put(kind string, value any) {
	if w.err != nil {
		return
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if w.err = enc.Encode(value); w.err != nil {
		return
	}
	line := b.Bytes()
	if kind != "" {
		fmt.Fprintf(w.out, "{%q:%q,", "kind", kind)
		line = line[1:]
	}
	_, w.err = w.out.Write(line)
}

func (w *lineWriter) flush() error { return errors.Join(w.err, w.out.Flush()) }

func putAll[T any](w *lineWriter, kind string, values []T) {
	for _, v := range values {
		w.put(kind, v)
	}
}

// maxLine is the longest line that is read: an article of ten million letters.
const maxLine = 64 << 20

// eachLine calls f with every line that is not empty.
func eachLine(r io.Reader, f func([]byte) error) error {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 1<<16), maxLine)
	for n := 1; in.Scan(); n++ {
		line := bytes.TrimSpace(in.Bytes())
		if len(line) == 0 {
			continue
		}
		if err := f(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return in.Err()
}

func eachKind(r io.Reader, f func(kind string, line []byte) error) error {
	return eachLine(r, func(line []byte) error {
		var head struct{ Kind string }
		if err := json.Unmarshal(line, &head); err != nil {
			return err
		}
		return f(head.Kind, line)
	})
}

func appendTo[T any](list *[]T, line []byte) error {
	var v T
	if err := json.Unmarshal(line, &v); err != nil {
		return err
	}
	*list = append(*list, v)
	return nil
}
