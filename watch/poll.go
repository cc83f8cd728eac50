// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"hearsay/feed"
	"hearsay/fetch"
	"hearsay/store"
	"hearsay/warc"
)

const acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"

// poll looks at a source of the web.
func (k *worker) poll(ctx context.Context, s store.Source) result {
	accept := acceptFeed
	if s.Kind == store.PageSource {
		accept = ""
	}
	res, err := k.opt.Gate.Get(ctx, fetch.Request{Address: s.Address, ETag: s.State.ETag, LastModified: s.State.Modified, Accept: accept, Patience: soon})
	if err != nil {
		return k.failed(s, err)
	}
	if res.NotModified {
		return k.succeeded(ctx, s, res, nil)
	}
	f, err := k.parse(ctx, &s, res)
	if err != nil {
		return k.failed(s, err)
	}
	return k.succeeded(ctx, s, res, f)
}

// parse reads what a source answered.
func (k *worker) parse(ctx context.Context, s *store.Source, res fetch.Response) (*feed.Feed, error) {
	if s.Kind == store.PageSource {
		return feed.Links(res.Body, res.Capture.MediaType, res.Capture.URL, s.Selector)
	}
	f, err := feed.Parse(res.Body, res.Capture.MediaType, res.Capture.URL)
	if err == nil && f.Kind == feed.SitemapIndex {
		return k.readIndex(ctx, s, f)
	}
	return f, err
}

// mostMaps is how many sitemaps of an index are read at one look.
const mostMaps = 20

// readIndex reads the sitemaps that an index names: those that it says were changed since
// the last look, or that it says nothing of.
func (k *worker) readIndex(ctx context.Context, s *store.Source, index *feed.Feed) (*feed.Feed, error) {
	maps := make([]store.Entry, len(index.Entries))
	for i, e := range index.Entries {
		guid := "sitemap " + e.Address
		maps[i] = store.Entry{Mark: markOf(guid, e.Updated.Value, time.Time{}), GUID: guid}
	}
	novel, err := k.db.Novel(ctx, s.ID, maps)
	if err != nil {
		return nil, err
	}
	all := &feed.Feed{Kind: feed.Sitemap, Title: index.Title}
	read := 0
	for i, e := range index.Entries {
		if e.Updated.Value != "" && novel[i] == store.Known {
			continue
		}
		if read++; read > mostMaps {
			break
		}
		res, err := k.opt.Gate.Get(ctx, fetch.Request{Address: e.Address, Accept: acceptFeed, Patience: soon})
		if err != nil {
			return nil, err
		}
		child, err := feed.Parse(res.Body, res.Capture.MediaType, res.Capture.URL)
		if err != nil {
			return nil, err
		}
		all.Entries = append(all.Entries, child.Entries...)
		all.Entries = append(all.Entries, feed.Entry{ID: maps[i].GUID, Title: e.Updated.Value})
	}
	return all, nil
}

// succeeded notes an answer; f is nil when nothing changed.
func (k *worker) succeeded(ctx context.Context, s store.Source, res fetch.Response, f *feed.Feed) result {
	now := k.opt.Now()
	p := &store.Polled{Source: s.ID, State: s.State, Seen: now, MovedTo: res.MovedTo}
	r := result{host: sourceHost(&s), poll: p, bytes: len(res.Body), event: Event{At: now, Source: s.Address}}
	t := &p.State
	first := t.Succeeded.IsZero()
	var every time.Duration
	burst := false
	if f != nil {
		if r.err = k.entries(ctx, &s, f, &r); r.err != nil {
			return r
		}
		p.Title, every = f.Title, f.Every
		burst = !first && len(f.Entries) > 1 && len(p.New) == len(f.Entries)
	}
	learn(t, p, f, first, now)
	return r.planned(&s, res, every, burst)
}

// entries sorts out what of a feed is new.
func (k *worker) entries(ctx context.Context, s *store.Source, f *feed.Feed, r *result) error {
	now := k.opt.Now()
	list := make([]store.Entry, len(f.Entries))
	for i := range f.Entries {
		list[i] = entryOf(&f.Entries[i], now)
	}
	novel, err := k.db.Novel(ctx, s.ID, list)
	if err != nil {
		return err
	}
	twice := map[[16]byte]bool{}
	for i := range list {
		if novel[i] == store.Known || twice[list[i].Mark] {
			continue
		}
		twice[list[i].Mark] = true
		if novel[i] == store.Changed {
			r.poll.Changed = append(r.poll.Changed, list[i])
			continue
		}
		if err := k.keepContent(s, f, &f.Entries[i], &list[i], r); err != nil {
			return err
		}
		r.poll.New = append(r.poll.New, list[i])
	}
	return nil
}

// entryOf is an entry as it is noted.
func entryOf(e *feed.Entry, now time.Time) store.Entry {
	published, _ := e.Published.Written()
	out := store.Entry{Mark: markOf(e.ID, e.Title, published), State: markOf("", e.Title, published), GUID: e.ID, Seen: now, Published: published, Due: now}
	if address, host, ok := pageAddress(e.Address); ok {
		out.Address, out.Host = address, host
	}
	return out
}

// leastContent is how many bytes of HTML are more than a teaser.
const leastContent = 500

