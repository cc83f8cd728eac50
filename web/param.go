// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay"
)

// kind is what a parameter holds.
type kind int

const (
	aText   kind = iota // at most so many bytes
	aCount              // a whole number, at most so great
	aChoice             // one of some words
	anID                // of something in the library
)

// idOf is what an ID names.
type idOf string

const (
	noID        idOf = ""
	ofArticle   idOf = "an article"
	ofStory     idOf = "a story"
	ofSpeaker   idOf = "a speaker"
	ofJob       idOf = "a job"
	ofUtterance idOf = "an utterance"
	ofOutlet    idOf = "an outlet"
	ofAlert     idOf = "an alert"
	ofSource    idOf = "a source"
)

// param is something that the twins of a page may be asked.
type param struct {
	name    string
	kind    kind
	says    string   // a phrase
	most    int      // bytes of a text, or the value of a count; 0 for no limit
	choices []string // of a choice
	id      idOf     // what an ID names
	needed  bool
	example string
}

// check holds what an address asks against what may be asked. A program that misspells
// a parameter would otherwise get an answer to another question. Error: ErrInvalid,
// ErrTooLarge.
func check(r *http.Request, asks []param) error {
	query, err := url.ParseQuery(r.URL.RawQuery) // which tells what Query passes over
	if err != nil {
		return fmt.Errorf("%w: the address cannot be read: %w", hearsay.ErrInvalid, err)
	}
	for name, values := range query {
		i := slices.IndexFunc(asks, func(p param) bool { return p.name == name })
		switch {
		case i < 0:
			return fmt.Errorf("%w: there is no parameter %.40q here; %s", hearsay.ErrInvalid, name, knownParams(asks))
		case len(values) > 1:
			return fmt.Errorf("%w: parameter %s is given %d times; give it once", hearsay.ErrInvalid, name, len(values))
		}
		if err := asks[i].check(values[0]); err != nil {
			return err
		}
	}
	for _, p := range asks {
		if p.needed && query.Get(p.name) == "" && r.Method != http.MethodPost {
			return fmt.Errorf("%w: parameter %s is missing: %s", hearsay.ErrInvalid, p.name, p.says)
		}
	}
	return nil
}

func knownParams(asks []param) string {
	if len(asks) == 0 {
		return "this address takes none"
	}
	names := make([]string, 0, len(asks))
	for _, p := range asks {
		names = append(names, p.name)
	}
	return "known are " + strings.Join(names, ", ")
}

func (p *param) check(value string) error {
	switch {
	case value == "":
	case p.kind == aCount:
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return fmt.Errorf("%w: %s %.40q is not a count", hearsay.ErrInvalid, p.name, value)
		}
		if p.most > 0 && n > p.most {
			return fmt.Errorf("%w: %s is %d; at most %d can be asked for", hearsay.ErrInvalid, p.name, n, p.most)
		}
	case p.kind == aChoice && !slices.Contains(p.choices, value):
		return fmt.Errorf("%w: %s %.40q is none of %s", hearsay.ErrInvalid, p.name, value, strings.Join(p.choices, ", "))
	case p.kind == aText && p.most > 0 && len(value) > p.most:
		return fmt.Errorf("%w: %s has %d bytes; at most %d can be asked for", hearsay.ErrTooLarge, p.name, len(value), p.most)
	}
	return nil
}

// asked are the parameters of a page in a form.
func (p *page) asked(f form) []param {
	out := slices.Clone(p.asks)
	switch {
	case f == asCSV:
		return append(out, param{name: "raw", kind: aChoice, choices: []string{"0", "1"}, says: "1 for cells as they are, without the apostrophe that keeps spreadsheets from running them"})
	case p.rows > 0:
		if p.goesOn {
			out = append(out, param{name: "cursor", kind: aText, most: maxCursor, says: "the field next of the answer before, to go on from there"})
		}
		out = append(out,
			param{name: "offset", kind: aCount, says: "how many rows to leave out at the beginning"},
			param{name: "limit", kind: aCount, most: p.rows, says: "how many rows to give; 50 when not said", example: "10"},
		)
	}
	return append(out, param{name: "fields", kind: aText, most: maxLinked, says: "only these fields of the answer, divided by commas, those within others with a point before them"})
}
