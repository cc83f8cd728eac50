// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"slices"
	"strings"

	"hearsay"
	"hearsay/search"
)

// excerpts is an engine that gives whole texts only to those who may read them. To all
// others every text is as long as it is, so that places in it stay where they are, and blank
// but for its excerpt. Every page, twin and table asks this engine, so that none of them
// has to remember.
type excerpts struct {
	Engine
	whole func(context.Context) bool // whether who asks may read all
}

// blank stands at the beginning of what is not shown.
const blank = "[…]"

// masked is a text of which only some spans can be read. Its bytes are as many, and its
// paragraphs end where they did.
func masked(text string, shown []hearsay.Span) string {
	out := []byte(strings.Repeat(" ", len(text)))
	for i := range text {
		if text[i] == '\n' {
			out[i] = '\n'
		}
	}
	end := 0
	gap := func(from, to int) { // one mark a paragraph
		marked := false
		for i := from + 1; i+len(blank) < to; i++ {
			if text[i-1] == '\n' {
				marked = false
			}
			if !marked && strings.TrimSpace(text[i:i+len(blank)]) != "" && !strings.Contains(text[i:i+len(blank)], "\n") {
				copy(out[i:], blank)
				marked = true
			}
		}
	}
	for _, s := range shown {
		if s.Start < end || s.End > len(text) || s.Start > s.End {
			continue
		}
		gap(end, s.Start)
		copy(out[s.Start:s.End], text[s.Start:s.End])
		end = s.End
	}
	gap(end, len(text))
	return string(out)
}

// text blanks the text of an article. What was removed since is blank altogether.
func (e excerpts) text(ctx context.Context, id hearsay.ArticleID, text string) (string, error) {
	shown, err := e.Excerpt(ctx, id)
	if err != nil && !errors.Is(err, hearsay.ErrNotFound) {
		return "", err
	}
	return masked(text, shown), nil
}

// article is a copy of an article with its text blanked, and without what was left out of it.
func (e excerpts) article(ctx context.Context, a *hearsay.Article) (*hearsay.Article, error) {
	if a == nil {
		return nil, nil
	}
	out := *a
	out.Removed = nil
	var err error
	out.Text, err = e.text(ctx, a.ID, a.Text)
	return &out, err
}

