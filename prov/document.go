// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"bufio"
	"io"
)

// Spool makes room for what a format wants later than it is known: what is written
// to it first is read from it afterwards, once. So memory does not grow with what is
// exported.
type Spool func() (io.ReadWriter, error)

// Format is a notation of PROV.
type Format string

// The notations.
const (
	JSON Format = "prov-json" // the PROV-JSON submission to W3C, 2013
	N    Format = "prov-n"    // PROV-N, for people and validators
)

// Run is the work that found what is written.
type Run struct {
	Version string // of Hearsay
	// Parameters are those that bear on the answer, "name=value", in an order
	// of the caller's.
	Parameters []string
}

// Document is a PROV document that is written as its parts become known. A story is
// a bundle, since what one story says of an article is said of that story. The
// methods are for one goroutine; after an error the document is broken.
type Document struct {
	to     io.Writer
	format notation
	forms  *forms
	spool  Spool
	run    Run
	agents map[string]bool // that the document has: an agent is in many articles
	parts  map[string]*part
}

// notation is how statements are written and put together.
type notation interface {
	// part names the part of the document that a statement belongs to.
	part(*form) string
	// statement writes one; n counts those of its part from 1.
	statement(w *bufio.Writer, n int, r *record)
	bundle(w *bufio.Writer, n int, id string, records []record)
	// assemble writes the document of its parts, in order.
	assemble(w io.Writer, parts func(string) io.Reader) error
}

// bundles is the part that holds them.
const bundles = "bundle"

// part is some of the document in the order of arrival.
type part struct {
	room io.ReadWriter
	w    *bufio.Writer
	n    int
}

// New begins a document that says which run it is from.
func New(to io.Writer, format Format, run Run, spool Spool) (*Document, error) {
	d := &Document{to: to, forms: provForms(), spool: spool, run: run, agents: map[string]bool{}, parts: map[string]*part{}}
	if format == N {
		d.format = provN{}
	} else {
		d.format = &provJSON{forms: d.forms}
	}
	return d, d.begin()
}

// begin states the run: an activity that the software Hearsay is answerable for.
func (d *Document) begin() error {
	var a attrs
	a.text("prov:label", "Hearsay looks for where text came from")
	a.text("hs:version", d.run.Version)
	a.texts("hs:parameter", d.run.Parameters)
	software := attrs{}
	software.name("prov:type", "prov:SoftwareAgent")
	software.text("prov:label", "Hearsay")
	return d.state(
		record{form: &d.forms.activity, id: runID, attrs: a},
		record{form: &d.forms.agent, id: softwareID, attrs: software},
		record{form: &d.forms.associated, args: []string{runID, softwareID}},
	)
}

const (
	runID      = "run:this"
	softwareID = "who:hearsay"
)

// state writes statements of the document itself.
func (d *Document) state(records ...record) error {
	for i := range records {
		p, err := d.part(d.format.part(records[i].form))
		if err != nil {
			return err
		}
		p.n++
		d.format.statement(p.w, p.n, &records[i])
	}
	return nil
}

// enclose writes a bundle.
func (d *Document) enclose(id string, records []record) error {
	p, err := d.part(bundles)
	if err != nil {
		return err
	}
	p.n++
	d.format.bundle(p.w, p.n, id, records)
	return p.w.Flush() // an error of a writer stays: flushing tells it
}

func (d *Document) part(name string) (*part, error) {
	if p := d.parts[name]; p != nil {
		return p, nil
	}
	room, err := d.spool()
	if err != nil {
		return nil, err
	}
	p := &part{room: room, w: bufio.NewWriter(room)}
	d.parts[name] = p
	return p, nil
}

// Close writes the document. It does not close the writer.
func (d *Document) Close() error {
	for _, p := range d.parts {
		if err := p.w.Flush(); err != nil {
			return err
		}
	}
	return d.format.assemble(d.to, func(name string) io.Reader {
		if p := d.parts[name]; p != nil {
			return p.room
		}
		return nil
	})
}

// namespace is a prefix of the names of a document.
type namespace struct{ prefix, uri string }

// namespaces are those of every document. PROV's own needs no declaration.
func namespaces() []namespace {
	return []namespace{
		{"hs", "urn:hearsay:terms:"},
		{"article", "urn:hearsay:article:"},
		{"capture", "urn:hearsay:capture:"},
		{"quotation", "urn:hearsay:quotation:"},
		{"unseen", "urn:hearsay:unseen:"},
		{"tie", "urn:hearsay:tie:"},
		{"origin", "urn:hearsay:origin:"},
		{"story", "urn:hearsay:story:"},
		{"decision", "urn:hearsay:decision:"},
		{"who", "urn:hearsay:agent:"},
		{"run", "urn:hearsay:run:"},
	}
}
