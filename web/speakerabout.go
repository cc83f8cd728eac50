// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"net/http"
	"net/url"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// aboutPage is the page at "/speakers/ID/about".
type aboutPage struct {
	frame
	Voice         *hearsay.VoiceView
	Tabs          []tab
	About         *search.About
	Rows          []naming
	Before, After string
}

// naming is an article that names a speaker.
type naming struct {
	row
	Named, By int
	In        []utterance // what others say of them there
}

// speakerTabs are the two views of a speaker.
func speakerTabs(v *hearsay.VoiceView, about int, here bool) []tab {
	own := "/speakers/" + v.ID.String()
	return []tab{
		{"By them: " + many(v.Quotations, "quotation", "quotations"), own, !here},
		{"About them: " + many(about, "article", "articles"), own + "/about", here},
	}
}

func (s *site) speakerAbout(r *http.Request) (response, error) {
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	voice, err := s.speakerAsked(r)
	if err != nil {
		return response{}, err
	}
	own := "/speakers/" + voice.ID.String() + "/about"
	if r.PathValue("id") != voice.ID.String() {
		return response{location: own}, nil
	}
	page := aboutPage{frame: s.frame("About "+voice.Agent.Name, "/speakers"), Voice: voice}
	if page.About, err = s.engine.About(r.Context(), voice, search.Mark{}, offset, limit); err != nil {
		return response{}, err
	}
	page.Tabs = speakerTabs(voice, page.About.Total, true)
	page.Twin, page.Table = pageAddress(own+".json", url.Values{}, offset, limit), own+".csv"
	page.Before, page.After = neighbours(own, url.Values{}, rows{offset, len(page.About.Mentions), page.About.Total, limit})
	for i := range page.About.Mentions {
		page.Rows = append(page.Rows, newNaming(&page.About.Mentions[i]))
	}
	return response{view: "about", page: page}, nil
}

func newNaming(m *hearsay.Mention) naming {
	out := naming{row: newRow(search.Hit{Brief: m.Article.Brief(), Article: m.Article, Matched: m.Places}), Named: len(m.Places), By: m.By}
	for _, i := range m.In {
		out.In = append(out.In, newUtterance(&hearsay.Said{Article: m.Article, Quotations: m.Quotations, I: i}))
	}
	return out
}

func (s *site) speakerAboutJSON(r *http.Request) (wire.Mentions, error) {
	at, offset, limit, err := place(r)
	if err != nil {
		return wire.Mentions{}, err
	}
	voice, err := s.speakerAsked(r)
	if err != nil {
		return wire.Mentions{}, err
	}
	a, err := s.engine.About(r.Context(), voice, at, offset, limit)
	if err != nil {
		return wire.Mentions{}, err
	}
	out := wire.Mentions{Speaker: wire.NewVoice(voice.Voice), Names: a.Names, Namesakes: a.Namesakes, Total: a.Total, Offset: offset, Mentions: []wire.Mention{}}
	for i := range a.Mentions {
		out.Mentions = append(out.Mentions, wire.NewMention(&a.Mentions[i]))
	}
	out.Next = cursorText(r, a.Next)
	return out, nil
}

func (s *site) speakerAboutCSV(r *http.Request) (lines[wire.MentionRow], error) {
	voice, err := s.speakerAsked(r)
	return func(add func(wire.MentionRow) error) (string, error) {
		return "", s.engine.EachAbout(r.Context(), voice, func(m hearsay.Mention) error { return add(wire.NewMentionRow(&m)) })
	}, err
}

// unclearPage is the page at "/speakers/unclear".
type unclearPage struct {
	frame
	Quotations, Articles int
	Said                 []utterance
	Before, After        string
}

func (s *site) unclear(r *http.Request) (response, error) {
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	u, err := s.engine.Unclear(r.Context(), search.Mark{}, offset, limit)
	if err != nil {
		return response{}, err
	}
	page := unclearPage{frame: s.frame("No clear speaker", "/speakers"), Quotations: u.Quotations, Articles: u.Articles}
	page.Twin, page.Table = pageAddress("/speakers/unclear.json", url.Values{}, offset, limit), "/speakers/unclear.csv"
	page.Before, page.After = neighbours("/speakers/unclear", url.Values{}, rows{offset, min(limit, max(0, u.Articles-offset)), u.Articles, limit})
	for i := range u.Said {
		page.Said = append(page.Said, newUtterance(&u.Said[i]))
	}
	return response{view: "unclear", page: page}, nil
}

func (s *site) unclearJSON(r *http.Request) (wire.Unclear, error) {
	at, offset, limit, err := place(r)
	if err != nil {
		return wire.Unclear{}, err
	}
	u, err := s.engine.Unclear(r.Context(), at, offset, limit)
	if err != nil {
		return wire.Unclear{}, err
	}
	out := wire.NewUnclear(u.Said, u.Quotations, u.Articles, offset)
	out.Next = cursorText(r, u.Next)
	return out, nil
}

func (s *site) unclearCSV(r *http.Request) (lines[wire.SaidRow], error) {
	return func(add func(wire.SaidRow) error) (string, error) {
		const part = 100
		for at := (search.Mark{}); ; {
			u, err := s.engine.Unclear(r.Context(), at, 0, part)
			if err != nil {
				return "", err
			}
			for i := range u.Said {
				if err := add(wire.NewSaidRow(&u.Said[i])); err != nil {
					return "", err
				}
			}
			if at = u.Next; at.IsZero() {
				return "", nil
			}
		}
	}, nil
}
