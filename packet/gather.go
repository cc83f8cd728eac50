// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package packet

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// Library is what packets are made from. Errors wrap the kinds of package hearsay.
type Library interface {
	Trace(ctx context.Context, r search.Request) (*hearsay.Trace, error)
	Compare(ctx context.Context, a, b hearsay.ArticleID) (*hearsay.Comparison, error)
	Story(ctx context.Context, id hearsay.StoryID) (*hearsay.StoryView, error)
	Article(ctx context.Context, id hearsay.ArticleID) (*search.View, error)
	Text(ctx context.Context, id hearsay.ArticleID) (string, error)
	Custody(ctx context.Context, id hearsay.ArticleID) (*search.Custody, error)
	Extent(ctx context.Context) (hearsay.Searched, error)
}

// Run is what a packet states of its making.
type Run struct {
	Version string    // of Hearsay
	At      time.Time // the stated time; nothing else in a packet depends on the clock
}

// The most that a packet holds.
const (
	maxArticles = 500
	maxTexts    = 16 << 20 // bytes of texts, together
)

// Packet is an answer with what it rests on.
type Packet struct {
	About About
	// Exactly one of these is the answer.
	Trace      *wire.Trace
	Comparison *wire.Comparison
	Story      *wire.StoryView
	Reading    *wire.Reading
	Exhibits   []Exhibit
}

// About is packet.json.
type About struct {
	Format     int               `json:"format"` // of packets, for later versions
	Kind       string            `json:"kind"`   // trace, compare, story or article
	Question   string            `json:"question"`
	Made       string            `json:"made"` // RFC 3339
	Hearsay    string            `json:"hearsay"`
	Parameters map[string]string `json:"parameters"`
	Library    wire.Searched     `json:"library"`
	Articles   int               `json:"articles"`
	LeftOut    []string          `json:"left_out"` // what is cited and not in the packet; empty when it is complete
}

// format is that of packets that this version writes.
const format = 1

// Exhibit is an article in a packet.
type Exhibit struct {
	Brief   wire.Brief
	Reading wire.Reading
	Capture Capture
}

// Capture is one entry of captures.json: the bytes that an article was read from.
type Capture struct {
	Article   string `json:"article"`
	Capture   string `json:"capture,omitempty"`
	URL       string `json:"url,omitempty"`
	Name      string `json:"name,omitempty"` // where there is no address
	Received  string `json:"received,omitempty"`
	Status    int    `json:"status,omitempty"` // of HTTP
	MediaType string `json:"media_type,omitempty"`
	SHA256    string `json:"sha256,omitempty"` // of the page, hexadecimal
	File      string `json:"file,omitempty"`   // in the library's folder captures
	Start     int64  `json:"start"`
	Size      int64  `json:"size"`
	Record    string `json:"record_sha256,omitempty"` // of the WARC record as it lies in the file
	Problem   string `json:"problem,omitempty"`       // why the capture could not be read
}

// gatherer reads what an answer cites.
type gatherer struct {
	ctx context.Context
	lib Library
	p   *Packet
	had map[hearsay.ArticleID]bool
	// texts is how many bytes of texts are in the packet.
	texts, leftOut int
}

func gather(ctx context.Context, lib Library, run Run, about About) (*gatherer, error) {
	extent, err := lib.Extent(ctx)
	if err != nil {
		return nil, err
	}
	about.Format, about.Made, about.Hearsay = format, run.At.UTC().Format(time.RFC3339), run.Version
	about.Library, about.LeftOut = wire.NewSearched(extent), []string{}
	return &gatherer{ctx: ctx, lib: lib, p: &Packet{About: about}, had: map[hearsay.ArticleID]bool{}}, nil
}

// take puts an article into the packet, once. One that is gone by now is left out.
func (g *gatherer) take(id hearsay.ArticleID) error {
	if id.IsZero() || g.had[id] {
		return nil
	}
	g.had[id] = true
	if len(g.p.Exhibits) >= maxArticles || g.texts >= maxTexts {
		g.leftOut++
		return nil
	}
	v, err := g.lib.Article(g.ctx, id)
	if errors.Is(err, hearsay.ErrNotFound) {
		g.leftOut++
		return nil
	}
	if err != nil {
		return err
	}
	if v.Article.ID != id && g.had[v.Article.ID] {
		return nil // another name of one that is in the packet
	}
	g.had[v.Article.ID] = true
	g.texts += len(v.Article.Text)
	x := Exhibit{Brief: wire.NewBrief(v.Article.Brief()), Reading: reading(v)}
	if x.Capture, err = g.capture(id); err != nil {
		return err
	}
	g.p.Exhibits = append(g.p.Exhibits, x)
	return nil
}