// each blanks articles in place of a slice that is the caller's own.
func (e excerpts) each(ctx context.Context, list []*hearsay.Article) ([]*hearsay.Article, error) {
	list = slices.Clone(list)
	for i := range list {
		var err error
		if list[i], err = e.article(ctx, list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (e excerpts) said(ctx context.Context, list []hearsay.Said) ([]hearsay.Said, error) {
	list = slices.Clone(list)
	done := map[hearsay.ArticleID]*hearsay.Article{}
	for i := range list {
		a := list[i].Article
		if done[a.ID] == nil {
			b, err := e.article(ctx, a)
			if err != nil {
				return nil, err
			}
			done[a.ID] = b
		}
		list[i].Article = done[a.ID]
	}
	return list, nil
}

func (e excerpts) Text(ctx context.Context, id hearsay.ArticleID) (string, error) {
	text, err := e.Engine.Text(ctx, id)
	if err != nil || e.whole(ctx) {
		return text, err
	}
	return e.text(ctx, id, text)
}

func (e excerpts) Article(ctx context.Context, id hearsay.ArticleID) (*search.View, error) {
	v, err := e.Engine.Article(ctx, id)
	if err != nil || e.whole(ctx) {
		return v, err
	}
	out := *v
	out.Article, err = e.article(ctx, v.Article)
	return &out, err
}

func (e excerpts) Trace(ctx context.Context, r search.Request) (*hearsay.Trace, error) {
	t, err := e.Engine.Trace(ctx, r)
	if err != nil || e.whole(ctx) {
		return t, err
	}
	out := *t
	if !t.Article.IsZero() { // else the text is the reader's own
		if out.Text, err = e.text(ctx, t.Article, t.Text); err != nil {
			return nil, err
		}
		if out.Read, err = e.article(ctx, t.Read); err != nil {
			return nil, err
		}
	}
	out.Cited, err = e.each(ctx, t.Cited)
	return &out, err
}

// Compare shows both texts whole, which nobody else gets to.
func (e excerpts) Compare(ctx context.Context, a, b hearsay.ArticleID) (*hearsay.Comparison, error) {
	if !e.whole(ctx) {
		return nil, errLogIn
	}
	return e.Engine.Compare(ctx, a, b)
}

func (e excerpts) Look(ctx context.Context, a search.Asked) (*search.Found, error) {
	f, err := e.Engine.Look(ctx, a)
	if err != nil || e.whole(ctx) {
		return f, err
	}
	out := *f
	out.Hits = slices.Clone(f.Hits)
	for i := range out.Hits {
		if out.Hits[i].Article, err = e.article(ctx, out.Hits[i].Article); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

func (e excerpts) Story(ctx context.Context, id hearsay.StoryID) (*hearsay.StoryView, error) {
	return e.EarlyStory(ctx, id, search.MaxMembers)
}

func (e excerpts) EarlyStory(ctx context.Context, id hearsay.StoryID, most int) (*hearsay.StoryView, error) {
	v, err := e.Engine.EarlyStory(ctx, id, most)
	if err != nil || e.whole(ctx) {
		return v, err
	}
	out := *v
	out.Texts = make(map[hearsay.ArticleID]*hearsay.Article, len(v.Texts))
	for id, a := range v.Texts {
		if out.Texts[id], err = e.article(ctx, a); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

func (e excerpts) SaidBy(ctx context.Context, id hearsay.VoiceID, after search.Mark, offset, limit int) (search.Listing[hearsay.Said], error) {
	p, err := e.Engine.SaidBy(ctx, id, after, offset, limit)
	if err != nil || e.whole(ctx) {
		return p, err
	}
	p.Rows, err = e.said(ctx, p.Rows)
	return p, err
}

func (e excerpts) EachSaid(ctx context.Context, want search.Quoted, f func(hearsay.Said) bool) error {
	if e.whole(ctx) {
		return e.Engine.EachSaid(ctx, want, f)
	}
	var failed error
	err := e.Engine.EachSaid(ctx, want, func(s hearsay.Said) bool {
		if s.Article, failed = e.article(ctx, s.Article); failed != nil {
			return false
		}
		return f(s)
	})
	return errors.Join(err, failed)
}

func (e excerpts) mention(ctx context.Context, m hearsay.Mention) (hearsay.Mention, error) {
	var err error
	m.Article, err = e.article(ctx, m.Article)
	return m, err
}

func (e excerpts) About(ctx context.Context, v *hearsay.VoiceView, after search.Mark, offset, limit int) (*search.About, error) {
	a, err := e.Engine.About(ctx, v, after, offset, limit)
	if err != nil || e.whole(ctx) {
		return a, err
	}
	out := *a
	out.Mentions = slices.Clone(a.Mentions)
	for i := range out.Mentions {
		if out.Mentions[i], err = e.mention(ctx, out.Mentions[i]); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

func (e excerpts) EachAbout(ctx context.Context, v *hearsay.VoiceView, f func(hearsay.Mention) error) error {
	if e.whole(ctx) {
		return e.Engine.EachAbout(ctx, v, f)
	}
	return e.Engine.EachAbout(ctx, v, func(m hearsay.Mention) error {
		m, err := e.mention(ctx, m)
		if err != nil {
			return err
		}
		return f(m)
	})
}

func (e excerpts) Unclear(ctx context.Context, after search.Mark, offset, limit int) (*search.Unclear, error) {
	u, err := e.Engine.Unclear(ctx, after, offset, limit)
	if err != nil || e.whole(ctx) {
		return u, err
	}
	out := *u
	out.Said, err = e.said(ctx, u.Said)
	return &out, err
}

func (e excerpts) EachArticle(ctx context.Context, f func(*hearsay.Article) error) error {
	if e.whole(ctx) {
		return e.Engine.EachArticle(ctx, f)
	}
	return e.Engine.EachArticle(ctx, func(a *hearsay.Article) error {
		a, err := e.article(ctx, a)
		if err != nil {
			return err
		}
		return f(a)
	})
}
