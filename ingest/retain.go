// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"hearsay"
	"hearsay/index"
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/store"
	"hearsay/warc"
)

// Retention is what Retain did, or would do.
type Retention struct {
	Rules []RuleCount
	// Failed are articles whose words cannot be taken without moving others: their text
	// stays. Remove takes them out.
	Failed []hearsay.ArticleID
	Seen   int // articles that were looked at
}

// RuleCount is a rule with the articles that it was carried out on.
type RuleCount struct {
	Rule     hearsay.Retention
	Articles int
}

// perRetention is how many articles are one commit.
const perRetention = 100

// Retain carries out the rules of retention: of articles that are due, the words go that
// their rule does not keep, from the facts, the full text and the index; and in the captures a record of
// what is left takes the place of the page, over which spaces are written. What was found
// stays: whose passages they share, who speaks, whom they credit. Nothing brings words back that
// are gone, also no later rule. Interrupted, it is given again. With dry it changes nothing and says
// what is due. Compact takes hashes of the words out of old segments.
func Retain(ctx context.Context, lib *store.Writer, now time.Time, dry bool) (*Retention, error) {
	rulings, err := lib.Rulings()
	if err != nil {
		return nil, err
	}
	r := &retainer{lib: lib, now: now, rules: rulings.Rules(), result: &Retention{}}
	if err := r.openSources(ctx); err != nil {
		return nil, err
	}
	due, err := r.due(ctx)
	if r.sources != nil {
		err = errors.Join(err, r.sources.Close())
	}
	if err != nil || dry || len(due) == 0 {
		return r.result, err
	}
	archives, err := lib.Archives(ctx)
	if err != nil {
		return nil, err
	}
	if r.log, err = openLog(lib, archives, now); err != nil {
		return nil, err
	}
	return r.result, errors.Join(r.all(ctx, due), r.log.close())
}

// all carries rules out on all that is due. Segments are merged as they are when articles
// are added, so that as few are left; a merge that is interrupted is made up for by the next
// command that writes.
func (r *retainer) all(ctx context.Context, due []dueArticle) error {
	merger := &filler{lib: r.lib}
	for rest := due; len(rest) > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(len(rest), perRetention)
		if err := r.batch(ctx, rest[:n]); err != nil {
			return err
		}
		rest = rest[n:]
		if err := merger.mergeNow(ctx); err != nil {
			return err
		}
	}
	merger.sum.New = len(due)
	return merger.finishMerges(context.WithoutCancel(ctx), ctx.Err() == nil)
}

// retainer carries rules out.
type retainer struct {
	lib     *store.Writer
	now     time.Time
	rules   []hearsay.Retention
	sources *store.Sources // nil when nothing is watched
	log     *captureLog
	result  *Retention
}

// dueArticle is an article with the rule that it comes under.
type dueArticle struct {
	store.Keepable
	rule hearsay.Retention
}

func (r *retainer) openSources(ctx context.Context) error {
	has, err := store.HasSources(r.lib.Dir())
	if err == nil && has {
		r.sources, err = store.OpenSources(ctx, r.lib.Dir())
	}
	return err
}

// due lists the articles of which words are to go.
func (r *retainer) due(ctx context.Context) ([]dueArticle, error) {
	var out []dueArticle
	counts := map[hearsay.Retention]int{}
	err := r.lib.Keepables(ctx, func(k store.Keepable) error {
		r.result.Seen++
		rule, ok, err := r.rule(ctx, &k)
		if err != nil || !ok || !rule.Level.Less(k.Level) || k.Seen.AddDate(0, 0, rule.Days).After(r.now) {
			return err
		}
		out = append(out, dueArticle{k, rule})
		if _, had := counts[rule]; !had {
			counts[rule] = len(r.result.Rules)
			r.result.Rules = append(r.result.Rules, RuleCount{Rule: rule})
		}
		r.result.Rules[counts[rule]].Articles++
		return nil
	})
	return out, err
}

// rule is the most particular one for an article.
func (r *retainer) rule(ctx context.Context, k *store.Keepable) (hearsay.Retention, bool, error) {
	var shown store.Shown
	if r.sources != nil {
		var err error
		if shown, err = r.sources.Shown(ctx, k.URL, k.Capture); err != nil && !errors.Is(err, hearsay.ErrNotFound) {
			return hearsay.Retention{}, false, err
		}
	}
	rule, ok := ruleFor(r.rules, k, shown)
	return rule, ok, nil
}

func ruleFor(rules []hearsay.Retention, k *store.Keepable, shown store.Shown) (hearsay.Retention, bool) {
	if rule, ok := hearsay.OwnRule(shown.Keep, shown.Source); ok {
		return rule, true
	}
	for _, scope := range []hearsay.RetentionScope{hearsay.OfSource, hearsay.OfCollection, hearsay.OfOutlet, hearsay.OfAll} {
		for _, rule := range rules {
			if rule.Scope == scope && covers(&rule, k, shown) {
				return rule, true
			}
		}
	}
	return hearsay.Retention{}, false
}

