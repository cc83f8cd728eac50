// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"net/url"
	"strings"

	"hearsay"
	"hearsay/reuse"
)

// maxRevisions is how many versions of a page are compared, the latest ones: a page
// that was captured every hour for a month has hundreds.
const maxRevisions = 60

// Versions returns the versions of the page of an article, this one included, in the
// order in which they were captured, each with what is of substance different from
// the one before. A page of which there is one version gives one. Error: ErrNotFound.
// Time is that of comparing each with the one before, for at most sixty.
func (e *Engine) Versions(ctx context.Context, id hearsay.ArticleID) ([]hearsay.Revision, error) {
	a, err := e.lib.Facts(ctx, id)
	if err != nil {
		return nil, err
	}
	return e.revisions(ctx, a)
}

func (e *Engine) revisions(ctx context.Context, a *hearsay.Article) ([]hearsay.Revision, error) {
	briefs, err := e.versions(ctx, a)
	if err != nil {
		return nil, err
	}
	out := make([]hearsay.Revision, 0, len(briefs))
	var before *hearsay.Article
	for i, b := range briefs {
		r := hearsay.Revision{Brief: b}
		if len(briefs)-i > maxRevisions || len(briefs) == 1 {
			out = append(out, r)
			continue
		}
		now, err := e.lib.Facts(ctx, b.ID)
		if err != nil {
			return nil, err
		}
		if before != nil {
			r.Before, r.Changes = before.ID, reuse.Substantive(before, now)
			r.Says = told(before, now, r.Changes)
		}
		out, before = append(out, r), now
	}
	return out, nil
}

// versions are the articles that are versions of one page with a, by capture.
func (e *Engine) versions(ctx context.Context, a *hearsay.Article) ([]hearsay.Brief, error) {
	of, err := e.lib.Versions(ctx, story(a))
	if err != nil {
		return nil, err
	}
	var out []hearsay.Brief
	for _, b := range of {
		if b.ID == a.ID || b.URL == a.URL || sameHost(b.URL, a.URL) && !isHome(story(a)) {
			out = append(out, b)
		}
	}
	if len(out) == 0 { // a text that came without an address
		out = append(out, a.Brief())
	}
	return out, nil
}

// told says in words what changed between two versions.
func told(a, b *hearsay.Article, changes []hearsay.Change) string {
	var out []string
	if says := reuse.Told(a.Text, b.Text, changes); says != "" {
		out = append(out, says)
	}
	if len(reuse.Substantive(&hearsay.Article{Text: a.Headline}, &hearsay.Article{Text: b.Headline})) > 0 {
		out = append(out, "headline changed")
	}
	return cmp.Or(strings.Join(out, ", "), "nothing of substance changed")
}

// samePage reports whether two articles are versions of one page: of one address, or
// of one outlet's address that both say they live at. What another host says of
// its pages makes none of them a version: that is a credit.
func samePage(a, b *hearsay.Article) bool {
	if a == nil || b == nil {
		return false
	}
	return a.URL != "" && a.URL == b.URL || story(a) != "" && story(a) == story(b) && sameHost(a.URL, b.URL) && !isHome(story(a))
}

// isHome reports whether an address is that of a front page: there are outlets all
// of whose articles say that they live there.
func isHome(address string) bool {
	u, err := url.Parse(address)
	return err != nil || strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

func sameHost(a, b string) bool {
	ha, hb := hearsay.DomainOf(a), hearsay.DomainOf(b)
	return ha != "" && ha == hb
}