// row is what is kept of the text that a feed gives, when the page cannot be had. It is
// what intake reads as a row of JSON lines.
type row struct {
	ID       string `json:"id,omitempty"`
	URL      string `json:"url,omitempty"`
	Outlet   string `json:"outlet,omitempty"`
	Title    string `json:"title,omitempty"`
	Date     string `json:"date,omitempty"`
	Language string `json:"language,omitempty"`
	HTML     string `json:"html"`
	Author   string `json:"author,omitempty"`
	// Basis says where all of this is from, Feed which feed, and Why why it is not the page.
	Basis string `json:"basis"`
	Feed  string `json:"feed"`
	Why   string `json:"why"`
}

// keepContent keeps the text of an entry for the case that its page cannot be had, or, of
// one without a page, puts it into the spool.
func (k *worker) keepContent(s *store.Source, f *feed.Feed, e *feed.Entry, to *store.Entry, r *result) error {
	text := e.Content
	if to.Address == "" && len(text) < len(e.Summary) {
		text = e.Summary
	}
	if len(text) < leastContent && (to.Address != "" || text == "") {
		return nil
	}
	b, err := json.Marshal(row{URL: to.Address, Title: e.Title, Date: e.Published.Value, Language: f.Language, HTML: text, Author: e.Author, Basis: "feed", Feed: s.Address})
	if err != nil {
		return err
	}
	if to.Address != "" {
		to.Content = b
		return nil
	}
	record, err := k.contentRecord(b, to.GUID, to.Seen, "The entry has no page.")
	if err != nil {
		return err
	}
	r.records = append(r.records, record)
	return nil
}

// contentRecord is the text of a feed as a record; why says why it is not the page.
func (k *worker) contentRecord(content []byte, guid string, at time.Time, why string) ([]byte, error) {
	var kept row
	if err := json.Unmarshal(content, &kept); err != nil {
		return nil, err
	}
	kept.Why = why
	target := kept.URL
	if target == "" {
		kept.ID = guid
		target = "urn:hearsay:name:" + fmt.Sprintf("%x", markOf(kept.Feed, guid, time.Time{}))
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(kept); err != nil {
		return nil, err
	}
	return k.enc.Member(warc.New(warc.TypeResource, target, at, "application/x-ndjson", bytes.TrimSpace(b.Bytes())))
}

// learn brings the figures of a source up to date after an answer.
func learn(t *store.SourceState, p *store.Polled, f *feed.Feed, first bool, now time.Time) {
	switch {
	case first && f != nil:
		var dates []time.Time
		for i := range p.New {
			dates = append(dates, p.New[i].Published)
		}
		t.Rate = firstRate(dates)
	case !first:
		t.Rate = rate(t.Rate, len(p.New), now.Sub(t.Succeeded))
		for i := range p.New {
			t.Delays = lately(t.Delays, p.New[i].Published, now)
		}
	}
	t.Items += len(p.New)
	t.Tried, t.Succeeded, t.Errors, t.Problem = now, now, 0, ""
}

// mostDelays is of how many entries the median delay is.
const mostDelays = 31

// lately adds the delay of an entry. Dates of the future and of other years tell nothing
// of it.
func lately(delays []time.Duration, published, now time.Time) []time.Duration {
	d := now.Sub(published)
	if published.IsZero() || d < 0 || d > 30*24*time.Hour {
		return delays
	}
	delays = append(delays[max(0, len(delays)+1-mostDelays):len(delays):len(delays)], d)
	return delays
}

// planned sets when a source that answered is looked at next.
func (r result) planned(s *store.Source, res fetch.Response, every time.Duration, burst bool) result {
	t := &r.poll.State
	now := t.Tried
	t.ETag, t.Modified, t.Fresh = res.ETag, res.LastModified, capped(res.FreshUntil, now)
	wait := interval(t.Rate)
	if burst { // some may have come and gone
		wait = max(shortest, wait/2)
	}
	wait = max(wait, min(every, longest))
	if s.Every > 0 {
		wait = s.Every
	}
	t.Due = later(now.Add(jitter(wait, s.ID, now)), t.Fresh)
	if n := len(r.poll.New); n > 0 {
		r.event.Text = fmt.Sprintf("%d new", n)
	}
	return r
}

// capped is a time that a site names, as far as it is believed.
func capped(t, now time.Time) time.Time {
	if most := now.Add(longest); t.After(most) {
		return most
	}
	return t
}

// failed notes that a source did not answer, or with what is of no use.
func (k *worker) failed(s store.Source, err error) result {
	if r, ok := postponed(sourceHost(&s), err); ok {
		return r
	}
	now := k.opt.Now()
	p := &store.Polled{Source: s.ID, State: s.State, Seen: now}
	t := &p.State
	t.Tried = now
	t.Errors++
	t.Problem = fault(err)
	wait := jitter(backOff(interval(t.Rate), t.Errors), s.ID, now)
	t.Due = now.Add(wait)
	r := result{host: sourceHost(&s), poll: p, event: Event{At: now, Source: s.Address, Problem: true, Text: t.Problem}}
	if until, ok := fetch.RetryAfter(err); ok {
		r.until = capped(until, now)
		t.Due = later(t.Due, r.until)
	}
	var status *fetch.StatusError
	if errors.As(err, &status) && status.Status == http.StatusGone {
		p.Pause = t.Problem
	}
	return r
}
