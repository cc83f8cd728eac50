// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"time"

	"hearsay"
)

// FeedEntries is how many events a feed holds, the latest ones. A reader that asks less
// often than so many are found misses the older ones in the feed; they are on the page.
const FeedEntries = 100

// Feed is events as a feed reader gets them. Its entries have the same IDs each time, and
// an event is in it from the moment it was noted: a reader that goes by IDs shows it once.
type Feed struct {
	Title  string
	Self   string // address of the feed; "" to leave it out, as when it is a secret
	Page   string // address of the page of the same
	Base   string // of the reading room, before the links of events
	ID     string // of the feed, without its address
	Alerts map[int64]*hearsay.Alert
	Events []hearsay.AlertEvent // the latest first
	Made   time.Time            // when there is no event
}

func (f *Feed) updated() time.Time {
	if len(f.Events) > 0 {
		return f.Events[0].At
	}
	return f.Made
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Links    []atomLink   `xml:"link"`
	Category atomCategory `xml:"category"`
	Content  atomText     `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// atomText is plain text: what looks like markup in it is text.
type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Atom is the feed by RFC 4287.
func (f *Feed) Atom() ([]byte, error) {
	out := atomFeed{ID: "urn:hearsay:" + f.ID, Title: plain(f.Title, 300), Updated: f.updated().UTC().Format(time.RFC3339), Author: atomAuthor{"Hearsay"}}
	if f.Self != "" {
		out.Links = append(out.Links, atomLink{"self", "application/atom+xml", f.Self})
	}
	if f.Page != "" {
		out.Links = append(out.Links, atomLink{"alternate", "text/html", f.Page})
	}
	for i := range f.Events {
		e := &f.Events[i]
		entry := atomEntry{ID: "urn:hearsay:event:" + e.ID(f.Alerts[e.Alert]), Title: headline(e), Updated: e.At.UTC().Format(time.RFC3339),
			Category: atomCategory{string(e.Kind)}, Content: atomText{"text", f.text(e)}}
		if link := f.link(e); link != "" {
			entry.Links = append(entry.Links, atomLink{"alternate", "text/html", link})
		}
		out.Entries = append(out.Entries, entry)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(out); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Home    string     `json:"home_page_url,omitempty"`
	Feed    string     `json:"feed_url,omitempty"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Tags      []string `json:"tags"`
}

// JSON is the feed by JSON Feed 1.1.
func (f *Feed) JSON() ([]byte, error) {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: plain(f.Title, 300), Home: f.Page, Feed: f.Self, Items: []jsonItem{}}
	for i := range f.Events {
		e := &f.Events[i]
		out.Items = append(out.Items, jsonItem{ID: "urn:hearsay:event:" + e.ID(f.Alerts[e.Alert]), URL: f.link(e), Title: headline(e),
			Text: f.text(e), Published: e.At.UTC().Format(time.RFC3339), Tags: []string{string(e.Kind)}})
	}
	return json.MarshalIndent(out, "", " ")
}

func (f *Feed) link(e *hearsay.AlertEvent) string {
	if f.Base == "" || e.Link == "" {
		return ""
	}
	return f.Base + e.Link
}

// headline names an event in a list.
func headline(e *hearsay.AlertEvent) string {
	if e.Title == "" {
		return plain(e.Says, 300)
	}
	return plain(e.Title, 200) + " – " + e.Outlet
}

// text is what an event says, with what it rests on.
func (f *Feed) text(e *hearsay.AlertEvent) string {
	lines := []string{e.Says}
	if len(f.Alerts) > 1 {
		lines = append([]string{plain(f.Alerts[e.Alert].Title, 200) + ":"}, lines...)
	}
	return strings.Join(append(lines, e.Why...), "\n")
}

// Removed is what is said of an event whose article is no longer in the library.
const Removed = "What was found is not in the library any more."

// Readable are the events with what is left to say of each.
func Readable(events []hearsay.AlertEvent) []hearsay.AlertEvent {
	for i := range events {
		if events[i].Says == "" {
			events[i].Says = Removed
		}
	}
	return events
}
