// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"hearsay"
	"hearsay/ingest"
	"hearsay/search"
	"hearsay/store"
	"hearsay/wire"
)

func notesCommand() command {
	return command{
		name: "notes", args: "[list [ARTICLE] | import FILE… | remove NOTE…]", short: "what people wrote beside words of articles; Web Annotations, read",
		long: `Notes are private: those who use the library see them, on the page of the article.
  list             all of them (when nothing else is said)
  list ARTICLE     those on an article and on the other versions of its page, and where
                   their words stand in this one
  import FILE…     Web Annotations (JSON-LD): one, a list, an AnnotationPage or an
                   AnnotationCollection, or what Hypothesis exports; - is standard input.
                   A note comes on the article that has the address or ID of its target
  remove NOTE…     by id
A note holds where its words stand: where they stood, or at the one place where they stand
with what was around them. Else it is an orphan, and shown as one: it is tied to nothing
that looks like it. What an annotation says becomes plain text, HTML as well. Importing again
changes the notes that were imported and adds none. To write them out:
hearsay export --what notes --format webannotation.`,
		example: "hearsay notes import annotations.jsonld --library news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
		},
		run: runNotes,
	}
}

func runNotes(ctx context.Context, p *program, c *call) error {
	switch todo := c.Arg(0); {
	case todo == "" || todo == "list" && c.NArg() <= 2:
		return p.listNotes(ctx, c)
	case todo == "import" && c.NArg() > 1:
		return p.importNotes(ctx, c)
	case todo == "remove" && c.NArg() > 1:
		return p.removeNotes(ctx, c)
	case todo == "import" || todo == "remove":
		return usage("%s what? Name files or notes", todo)
	}
	return usage("%q: list, import or remove", c.Arg(0))
}

// noteJSON is a note with its article.
type noteJSON struct {
	Article wire.Brief `json:"article"`
	wire.Note
}

func (p *program) listNotes(ctx context.Context, c *call) error {
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	list := []noteJSON{}
	n, rest := 0, 0
	show := func(note *search.Noted) error {
		n++
		if c.json {
			list = append(list, newNoteJSON(note))
			return nil
		}
		p.printNote(note)
		return nil
	}
	if name := c.Arg(1); name != "" {
		rest, err = eachNoteOf(ctx, engine, name, show)
	} else {
		_, err = engine.EachNote(ctx, show)
	}
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(struct {
			Notes []noteJSON `json:"notes"`
			Rest  int        `json:"rest,omitempty"`
		}{list, rest})
	}
	fmt.Fprintln(p.stdout, plural(n, "note"))
	if rest > 0 {
		fmt.Fprintf(p.stdout, "%s more on other versions: hearsay notes list\n", plural(rest, "note"))
	}
	return nil
}

// eachNoteOf calls f with the notes on the versions of the page of an article.
func eachNoteOf(ctx context.Context, engine *search.Engine, name string, f func(*search.Noted) error) (rest int, err error) {
	id, err := engine.Resolve(ctx, name)
	if err != nil {
		return 0, err
	}
	list, rest, err := engine.NotesOf(ctx, id)
	for i := 0; err == nil && i < len(list); i++ {
		err = f(&list[i])
	}
	return rest, err
}

func newNoteJSON(n *search.Noted) noteJSON {
	out := noteJSON{wire.NewBrief(n.Article.Brief()), wire.NewNote(&n.Note, n.At, wire.NewRuler(n.Article.Text))}
	if n.Other() {
		out.Version = wire.NewNoteVersion(n.Note.Article, n.Read)
	}
	return out
}

func (p *program) printNote(n *search.Noted) {
	where := ""
	if n.At.Orphan() {
		where = " · ORPHAN: " + fitSays(n.At.Fit)
	} else if n.At.Fit == hearsay.FitMoved {
		where = " · " + fitSays(n.At.Fit)
	}
	if n.Other() {
		where = " · written on the version of " + n.Read.UTC().Format("2 Jan 2006, 15:04 MST") + ": " + otherSays(n.At.Fit)
	}
	fmt.Fprintf(p.stdout, "%s\n  on “%s”%s\n", briefLine(n.Article.Brief()), clip(n.Note.At.Exact, 60), where)
	if n.Note.Body != "" {
		fmt.Fprintf(p.stdout, "  %s\n", clip(strings.Join(strings.Fields(n.Note.Body), " "), 100))
	}
	if len(n.Note.Tags) > 0 {
		fmt.Fprintf(p.stdout, "  tags: %s\n", strings.Join(n.Note.Tags, "; "))
	}
	fmt.Fprintf(p.stdout, "  %s\n", n.Note.ID)
}

