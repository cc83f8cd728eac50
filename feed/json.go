// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"

	"hearsay/prose"

	gojson "github.com/mmcdole/gofeed/json"

	"hearsay"
)

// jsonItemMax is the most bytes of one item of a JSON Feed.
const jsonItemMax = 4 << 20

// heading is what stands above the items of a JSON Feed.
type heading struct {
	Version, Title, Language string
	Home                     string           `json:"home_page_url"`
	Self                     string           `json:"feed_url"`
	Authors                  []*gojson.Author `json:"authors"`
	Author                   *gojson.Author   `json:"author"`
	Hubs                     []struct {
		URL string `json:"url"`
	} `json:"hubs"`
}

// parseJSON reads the items one by one, so that neither a broken one nor a million
// of them costs the others.
func parseJSON(text []byte, base string) (*Feed, error) {
	f := &Feed{Kind: JSON}
	var head heading
	items, err := f.walkJSON(text, &head)
	if err != nil {
		return nil, err
	}
	f.Version = line(strings.TrimPrefix(head.Version, "https://jsonfeed.org/version/"))
	f.Title, f.Language = line(head.Title), line(head.Language)
	f.Self, f.Address = resolve(base, head.Self), resolve(cmp.Or(base, head.Self), head.Home)
	for _, h := range head.Hubs {
		f.Hub = cmp.Or(f.Hub, resolve(base, h.URL))
	}
	base = cmp.Or(base, f.Self, f.Address)
	read := clockOf(f.Language, cmp.Or(f.Address, base))
	if head.Author != nil {
		head.Authors = append(head.Authors, head.Author)
	}
	authors := writers(head.Authors)
	for _, item := range items {
		e := fromJSON(&item.Item, base, read)
		e.Author = cmp.Or(e.Author, authors)
		f.add(item.n, e)
	}
	return f, nil
}

// jsonItem is an item with its number among all that stand there.
type jsonItem struct {
	gojson.Item
	n int
}

// walkJSON reads the object: the items by themselves, the rest into head.
func (f *Feed) walkJSON(text []byte, head *heading) ([]*jsonItem, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("%w: JSON, but no JSON Feed", hearsay.ErrInvalid)
	}
	var items []*jsonItem
	known := false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return items, f.brokenJSON(items, err)
		}
		if key == "items" {
			known = true
			if items, err = f.itemsOf(d); err != nil {
				return items, f.brokenJSON(items, err)
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return items, f.brokenJSON(items, err)
		}
		f.readHead(head, key.(string), value)
	}
	if !known && !strings.Contains(head.Version, "jsonfeed.org") {
		return nil, fmt.Errorf("%w: JSON, but no JSON Feed: it has no items", hearsay.ErrInvalid)
	}
	return items, nil
}

// readHead takes one field into head. One of another type than it should have is
// as good as none.
func (f *Feed) readHead(head *heading, key string, value json.RawMessage) {
	if len(value) > 64<<10 || key == "" {
		return
	}
	name, err := json.Marshal(key)
	if err != nil {
		return
	}
	field := append(append(append([]byte("{"), name...), ':'), value...)
	was := *head
	var wrong *json.UnmarshalTypeError
	if err := json.Unmarshal(append(field, '}'), head); errors.As(err, &wrong) {
		*head = was
	}
}

// itemsOf reads the array of items. A broken item is skipped.
func (f *Feed) itemsOf(d *json.Decoder) ([]*jsonItem, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	if t != json.Delim('[') {
		return nil, fmt.Errorf("its items are no list")
	}
	var items []*jsonItem
	for n := 1; d.More(); n++ {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return items, err
		}
		if n > entriesMax {
			continue
		}
		item := &jsonItem{n: n}
		if len(raw) > jsonItemMax {
			f.skip(n, "an entry of more than %d MB", jsonItemMax>>20)
		} else if err := json.Unmarshal(raw, &item.Item); err != nil {
			f.skip(n, "an entry that is none: %s", prose.Clip(line(err.Error()), 120))
		} else {
			items = append(items, item)
		}
		if n == entriesMax && d.More() {
			f.skip(0, "it has more entries than the %d that are read", entriesMax)
		}
	}
	_, err = d.Token()
	return items, err
}

// brokenJSON makes a break of a feed whose entries were read in part a note.
func (f *Feed) brokenJSON(items []*jsonItem, err error) error {
	if len(items) == 0 {
		return fmt.Errorf("%w: it is no valid JSON: %s", hearsay.ErrCorrupt, prose.Clip(line(err.Error()), 120))
	}
	f.skip(0, "it was read up to its entry %d: %s", items[len(items)-1].n, prose.Clip(line(err.Error()), 120))
	return nil
}

func fromJSON(item *gojson.Item, base string, read clock) Entry {
	e := Entry{ID: line(prose.Clip(item.ID, addressMax)), Title: line(item.Title), Language: line(item.Language), Categories: labels(item.Tags)}
	if item.Author != nil {
		item.Authors = append(item.Authors, item.Author)
	}
	e.Author = writers(item.Authors)
	e.Summary = e.markup("summary", html.EscapeString(item.Summary)) // it is plain text
	e.Content = e.markup("content", cmp.Or(item.ContentHTML, html.EscapeString(item.ContentText)))
	e.address(base, item.URL, permalink(e.ID))
	e.Published = read.read(&e, basisPublished, nil, item.DatePublished)
	e.Updated = read.read(&e, basisUpdated, nil, item.DateModified)
	return e
}

func writers(list []*gojson.Author) string {
	var out []string
	for _, a := range list {
		if a != nil {
			out = append(out, a.Name)
		}
	}
	return names(out...)
}
