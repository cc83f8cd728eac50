// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
)

// provJSON is PROV-JSON: statements are gathered by form, each form an object of
// statements by id. A statement is a line, so that the file can be compared.
type provJSON struct{ forms *forms }

func (p *provJSON) part(f *form) string { return f.name }

func (p *provJSON) statement(w *bufio.Writer, n int, r *record) {
	if n > 1 {
		w.WriteString(",\n")
	}
	w.Write(quoted(cmp.Or(r.id, fmt.Sprintf("_:%s%d", r.form.name, n))))
	w.WriteString(": {")
	comma := ""
	for i, place := range r.form.places {
		fmt.Fprintf(w, "%s%s: %s", comma, quoted(place), quoted(r.args[i]))
		comma = ", "
	}
	for _, group := range grouped(r.attrs) {
		fmt.Fprintf(w, "%s%s: ", comma, quoted(group[0].name))
		comma = ", "
		writeValues(w, group)
	}
	w.WriteByte('}')
}

// writeValues writes the values of one name: several are a list.
func writeValues(w *bufio.Writer, group []attr) {
	if len(group) > 1 {
		w.WriteByte('[')
	}
	for i, a := range group {
		if i > 0 {
			w.WriteString(", ")
		}
		if a.value.kind == "" {
			w.Write(quoted(a.value.text))
		} else {
			fmt.Fprintf(w, `{"$": %s, "type": %s}`, quoted(a.value.text), quoted(a.value.kind))
		}
	}
	if len(group) > 1 {
		w.WriteByte(']')
	}
}

// grouped gathers attributes by name, in the order in which the names come first.
func grouped(list []attr) [][]attr {
	var out [][]attr
	at := map[string]int{}
	for _, a := range list {
		i, known := at[a.name]
		if !known {
			i = len(out)
			at[a.name], out = i, append(out, nil)
		}
		out[i] = append(out[i], a)
	}
	return out
}

// bundle writes an object of its own statements by form.
func (p *provJSON) bundle(w *bufio.Writer, n int, id string, records []record) {
	if n > 1 {
		w.WriteString(",\n")
	}
	fmt.Fprintf(w, "%s: {", quoted(id))
	comma := "\n"
	for _, f := range p.forms.all() {
		count := 0
		for i := range records {
			if records[i].form != f {
				continue
			}
			if count++; count == 1 {
				fmt.Fprintf(w, "%s%s: {\n", comma, quoted(f.name))
				comma = ",\n"
			}
			p.statement(w, count, &records[i])
		}
		if count > 0 {
			w.WriteString("\n}")
		}
	}
	w.WriteString("\n}")
}

func (p *provJSON) assemble(to io.Writer, parts func(string) io.Reader) error {
	w := bufio.NewWriter(to)
	w.WriteString("{\n\"prefix\": {\n")
	for i, n := range namespaces() {
		if i > 0 {
			w.WriteString(",\n")
		}
		fmt.Fprintf(w, "%s: %s", quoted(n.prefix), quoted(n.uri))
	}
	w.WriteString("\n}")
	names := make([]string, 0, len(p.forms.all())+1)
	for _, f := range p.forms.all() {
		names = append(names, f.name)
	}
	for _, name := range append(names, bundles) {
		part := parts(name)
		if part == nil {
			continue
		}
		fmt.Fprintf(w, ",\n%s: {\n", quoted(name))
		if _, err := io.Copy(w, part); err != nil {
			return err
		}
		w.WriteString("\n}")
	}
	w.WriteString("\n}\n")
	return w.Flush()
}

// quoted is a string of JSON.
func quoted(s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string into memory: nothing can fail
	return bytes.TrimRight(b.Bytes(), "\n")
}
