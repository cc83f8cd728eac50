// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"hearsay"
)

// maxFields bounds what ?fields= may name.
const maxFields = 200

// selection is which fields of an answer that a request wants: the names at one level, each with
// the fields wanted of it; none there means all.
type selection map[string]selection

// readFields reads "total,articles.id,articles.headline". The names are held against the
// type that answers. Error: ErrInvalid.
func readFields(text string, of reflect.Type) (selection, error) {
	out := selection{}
	names := strings.Split(text, ",")
	if len(names) > maxFields {
		return nil, fmt.Errorf("%w: fields names %d; at most %d can be asked for", hearsay.ErrInvalid, len(names), maxFields)
	}
	for _, name := range names {
		at, t := out, of
		for part := range strings.SplitSeq(strings.TrimSpace(name), ".") {
			known := fieldsOf(t)
			if known[part] == nil {
				return nil, fmt.Errorf("%w: there is no field %.80q here; known are %s", hearsay.ErrInvalid, name, named(known))
			}
			if at[part] == nil {
				at[part] = selection{}
			}
			at, t = at[part], known[part]
		}
	}
	return out, nil
}

func named(known map[string]reflect.Type) string {
	var out []string
	for name := range known {
		out = append(out, name)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// fieldsOf are the fields that a type has as JSON, of its rows when it is a list.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	out := map[string]reflect.Type{}
	if t.Kind() != reflect.Struct {
		return out
	}
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			out[name] = f.Type
		}
	}
	return out
}

// pick leaves the fields wanted of an encoded answer.
func pick(encoded []byte, want selection) (any, error) {
	d := json.NewDecoder(bytes.NewReader(encoded))
	d.UseNumber() // numbers stay as they were written
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("pick fields: %w", err)
	}
	want.keep(v)
	return v, nil
}

func (want selection) keep(v any) {
	if len(want) == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			want.keep(x)
		}
	case map[string]any:
		for name, x := range v {
			if inner, ok := want[name]; ok {
				inner.keep(x)
			} else {
				delete(v, name)
			}
		}
	}
}
