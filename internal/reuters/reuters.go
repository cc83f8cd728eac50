// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package reuters reads the files of Reuters-21578 (Distribution 1.0): 21,578
// wire items of 1987 in SGML, in Latin-1. It is a test load of real wire traffic
// with repeats and corrections. Its terms allow research use only, so none of
// its text is in this repository.
package reuters

import (
	"fmt"
	"html"
	"iter"
	"regexp"
	"strings"
	"time"

	"hearsay"
)

// Item is one wire item.
type Item struct {
	ID       string // NEWID
	Date     time.Time
	Title    string
	Dateline string // "TORONTO, March 11 -"
	Body     string // as sent, hard-wrapped; empty for some items
}

// Items yields the items of one file. An item that cannot be read gives an
// error, and reading goes on.
func Items(file []byte) iter.Seq2[Item, error] {
	text := decode(file)
	return func(yield func(Item, error) bool) {
		for {
			start := strings.Index(text, "<REUTERS ")
			if start < 0 {
				return
			}
			end := strings.Index(text[start:], "</REUTERS>")
			if end < 0 {
				yield(Item{}, fmt.Errorf("%w: the last item is not closed", hearsay.ErrCorrupt))
				return
			}
			item, err := parse(text[start : start+end])
			if !yield(item, err) {
				return
			}
			text = text[start+end:]
		}
	}
}

// decode reads Latin-1.
func decode(b []byte) string {
	var out strings.Builder
	out.Grow(len(b))
	for _, c := range b {
		out.WriteRune(rune(c))
	}
	return out.String()
}

var idPattern = regexp.MustCompile(`NEWID="(\d+)"`)

func parse(s string) (Item, error) {
	id := idPattern.FindStringSubmatch(s)
	if id == nil {
		return Item{}, fmt.Errorf("%w: an item without NEWID", hearsay.ErrInvalid)
	}
	item := Item{ID: id[1], Title: clean(element(s, "TITLE")), Dateline: clean(element(s, "DATELINE")), Body: clean(element(s, "BODY"))}
	if item.Body == "" && !strings.Contains(s, "<TITLE>") { // TYPE="UNPROC": text without marks
		if open := strings.Index(s, "<TEXT"); open >= 0 {
			body := s[open:]
			body = body[strings.Index(body, ">")+1:]
			item.Body = clean(strings.TrimSuffix(strings.TrimSpace(body), "</TEXT>"))
		}
	}
	stamp := strings.TrimSpace(element(s, "DATE"))
	if len(stamp) > 23 {
		stamp = stamp[:23]
	}
	date, err := time.Parse("2-Jan-2006 15:04:05.00", strings.TrimSpace(stamp))
	if err == nil {
		item.Date = date
	}
	return item, nil
}

// element returns what stands between the first tag of that name and its end.
func element(s, name string) string {
	_, rest, ok := strings.Cut(s, "<"+name+">")
	if !ok {
		return ""
	}
	inner, _, _ := strings.Cut(rest, "</"+name+">")
	return inner
}

// clean undoes entities and drops the control characters of the wire.
func clean(s string) string {
	s = html.UnescapeString(s)
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s))
}
