// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/extract"
	"hearsay/fetch"
	"hearsay/intake"
	"hearsay/store"
	"hearsay/warc"
)

// visit asks for an article's page.
func (k *worker) visit(ctx context.Context, p store.Page) result {
	res, err := k.opt.Gate.Get(ctx, fetch.Request{Address: p.Address, ETag: p.ETag, LastModified: p.Modified, Patience: soon})
	if err != nil {
		return k.unanswered(ctx, p, err)
	}
	now := k.opt.Now()
	var record []byte
	var item intake.Item
	if !res.NotModified {
		rec := recordOf(&res)
		item = intake.NewItem(intake.Where{Path: p.Address}, rec)
		switch {
		case item.Skip != nil:
			return k.without(ctx, p, item.Skip.Reason)
		case item.Capture.Payload == p.Payload:
		case k.readsTheSame(ctx, &p, &item):
			p.Payload = item.Capture.Payload
		default:
			if record, err = k.enc.Member(rec); err != nil {
				return k.without(ctx, p, err.Error())
			}
			p.Capture, p.Payload = item.Capture.ID, item.Capture.Payload
		}
	}
	p.ETag, p.Modified, p.Fresh = res.ETag, res.LastModified, capped(res.FreshUntil, now)
	p.Visits, p.Tries, p.Problem, p.Visited = p.Visits+1, 0, "", now
	if p.Visits == 1 {
		p.First = now
	}
	planNext(&p, now)
	r := result{host: p.Host, page: &p, bytes: len(res.Body), event: Event{At: now}}
	if record != nil {
		r.records = [][]byte{record}
	}
	return r
}

// readsTheSame reports whether a page gives the article that it gave before, though its
// bytes are others: most pages have a counter, an advertisement or a list that changes by
// itself, and would give a new version with each visit.
func (k *worker) readsTheSame(ctx context.Context, p *store.Page, item *intake.Item) bool {
	if p.Capture.IsZero() {
		return false
	}
	before, err := k.known.facts(ctx, hearsay.ArticleIn(p.Capture))
	if err != nil {
		return false // it is not there yet, or gave no article; of a damaged library whoever adds the page tells
	}
	now, err := extract.Article(item.Capture, item.Body)
	if err != nil {
		return false
	}
	return before.URL == now.URL && before.Text == now.Text && before.Headline == now.Headline && before.Dateline == now.Dateline && slices.Equal(before.Byline, now.Byline) &&
		statedDate(before) == statedDate(&now)
}

// statedDate is the date that the page itself states, or "": by when it was seen, and what
// the server says of its own file, differ with each visit.
func statedDate(a *hearsay.Article) string {
	d, ok := a.Published()
	if !ok || d.Earliest.IsZero() || strings.HasPrefix(d.Basis, "http:") {
		return ""
	}
	return d.Value
}

// recordOf is an answer as it is kept: the status, the lines of its header that Hearsay
// reads, the body as it was unpacked.
func recordOf(res *fetch.Response) *warc.Record {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\nContent-Type: %s\r\n", res.Status, http.StatusText(res.Status), oneLine(res.Capture.MediaType))
	names := make([]string, 0, len(res.Capture.Header))
	for name := range res.Capture.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "%s: %s\r\n", name, oneLine(res.Capture.Header[name]))
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(res.Body))
	b.Write(res.Body)
	return warc.New(warc.TypeResponse, res.Capture.URL, res.Capture.At, "application/http; msgtype=response", b.Bytes())
}

// oneLine keeps a value of a header from ending its line.
func oneLine(s string) string {
	return string(bytes.Map(func(r rune) rune {
		if r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, []byte(s)))
}

// unanswered notes that a page did not answer.
func (k *worker) unanswered(ctx context.Context, p store.Page, err error) result {
	if r, ok := postponed(p.Host, err); ok {
		return r
	}
	now := k.opt.Now()
	until, wait := fetch.RetryAfter(err)
	until = capped(until, now)
	p.Problem = fault(err)
	switch {
	case wait && now.Sub(p.Seen) < mostPatience:
		p.Due = later(now.Add(shortest), until)
	case wait && p.Visits == 0, final(err):
		return k.without(ctx, p, p.Problem)
	default:
		if p.Tries++; p.Tries >= mostTries || p.Visits > 0 && p.Tries >= mostRetries {
			return k.giveUp(ctx, p, now)
		}
		p.Due = now.Add(jitter(backOff(shortest, p.Tries), p.ID, now))
	}
	r := result{host: p.Host, page: &p, event: Event{At: now, Source: p.Address, Problem: true}}
	if wait {
		r.until = until
	}
	return r
}

// final reports whether asking again makes no sense.
func final(err error) bool {
	if errors.Is(err, hearsay.ErrRefused) || errors.Is(err, hearsay.ErrTooLarge) || errors.Is(err, hearsay.ErrNotFound) {
		return true
	}
	var s *fetch.StatusError
	if !errors.As(err, &s) {
		return false
	}
	return s.Wall || s.Status >= 400 && s.Status < 500 && s.Status != http.StatusTooManyRequests && s.Status != http.StatusRequestTimeout && s.Status != http.StatusTooEarly
}

// giveUp ends the tries of one visit: a page that was there is visited again when the
// plan says so.
func (k *worker) giveUp(ctx context.Context, p store.Page, now time.Time) result {
	if p.Visits == 0 {
		return k.without(ctx, p, p.Problem)
	}
	problem := p.Problem
	p.Tries = 0
	planNext(&p, now)
	p.Problem = problem
	return result{host: p.Host, page: &p, event: Event{At: now, Source: p.Address, Problem: true}}
}

// without ends the visits of a page that cannot be had. Of one that never was, what the
// feed gave of it is kept.
func (k *worker) without(ctx context.Context, p store.Page, why string) result {
	now := k.opt.Now()
	p.Problem, p.Due = why, time.Time{}
	r := result{host: p.Host, page: &p, event: Event{At: now, Source: p.Address, Problem: true}}
	if p.Visits > 0 {
		return r
	}
	r.event.Text = "It cannot be had. " + why
	content, err := k.db.Content(ctx, p.ID)
	if err != nil {
		r.err = err
		return r
	}
	if len(content) > 0 {
		record, err := k.contentRecord(content, "", now, why)
		if err != nil {
			r.err = err
			return r
		}
		r.records = [][]byte{record}
		r.event.Text = "It cannot be had; the text that the feed gives is kept. " + why
	}
	return r
}