// otherSays is how the command line says whether a note on another version holds in this one.
func otherSays(f hearsay.Fit) string {
	switch f {
	case hearsay.FitNowhere:
		return "NOT FOUND in this one"
	case hearsay.FitManyPlaces:
		return "NOT FOUND in this one, or at several places"
	}
	return "its words stand here, too"
}

// fitSays is how the command line says where a note holds.
func fitSays(f hearsay.Fit) string {
	switch f {
	case hearsay.FitMoved:
		return "its words stand elsewhere now"
	case hearsay.FitNowhere:
		return "its words do not stand there any more"
	case hearsay.FitManyPlaces:
		return "its words stand at several places"
	}
	return "in place"
}

// importedJSON is what importing prints.
type importedJSON struct {
	Added   int            `json:"added"`
	Changed int            `json:"changed"`
	Already int            `json:"already"`
	Moved   int            `json:"moved"`
	Orphans int            `json:"orphans"`
	Skipped []skippedInput `json:"skipped"`
}

func (p *program) importNotes(ctx context.Context, c *call) error {
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	lib, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer lib.Close()
	notes, err := store.OpenNotes(ctx, dir)
	if err != nil {
		return err
	}
	defer notes.Close()
	sum := importedJSON{Skipped: []skippedInput{}}
	for _, path := range c.Args()[1:] {
		if err := p.importFile(ctx, lib, notes, path, &sum); err != nil {
			return err
		}
	}
	if len(sum.Skipped) > 0 {
		err = errSkipped
	}
	if c.json {
		return errors.Join(p.printJSON(sum), err)
	}
	for _, s := range sum.Skipped {
		fmt.Fprintf(p.stderr, "%s row %d: %s\n", s.Path, s.Row, s.Reason)
	}
	fmt.Fprintf(p.stdout, "%s added, %s changed; %s there already; %s skipped\n", plural(sum.Added, "note"), thousands(sum.Changed), thousands(sum.Already), thousands(len(sum.Skipped)))
	if sum.Moved > 0 {
		fmt.Fprintf(p.stdout, "%s: found by the words at one place; the position was of another text, or not given.\n", plural(sum.Moved, "note"))
	}
	if sum.Orphans > 0 {
		fmt.Fprintf(p.stdout, "%s: the words stand nowhere in the article, or at several places. Its page shows what was noted as such.\n", plural(sum.Orphans, "orphan"))
	}
	return err
}

// importFile imports the annotations of one file.
func (p *program) importFile(ctx context.Context, lib *store.Store, notes *store.Notes, path string, sum *importedJSON) error {
	var in io.Reader = p.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	list, more, err := wire.ReadAnnotations(in)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	done, err := ingest.ImportNotes(ctx, lib, notes, list)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	sum.Added, sum.Changed, sum.Already = sum.Added+done.Added, sum.Changed+done.Changed, sum.Already+done.Same
	sum.Moved, sum.Orphans = sum.Moved+done.Moved, sum.Orphans+done.Orphans
	for _, s := range done.Skipped {
		if s.Name != "" {
			s.Reason = clip(s.Name, 100) + ": " + s.Reason
		}
		sum.Skipped = append(sum.Skipped, skippedInput{path, int64(s.Row), s.Reason})
	}
	if more != "" {
		sum.Skipped = append(sum.Skipped, skippedInput{path, int64(len(list) + 1), more})
	}
	return nil
}

func (p *program) removeNotes(ctx context.Context, c *call) error {
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	var ids []hearsay.NoteID
	for _, name := range c.Args()[1:] {
		id, err := hearsay.ParseID[hearsay.Note](name)
		if err != nil || id.IsZero() {
			return usage("remove %q: a note has an id of 26 letters and digits; see: hearsay notes", name)
		}
		ids = append(ids, id)
	}
	gone := 0
	err = store.WithNotes(ctx, dir, func(n *store.Notes) error {
		for _, id := range ids {
			if err := n.Remove(ctx, id); err != nil {
				return err
			}
			gone++
		}
		return nil
	})
	if err == nil && gone == 0 {
		err = fmt.Errorf("library %s: %w: it has no notes", dir, hearsay.ErrNotFound)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s removed.\n", plural(gone, "note"))
	return nil
}
