// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/safexml"
	"hearsay/iptc"
	"hearsay/warc"
)

// The media types of the records of news items, as far as there is a registered one.
const (
	typeNinjs      = "application/vnd.iptc.ninjs+json"
	typeNewsItem   = "application/vnd.iptc.g2.newsitem+xml"
	typeNewsPacket = "application/vnd.iptc.g2.packageitem+xml"
	typeNITF       = "application/vnd.nitf+xml"
)

func isNews(mediaType string) bool {
	return slices.Contains([]string{typeNinjs, typeNewsItem, typeNewsPacket, typeNITF}, mediaType)
}

// Withdrawn is the error of a [Skip] for a news item that its provider cancelled. It is
// an hearsay.ErrRefused.
type Withdrawn struct {
	// Name is that of the item: the address of the articles made of its versions. It may be empty.
	Name string
}

// Error says it to people.
func (w *Withdrawn) Error() string { return "cancelled by its provider" }

// Unwrap returns the kind.
func (w *Withdrawn) Unwrap() error { return hearsay.ErrRefused }

// news reads an input as NewsML-G2 or NITF: one item, or those of a newsMessage.
func (w *walker) news(in *input) {
	body, why := w.whole(in, "longer than %s, the limit for a news item")
	if why != nil {
		w.skip(in.at(0), why)
		return
	}
	text := safexml.Text(body, "")
	root, err := safexml.Parse(text, safexml.Limits{})
	if err != nil {
		w.skip(in.at(0), newsSkip(err))
		return
	}
	items := iptc.Items(root)
	if len(items) == 1 && items[0] == root { // kept as it came
		w.newsItems(in, 0, []*warc.Record{w.newsRecord(in.name, root, body)})
		return
	}
	var records []*warc.Record
	for i, n := range items {
		records = append(records, w.newsRecord(rowName(int64(i+1), in.name), n, n.Alone(root)))
	}
	if len(records) == 0 {
		w.skip(in.at(0), skip(hearsay.ErrInvalid, "a newsMessage without items"))
	}
	w.newsItems(in, 1, records)
}

func (w *walker) newsRecord(name string, n *safexml.Node, block []byte) *warc.Record {
	mediaType := typeNITF
	switch strings.ToLower(n.Name) {
	case "newsitem":
		mediaType = typeNewsItem
	case "packageitem":
		mediaType = typeNewsPacket
	}
	return warc.New(warc.TypeResource, newsTarget(block, name), w.opt.Now, mediaType, block)
}

// newsItems emits records, the first of which is in a row.
func (w *walker) newsItems(in *input, row int64, records []*warc.Record) {
	for i, rec := range records {
		if w.ended() {
			return
		}
		at := row + int64(i)
		if err := w.record(in, at, rec); err != nil { // by its nature no page: not so here
			w.skip(in.at(at), skip(hearsay.ErrInvalid, "%v", err))
		}
	}
}

// newsTarget is the address of a record of a news item: its own, or its name.
func newsTarget(block []byte, otherwise string) string {
	docs, err := iptc.Parse(block, "")
	if err != nil || len(docs) != 1 || docs[0].ID == "" {
		return addressOf(otherwise)
	}
	if isAddress(docs[0].ID) {
		return docs[0].ID
	}
	return addressOf(cmp.Or(cleanName(docs[0].ID), otherwise))
}

// fromNews reads a record of one news item.
func fromNews(c hearsay.Capture, block []byte) (hearsay.Capture, []byte, error) {
	docs, err := iptc.Parse(block, c.MediaType)
	if err == nil && len(docs) != 1 {
		err = fmt.Errorf("%w: %d news items where there should be one", hearsay.ErrInvalid, len(docs))
	}
	if err != nil {
		return hearsay.Capture{}, nil, newsSkip(err)
	}
	d := &docs[0]
	if why, held := d.Held(c.At); held {
		s := &Skip{Reason: why, Err: hearsay.ErrRefused}
		if d.Status == iptc.Canceled {
			s.Err = &Withdrawn{Name: itemName(d)}
		}
		return hearsay.Capture{}, nil, s
	}
	if why := d.Empty(); why != "" {
		return hearsay.Capture{}, nil, skip(hearsay.ErrInvalid, "%s", why)
	}
	c.MediaType = typeHTML + "; charset=utf-8"
	c.Given = hearsay.Given{Outlet: d.Provider, Title: d.Headline, Date: d.Date(), Language: d.Language}
	if c.URL == "" {
		c.Given.URL = itemName(d)
	}
	body := d.Page()
	c.Payload = digest(typeHTML, c.Given, body)
	c.ID = c.Identity()
	return c, body, nil
}

// itemName is the address of the articles made of the versions of an item: its own, or its URN,
// or one made of its provider and its number, which others may use, too.
func itemName(d *iptc.Document) string {
	switch {
	case d.ID == "":
		return ""
	case isAddress(d.ID), strings.HasPrefix(d.ID, "urn:"), strings.HasPrefix(d.ID, "tag:"):
		return cleanName(d.ID)
	}
	return cleanName("urn:hearsay:item:" + url.PathEscape(d.Provider) + ":" + url.PathEscape(d.ID))
}

// newsSkip makes a reason of an error of package iptc.
func newsSkip(err error) *Skip {
	reason := because(err)
	if errors.Is(err, hearsay.ErrCorrupt) {
		reason = "damaged: " + reason
	}
	return &Skip{Reason: reason, Err: err}
}