// RuleOf is the rule of retention for what a source showed first, false for none. Rules of
// outlets, which go before one for all, are left out: they depend on the article.
func RuleOf(rules []hearsay.Retention, s *store.Source) (hearsay.Retention, bool) {
	return ruleFor(rules, &store.Keepable{}, store.Shown{Source: s.Title, Address: s.Address, Collection: s.Collection, Keep: s.Keep})
}

// covers reports whether a rule is for an article.
func covers(rule *hearsay.Retention, k *store.Keepable, shown store.Shown) bool {
	is := func(names ...string) bool {
		for _, n := range names {
			if n != "" && (strings.EqualFold(n, rule.Name) || prose.Fold(n) == prose.Fold(rule.Name) && prose.Fold(n) != "") {
				return true
			}
		}
		return false
	}
	switch rule.Scope {
	case hearsay.OfSource:
		return is(shown.Source, shown.Address)
	case hearsay.OfCollection:
		return is(shown.Collection)
	case hearsay.OfOutlet:
		return is(k.Outlet, k.Domain)
	}
	return rule.Scope == hearsay.OfAll
}

// batch carries rules out on some articles, as one commit.
func (r *retainer) batch(ctx context.Context, due []dueArticle) error {
	var b store.Batch
	var ids []hearsay.ArticleID
	builder, enc := index.NewBuilder(reuse.News().Index()), warc.NewPacker()
	for _, d := range due {
		one, err := r.one(ctx, &d, enc)
		if errors.Is(err, errUnmasked) {
			r.result.Failed = append(r.result.Failed, d.ID)
			continue
		}
		if err == nil {
			err = addWords(builder, one.Row.Article)
		}
		if err != nil {
			return err
		}
		ids = append(ids, d.ID)
		b.Retain = append(b.Retain, *one)
	}
	if len(ids) == 0 {
		return nil
	}
	holding, err := holders(ctx, r.lib.Store, ids)
	if err != nil {
		return err
	}
	for i := range holding {
		b.Retain[i].Segments = holding[i].Segments
	}
	if err := r.log.sync(); err != nil {
		return err
	}
	b.Archives = append(r.log.full, store.Archive{File: r.log.name, Size: r.log.size})
	r.log.full = nil
	name := r.lib.NextSegment()
	if err := builder.WriteFile(r.lib.SegmentPath(name)); err != nil {
		return err
	}
	segment, err := describe(r.lib.Store, name)
	if err != nil {
		return err
	}
	b.Add = []store.Segment{segment}
	return r.lib.Apply(ctx, &b)
}

// addWords gives the index what is left of an article's words.
func addWords(b *index.Builder, a *hearsay.Article) error {
	words := prose.Words(a.Text)
	return b.Add(indexEntry(a, len(words)), reuse.News().Seeds(words), reuse.AppendCodes(nil, words))
}

// one takes the words of one article and appends the record of what is left.
func (r *retainer) one(ctx context.Context, d *dueArticle, enc *warc.Packer) (*store.Retained, error) {
	a, quotations, err := r.lib.Article(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	carrier, err := r.lib.Carrier(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	capture, err := r.capture(ctx, a)
	if err != nil {
		return nil, err
	}
	before := a.Text
	if err := withhold(a, quotations, carrier.Witnesses, d.rule.Level); err != nil {
		return nil, err
	}
	// Before the commit, since nobody looks at the notes again behind it.
	err = store.WithNotes(ctx, r.lib.Dir(), func(n *store.Notes) error { return n.Withhold(ctx, a.ID, before, a.Text) })
	if err != nil {
		return nil, err
	}
	a.Kept = &hearsay.Kept{Level: d.rule.Level, Rule: d.rule.String(), Since: r.now.UTC().Truncate(time.Second)}
	rec, err := newKeptRecord(capture, a, quotations)
	if err != nil {
		return nil, err
	}
	member, err := enc.Member(rec)
	if err != nil {
		return nil, err
	}
	out := &store.Retained{Row: store.ArticleRow{Article: a, Quotations: quotations}, At: r.now}
	out.Place.File, out.Place.Start, err = r.log.append(member)
	out.Place.Size = int64(len(member))
	return out, err
}

// capture reads the capture of an article, without the page.
func (r *retainer) capture(ctx context.Context, a *hearsay.Article) (hearsay.Capture, error) {
	row, err := r.lib.Capture(ctx, a.Capture)
	if err != nil {
		return hearsay.Capture{}, err
	}
	f, err := os.Open(r.lib.CapturePath(row.File))
	if err != nil {
		return hearsay.Capture{}, err
	}
	defer f.Close()
	c, err := readCapture(f, row)
	if err != nil {
		err = fmt.Errorf("capture %s in %s: %w; run hearsay check", row.ID, row.File, err)
	}
	return c, err
}
