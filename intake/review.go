// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"hearsay"
	"hearsay/claimreview"
	"hearsay/warc"
)

// reviewFeed reads a data feed of fact-checks, element by element; the first begins at a byte of the input.
func (w *walker) reviewFeed(in *input, start int) {
	if mark, _ := in.r.Peek(len(utf8Mark)); string(mark) == utf8Mark {
		start += len(utf8Mark)
	}
	in.r.Discard(start) // cannot fail: it was just seen
	w.values(in, inArray)
}

// reviews emits the fact-checks in a row, those of one page as one.
func (w *walker) reviews(in *input, n int64, name string, b []byte) {
	parts, err := claimreview.Split(b)
	if err != nil {
		w.skip(in.at(n), reviewSkip(err))
		return
	}
	for _, part := range parts {
		if w.ended() {
			return
		}
		target := addressOf(name)
		if found, err := claimreview.Parse(part); err == nil && isAddress(found[0].URL) {
			target = found[0].URL
		}
		if err := w.record(in, n, warc.New(warc.TypeResource, target, w.opt.Now, typeReview, part)); err != nil {
			w.skip(in.at(n), skip(hearsay.ErrInvalid, "%v", err)) // by its nature no page: not so here
		}
	}
}

// fromReviews reads a record of fact-checks. What is known of their page is what they say.
func fromReviews(c hearsay.Capture, block []byte) (hearsay.Capture, []byte, error) {
	reviews, err := claimreview.Parse(block)
	if err != nil {
		return hearsay.Capture{}, nil, reviewSkip(err)
	}
	r := &reviews[0]
	c.MediaType = typeHTML + "; charset=utf-8"
	c.Given = hearsay.Given{Basis: "feed", Outlet: r.Reviewer, Title: r.Title, Date: r.Published, Language: r.Language}
	if c.URL == "" && isAddress(r.URL) {
		c.Given.URL = r.URL
	}
	body := claimreview.Page(reviews)
	c.Payload = digest(typeHTML, c.Given, body)
	c.ID = c.Identity()
	return c, body, nil
}

// reviewSkip makes a reason of an error of package claimreview.
func reviewSkip(err error) *Skip { return &Skip{Reason: because(err), Err: err} }
