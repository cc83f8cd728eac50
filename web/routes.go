// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"net/http"
	"slices"

	"hearsay/account"
	"hearsay/wire"
)

// routes is every address there is.
func (s *site) routes() []route {
	read := []string{http.MethodGet, http.MethodHead}
	post := append([]string{http.MethodPost}, read...)
	list := slices.Concat(s.libraryRoutes(), s.traceRoutes(), s.evidenceRoutes(), s.unapiRoutes(), s.bookmarkletRoutes(), s.alertRoutes(), s.sourceRoutes())
	if s.opt.Gate != nil {
		list = append(list, s.accountRoutes()...)
	}
	return append(list, []route{
		{"/{$}", read, account.Trace, page{html: s.trace, traces: true}},
		{"/trace", post, account.Trace, page{
			html: s.tracePost, json: gives(s.traceJSON), csv: lists(wire.MatchColumns, s.traceCSV),
			says: "Where a text comes from, or where it went.", asks: traceAsks(), traces: true,
		}},
		{"/articles", read, account.Passages, page{
			html: s.articles, json: gives(s.articlesJSON), csv: lists(wire.ArticleColumns, s.articlesCSV),
			says: "The articles of the library, latest first.", rows: maxRows, goesOn: true,
		}},
		{"/articles/{id}", read, account.Passages, page{
			html: s.article, json: gives(s.articleJSON), id: ofArticle,
			says: "One article with what was read from it, and the versions of its page.",
		}},
		{"/articles/{id}/decide", []string{http.MethodPost}, account.Write, page{html: s.decideDate}},
		{"/articles/{id}/note", []string{http.MethodPost}, account.Write, page{
			html: s.writeNote, json: gives(s.writeNoteJSON), takes: wire.NoteWish{}, id: ofArticle,
			says: "Adds, changes or removes a private note on words of an article.",
		}},
		{"/articles/{id}/dates.svg", read, account.Passages, page{html: s.datesFile}},
		{"/articles/{id}/dates.png", read, account.Passages, page{html: s.datesFile}},
		{"/compare", read, account.Read, page{
			html: s.compare, json: gives(s.compareJSON),
			says: "What two articles have in common and what not.", asks: compareAsks(),
		}},
		{"/search", read, account.Passages, page{
			html: s.search, json: gives(s.searchJSON), csv: lists(wire.ArticleColumns, s.searchCSV),
			says: "The articles that hold some words, best first.", asks: searchAsks(), rows: maxRows, goesOn: true,
		}},
		{"/stories", read, account.Passages, page{
			html: s.stories, json: gives(s.storiesJSON), csv: lists(wire.StoryColumns, s.storiesCSV),
			says: "Articles on one event, as stories.", asks: storyAsks(), rows: maxRows, goesOn: true,
		}},
		{"/stories/{id}", read, account.Passages, page{
			html: s.story, json: gives(s.storyJSON), csv: lists(wire.DerivationColumns, s.storyCSV), id: ofStory,
			says: "One story: its articles, where each is from, and how many origins there are.", asks: storyAsk(),
		}},
		{"/stories/{id}/lineage.svg", read, account.Passages, page{html: s.lineageFile}},
		{"/stories/{id}/lineage.png", read, account.Passages, page{html: s.lineageFile}},
		{"/stories/{id}/copies.svg", read, account.Passages, page{html: s.copiesFile}},
		{"/stories/{id}/copies.png", read, account.Passages, page{html: s.copiesFile}},
		{"/stories/{id}/decide", []string{http.MethodPost}, account.Write, page{html: s.decideStory}},
		{"/quotes", read, account.Passages, page{
			html: s.quotes, json: gives(s.quotesJSON), csv: lists(wire.VariantColumns, s.quotesCSV),
			says: "Who said what, and in which wordings.", asks: quoteAsks(),
		}},
		{"/quotes/{id}", read, account.Passages, page{
			html: s.utterance, json: gives(s.utteranceJSON), id: ofUtterance,
			says: "One utterance in all its wordings, named by an article and the number of the quotation in it.", asks: utteranceAsks(),
		}},
		{"/quotes/{id}/timeline.svg", read, account.Passages, page{html: s.timelineFile}},
		{"/quotes/{id}/claimreview-draft.jsonld", read, account.Passages, page{html: s.claimDraft}},
		{"/quotes/{id}/timeline.png", read, account.Passages, page{html: s.timelineFile}},
		{"/outlets", read, account.Passages, page{
			html: s.outlets, json: gives(s.outletsJSON), csv: lists(wire.StandingColumns, s.outletsCSV),
			says: "The outlets of the library with their articles, by where most of their words are from.", rows: maxRows, goesOn: true,
		}},
		{"/outlets/{id}", read, account.Passages, page{
			html: s.outlet, json: gives(s.outletJSON), id: ofOutlet,
			says: "One outlet: whom it takes from, who takes from it, and what the library has of it.",
		}},
		{"/outlets/{id}/articles.svg", read, account.Passages, page{html: s.outletFile}},
		{"/outlets/{id}/articles.png", read, account.Passages, page{html: s.outletFile}},
		{"/speakers", read, account.Passages, page{
			html: s.speakers, json: gives(s.speakersJSON), csv: lists(wire.VoiceColumns, s.speakersCSV),
			says: "The speakers of the library, those of most articles first.", asks: speakerAsks(), rows: maxRows, goesOn: true,
		}},
		{"/speakers/{id}", read, account.Passages, page{
			html: s.speaker, json: gives(s.speakerJSON), csv: lists(wire.SaidColumns, s.speakerCSV), id: ofSpeaker,
			says: "One speaker: the names in use, why they are taken for one, and what was said.", rows: maxRows, goesOn: true,
		}},
		{"/speakers/{id}/about", read, account.Passages, page{
			html: s.speakerAbout, json: gives(s.speakerAboutJSON), csv: lists(wire.MentionColumns, s.speakerAboutCSV), id: ofSpeaker,
			says: "The articles that name a speaker, the latest first, and what others say of them there.", rows: maxRows, goesOn: true,
		}},
		{"/speakers/{id}/decide", []string{http.MethodPost}, account.Write, page{html: s.decideSpeaker}},
		{"/speakers/unclear", read, account.Passages, page{
			html: s.unclear, json: gives(s.unclearJSON), csv: lists(wire.SaidColumns, s.unclearCSV),
			says: "The quotations of which no speaker is known, by article, the latest first.", rows: maxRows, goesOn: true,
		}},
		{"/api", read, account.Passages, page{html: s.api}},
		{"/api/openapi.json", read, account.None, page{html: s.openAPI}},
		{"/help", read, account.None, page{html: s.help}},
		{"/assets/{name}", read, account.None, page{html: s.asset}},
		{"/favicon.ico", read, account.None, page{html: s.favicon}},
		{"/", post, account.None, page{html: s.nowhere}},
	}...)
}
