// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"hearsay/annotate"
	"hearsay/eval"
	"hearsay/ingest"
	"hearsay/internal/marked"
)

func annotateCommand() command {
	return command{
		name: "annotate", args: "FILE|URL…", short: "mark who says what, to correct, check and compare by hand",
		long: `Prints an article with what the engines find marked in it, for any text editor:
[s1:Falk] [c1:said] [q1:it rained], and a line of facts for each relation. The
format and the round trip are in doc/annotate.md.

--check names what can't be read in an edited file, and what looks wrong.
--to tsv writes WebAnno TSV 3.3 for INCEpTION, --to json all facts as JSON;
--from tsv reads TSV back. Files ending in .marked and .tsv need no --from.
--agreement compares two people's files. hearsay eval quotes DIR scores the
engines against a folder of .marked files.`,
		example: "hearsay annotate page.html > page.marked\nhearsay annotate --check page.marked\nhearsay annotate --to tsv --out tool page.marked",
		flags: func(c *call) {
			c.jsonFlag()
			c.BoolVar(&c.check, "check", false, "name what is wrong in edited files")
			c.BoolVar(&c.agreement, "agreement", false, "compare two files or folders of .marked")
			c.StringVar(&c.from, "from", "", "what the files are: page, marked or tsv (a `format`)")
			c.StringVar(&c.format, "to", "marked", "what to write: marked, tsv or json (a `format`)")
			c.StringVar(&c.out, "out", "", "write a file a text into this folder (a `dir`)")
			c.IntVar(&c.errors, "errors", 20, "agreement: list `n` differences of every kind")
			egressFlags(c)
		},
		run: runAnnotate,
	}
}

func runAnnotate(ctx context.Context, p *program, c *call) error {
	switch {
	case c.check && c.agreement:
		return usage("--check and --agreement are two things to do")
	case c.format != "marked" && c.format != "tsv" && c.format != "json":
		return usage("--to %q: marked, tsv or json", c.format)
	case c.from != "" && c.from != "page" && c.from != "marked" && c.from != "tsv":
		return usage("--from %q: page, marked or tsv", c.from)
	case c.agreement:
		return p.agreement(c)
	case c.NArg() == 0:
		return usage("name the files, or - for standard input")
	case c.check:
		return p.checkMarked(c)
	}
	return p.convert(ctx, c)
}

// convert reads texts of any form and writes them in the one asked for.
func (p *program) convert(ctx context.Context, c *call) error {
	var texts []marked.Text
	for _, arg := range c.Args() {
		some, err := p.markedTexts(ctx, c, arg)
		if err != nil {
			return fmt.Errorf("%s: %w", nameOr(arg, "standard input"), err)
		}
		texts = append(texts, some...)
	}
	if c.json {
		c.format = "json"
	}
	if c.out != "" {
		return writeTexts(texts, c.out, c.format)
	}
	if c.format == "tsv" && len(texts) != 1 {
		return usage("%d texts; a TSV file holds one, so name a folder with --out", len(texts))
	}
	for i := range texts {
		if err := writeText(p.stdout, &texts[i], c.format); err != nil {
			return err
		}
	}
	return nil
}

// markedTexts reads one argument as its ending, or --from, says.
func (p *program) markedTexts(ctx context.Context, c *call, arg string) ([]marked.Text, error) {
	switch form := formOf(c.from, arg); form {
	case "marked", "tsv":
		data, err := p.bytesOf(arg)
		if err != nil {
			return nil, err
		}
		if form == "marked" {
			return marked.Parse(string(data))
		}
		t, err := annotate.ReadTSV(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		t.Name = strings.TrimSuffix(filepath.Base(nameOr(arg, "text")), ".tsv")
		return []marked.Text{*t}, nil
	}
	capture, body, err := p.onePage(ctx, c, arg)
	if err != nil {
		return nil, err
	}
	r, err := ingest.Read(capture, body)
	if err != nil {
		return nil, err
	}
	return []marked.Text{annotate.Text(path.Base(filepath.ToSlash(nameOr(arg, "text"))), &r.Article, r.Quotations)}, nil
}

func formOf(from, arg string) string {
	switch {
	case from != "":
		return from
	case strings.HasSuffix(arg, ".marked"):
		return "marked"
	case strings.HasSuffix(arg, ".tsv"):
		return "tsv"
	}
	return "page"
}

// bytesOf reads a file, or standard input for "-".
func (p *program) bytesOf(arg string) ([]byte, error) {
	if arg == "-" {
		return io.ReadAll(p.stdin)
	}
	return os.ReadFile(arg)
}

func writeText(w io.Writer, t *marked.Text, format string) error {
	switch format {
	case "tsv":
		return annotate.WriteTSV(w, t)
	case "json":
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(annotate.ToJSON(t))
	}
	_, err := io.WriteString(w, marked.Format(*t))
	return err
}

// writeTexts writes every text into a file of its own, named after it.
func writeTexts(texts []marked.Text, dir, format string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	used := map[string]int{}
	for i := range texts {
		var b bytes.Buffer
		if err := writeText(&b, &texts[i], format); err != nil {
			return err
		}
		name := fileName(texts[i].Name)
		if used[name]++; used[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, used[name])
		}
		if err := os.WriteFile(filepath.Join(dir, name+"."+format), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// fileName makes a name that every file system takes.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	name = strings.Trim(name, ". ")
	if name == "" {
		return "text"
	}
	return name
}

// checkMarked prints the problems of edited files, one a line as editors and
// build tools jump to them.
func (p *program) checkMarked(c *call) error {
	wrong := 0
	files := map[string][]annotate.Problem{}
	for _, arg := range c.Args() {
		data, err := p.bytesOf(arg)
		if err != nil {
			return err
		}
		problems := annotate.Check(string(data))
		files[arg] = append([]annotate.Problem{}, problems...)
		for _, x := range problems {
			kind := "doubt"
			if x.Error {
				kind = "error"
				wrong++
			}
			if !c.json {
				fmt.Fprintf(p.stdout, "%s:%d:%d: %s: %s; %s\n", arg, x.Line, x.Column, kind, x.What, x.Advice)
			}
		}
	}
	if c.json {
		if err := p.printJSON(files); err != nil {
			return err
		}
	}
	if wrong > 0 {
		return errors.New("there are errors; nothing can be scored before they are corrected")
	}
	return nil
}

// agreement compares two people's markings.
func (p *program) agreement(c *call) error {
	if c.NArg() != 2 {
		return usage("name the files or folders of two people")
	}
	a, err := eval.ReadMarked(c.Arg(0))
	if err != nil {
		return err
	}
	b, err := eval.ReadMarked(c.Arg(1))
	if err != nil {
		return err
	}
	opt := eval.Options{MaxErrors: c.errors}
	if c.errors > 0 {
		opt.Errors = p.stderr
	}
	return p.printReport(c, eval.Agreement(a, b, opt))
}
