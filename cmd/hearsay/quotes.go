// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

func quotesCommand() command {
	return command{
		name: "quotes", args: "--speaker NAME|ID | --text WORDS", short: "what somebody says, across the articles of a library",
		long: `Lists quotations and reported statements: those of a speaker, the latest article first;
or those whose content has all of the words, best articles first; or both. A name may
be of several speakers: then those of all are listed, and the speakers named.`,
		example: "hearsay quotes --library news --speaker Larin --text talks",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.IntVar(&c.limit, "limit", 20, "how many to print (`n`)")
			c.StringVar(&c.called, "speaker", "", "by this speaker, a name or an `id`")
			c.StringVar(&c.what, "text", "", "with these `words` in what is said")
		},
		run: runQuotes,
	}
}

// maxVoices is how many speakers of one name are looked at.
const maxVoices = 1000

func runQuotes(ctx context.Context, p *program, c *call) error {
	switch {
	case c.NArg() > 0:
		return usage("%q: give --speaker or --text", c.Arg(0))
	case c.called == "" && c.what == "":
		return usage("give --speaker or --text")
	case c.limit < 1 || c.limit > 10_000:
		return usage("--limit %d: between 1 and 10,000", c.limit)
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	voices, err := meantVoices(ctx, engine, c.called)
	if err != nil {
		return err
	}
	want := search.Quoted{Words: c.what}
	for _, v := range voices {
		want.Voices = append(want.Voices, v.ID)
	}
	var found []hearsay.Said
	more := false
	err = engine.EachSaid(ctx, want, func(s hearsay.Said) bool {
		more = len(found) == c.limit
		if !more {
			found = append(found, s)
		}
		return !more
	})
	if err != nil {
		return err
	}
	return p.printQuotes(c, voices, found, more)
}

// meantVoices are the voices of a name, or the one of an ID. Error: ErrNotFound.
func meantVoices(ctx context.Context, engine *search.Engine, name string) ([]hearsay.Voice, error) {
	if name == "" {
		return nil, nil
	}
	v, err := engine.MeantVoice(ctx, name)
	if err == nil {
		return []hearsay.Voice{v}, nil
	}
	if !errors.Is(err, hearsay.ErrInvalid) {
		return nil, err
	}
	voices, _, err := engine.Voices(ctx, search.VoiceFilter{Name: name}, 0, maxVoices)
	return voices, err
}

func (p *program) printQuotes(c *call, voices []hearsay.Voice, found []hearsay.Said, more bool) error {
	if c.json {
		out := wire.Quotes{Speakers: wire.NewVoices(voices, 0, 0).Speakers, Quotations: []wire.Said{}, More: more}
		for i := range found {
			out.Quotations = append(out.Quotations, wire.NewSaid(&found[i]))
		}
		return p.printJSON(out)
	}
	if len(voices) > 1 {
		fmt.Fprintf(p.stdout, "%s have that name; an id asks for one of them (hearsay speakers lists them).\n\n", plural(len(voices), "speaker"))
	}
	for i := range found {
		s := &found[i]
		fmt.Fprintln(p.stdout, wrap(contentText(s.Article, s.Quotation()), "", 80))
		fmt.Fprintf(p.stdout, "  %s\n  %s\n  %s\n\n", attribution(s.Article, s.Quotation()), briefLine(s.Article.Brief()), s.Article.ID)
	}
	switch {
	case len(found) == 0:
		fmt.Fprintln(p.stdout, "No quotation in this library.")
	case more:
		fmt.Fprintf(p.stdout, "The first %s; --limit prints more.\n", thousands(len(found)))
	default:
		fmt.Fprintln(p.stdout, plural(len(found), "quotation"))
	}
	return nil
}