// capture says where an article came from; damage is said, too, and stops nothing.
func (g *gatherer) capture(id hearsay.ArticleID) (Capture, error) {
	c, err := g.lib.Custody(g.ctx, id)
	if errors.Is(err, hearsay.ErrCorrupt) || errors.Is(err, hearsay.ErrNotFound) {
		return Capture{Article: id.String(), Problem: "the capture is damaged or gone: hearsay check names it"}, nil
	}
	if errors.Is(err, hearsay.ErrGone) {
		return Capture{Article: id.String(), Problem: err.Error()}, nil
	}
	if err != nil {
		return Capture{}, err
	}
	k := &c.Capture
	return Capture{
		Article: id.String(), Capture: k.ID.String(), URL: k.URL, Name: k.Name, Received: k.At.UTC().Format(time.RFC3339), Status: k.Status, MediaType: k.MediaType,
		SHA256: hex.EncodeToString(k.Payload[:]), File: c.File, Start: c.Start, Size: c.Size, Record: hex.EncodeToString(c.Record[:]),
	}, nil
}

// done ends the gathering.
func (g *gatherer) done() *Packet {
	g.p.About.Articles = len(g.p.Exhibits)
	if g.leftOut > 0 {
		g.p.About.LeftOut = append(g.p.About.LeftOut, fmt.Sprintf("the texts of %d articles that the answer cites: a packet holds %d articles and %d MB of texts, or they are gone from the library",
			g.leftOut, maxArticles, maxTexts>>20))
	}
	return g.p
}

func reading(v *search.View) wire.Reading {
	return wire.NewReading(v.Article, v.Quotations, v.Chain).WithForks(v.Article, v.Forks).WithFindings(v.Article, v.Findings)
}

// Trace makes a packet of a trace: the matches' articles, and the traced one. Errors
// are those of the library.
func Trace(ctx context.Context, lib Library, run Run, r search.Request) (*Packet, error) {
	t, err := lib.Trace(ctx, r)
	if err != nil {
		return nil, err
	}
	question := "Where does this text come from?"
	if r.Forward {
		question = "Where did this text go?"
	}
	least := cmp.Or(r.MinWords, search.DefaultMinWords)
	g, err := gather(ctx, lib, run, About{Kind: "trace", Question: question, Parameters: map[string]string{"least words of a passage": fmt.Sprint(least)}})
	if err != nil {
		return nil, err
	}
	out, err := wire.NewTrace(t, func(id hearsay.ArticleID) (string, error) { return lib.Text(ctx, id) })
	if err != nil {
		return nil, err
	}
	g.p.Trace = &out
	ids := []hearsay.ArticleID{t.Article}
	for i := range t.Matches {
		ids = append(ids, t.Matches[i].Article.ID)
	}
	for _, s := range t.Chain {
		ids = append(ids, s.Article, s.In)
	}
	return g.all(ids)
}

// all takes articles and ends the gathering.
func (g *gatherer) all(ids []hearsay.ArticleID) (*Packet, error) {
	for _, id := range ids {
		if err := g.take(id); err != nil {
			return nil, err
		}
	}
	return g.done(), nil
}

// Compare makes a packet of two articles side by side. Errors are those of the library.
func Compare(ctx context.Context, lib Library, run Run, a, b hearsay.ArticleID) (*Packet, error) {
	c, err := lib.Compare(ctx, a, b)
	if err != nil {
		return nil, err
	}
	g, err := gather(ctx, lib, run, About{Kind: "compare", Question: "What do two articles have in common, and what not?", Parameters: map[string]string{}})
	if err != nil {
		return nil, err
	}
	out := wire.NewComparison(c)
	g.p.Comparison = &out
	return g.all([]hearsay.ArticleID{a, b})
}

// Story makes a packet of a story with its articles. Errors are those of the library.
func Story(ctx context.Context, lib Library, run Run, id hearsay.StoryID) (*Packet, error) {
	v, err := lib.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	g, err := gather(ctx, lib, run, About{Kind: "story", Question: "Which articles are on one event, and where is each from?", Parameters: map[string]string{}})
	if err != nil {
		return nil, err
	}
	out := wire.NewStoryView(v)
	g.p.Story = &out
	g.leftOut = v.More
	ids := make([]hearsay.ArticleID, 0, len(v.Members))
	for i := range v.Members {
		ids = append(ids, v.Members[i].ID)
	}
	return g.all(ids)
}

// Article makes a packet of one article as it was read. Errors are those of the library.
func Article(ctx context.Context, lib Library, run Run, id hearsay.ArticleID) (*Packet, error) {
	v, err := lib.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	g, err := gather(ctx, lib, run, About{Kind: "article", Question: "What does this article say, who says it, and through whom did it come?", Parameters: map[string]string{}})
	if err != nil {
		return nil, err
	}
	out := reading(v)
	g.p.Reading = &out
	return g.all([]hearsay.ArticleID{id})
}
