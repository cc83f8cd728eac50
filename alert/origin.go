// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hearsay"
)

// maxStory is how many articles a story may have for its origins to be counted: counting
// reads all of them.
const maxStory = 1000

// origins counts again where the stories begin that new articles came to and some alert
// has an article in.
func (r *round) origins(ctx context.Context) error {
	done := map[hearsay.StoryID]bool{}
	for _, s := range r.new {
		story, err := r.lib.StoryOf(ctx, s.Article)
		if errors.Is(err, hearsay.ErrNotFound) || errors.Is(err, hearsay.ErrGone) {
			continue
		}
		if err != nil {
			return err
		}
		if done[story.ID] || story.Articles < 2 || story.Articles > maxStory {
			continue
		}
		done[story.ID] = true
		if err := r.story(ctx, story.ID); err != nil {
			return err
		}
	}
	return nil
}

func (r *round) story(ctx context.Context, id hearsay.StoryID) error {
	members, err := r.lib.Members(ctx, id, maxStory)
	if err != nil {
		return err
	}
	alerts, err := r.concerned(ctx, members)
	if err != nil || len(alerts) == 0 {
		return err
	}
	v, err := r.lib.Story(ctx, id)
	if err != nil || v.Lineage == nil {
		return err
	}
	for _, st := range alerts {
		if err := r.grown(ctx, st, v, members); err != nil {
			return err
		}
	}
	return nil
}

// concerned are the alerts that are about an article, or found one, now or before.
func (r *round) concerned(ctx context.Context, members []hearsay.ArticleID) (out []*standing, err error) {
	found := map[int64]bool{}
	for _, id := range members {
		for _, n := range r.list.subjects[id] {
			found[r.list.all[n].ID] = true
		}
		before, err := r.book.Concerned(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, n := range before {
			found[n] = true
		}
	}
	for i := range r.events {
		if slices.Contains(members, r.events[i].Article) {
			found[r.events[i].Alert] = true
		}
	}
	for _, st := range r.list.all {
		if found[st.ID] {
			out = append(out, st)
		}
	}
	return out, nil
}

// grown tells an alert of an origin more than it knows of.
func (r *round) grown(ctx context.Context, st *standing, v *hearsay.StoryView, members []hearsay.ArticleID) error {
	before, known := 0, false
	for _, id := range members { // the story had the name of another of them, perhaps
		n, ok, err := r.remembered(ctx, st.ID, originsKey(id))
		if err != nil {
			return err
		}
		before, known = max(before, n), known || ok
	}
	now := len(v.Lineage.Origins)
	if known && now <= before {
		return nil
	}
	r.remember(st.ID, originsKey(hearsay.ArticleID(v.Story.ID)), now)
	s, o := r.newest(st, v)
	if !known || s == nil {
		return nil
	}
	f := &found{kind: hearsay.NewOrigin, link: "/stories/" + v.Story.ID.String()}
	f.says = fmt.Sprintf("The story has %s, %d when it was looked at before.", count(now, "independent origin", "independent origins"), before)
	f.why = append(f.why, "The last article that came to it is of "+outletName(s.article.Outlet)+".")
	if o != nil {
		f.why = append([]string{"One of them begins with an article of " + outletName(s.article.Outlet) + "."}, o.Why[:min(len(o.Why), maxWhy)]...)
	}
	r.event(st, s, fmt.Sprintf("origin:%s:%d", v.Story.ID, now), f)
	return nil
}

func originsKey(id hearsay.ArticleID) string { return "origins:" + id.String() }

// newest is the new article that begins an origin without any article of before or, when
// none does, the last one that came to the story; nil when none is new to the alert.
func (r *round) newest(st *standing, v *hearsay.StoryView) (last *subject, of *hearsay.Origin) {
	fresh := map[hearsay.ArticleID]*subject{}
	for _, s := range r.new {
		if s.N > st.since && v.Texts[s.Article] != nil {
			fresh[s.Article], last = s, s
		}
	}
	for i := range v.Lineage.Origins {
		o := &v.Lineage.Origins[i]
		if len(o.Articles) > 0 && !slices.ContainsFunc(o.Articles, func(id hearsay.ArticleID) bool { return fresh[id] == nil }) {
			return fresh[o.Articles[0]], o
		}
	}
	return last, nil
}
