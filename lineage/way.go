// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"regexp"
	"slices"
	"strings"

	"hearsay"
	"hearsay/prose"
)

// way says how an article names an outlet: a set of ways.
type way uint16

const (
	byLine     way = 1 << iota // a line or brackets for itself: "(AP)", "Source: RT"
	byDateline                 // "MOSCOW (Reuters) –"
	byByline                   // "By Ann Lee, Associated Press"
	byLink                     // a link leads to it
	byLead                     // the first sentence: "RT reports that", "According to RT"
	bySaying                   // the first sentence: "RT said that": who speaks, it may be
	bySpeech                   // as who was told: "told MK"
	byReport                   // further down: "RT reported", "according to RT"
	byMention                  // anywhere else
)

var wayNames = []struct {
	way  way
	name string
}{
	{byLine, "in a line"}, {byDateline, "in the dateline"}, {byByline, "in the byline"}, {byLink, "by a link"},
	{byLead, "in the first sentence"}, {bySaying, "as who says it"}, {bySpeech, "as whom somebody told"}, {byReport, "further down"}, {byMention, "in passing"},
}

// Verbs that say that a name in front of them is where it is known from, those that
// may say no more than that it spoke, and words for what it may have put out in writing.
var (
	relayVerbs  = wordSet("reports", "reported", "reporting", "writes", "wrote", "revealed", "reveals", "broadcast")
	paperWords  = wordSet("statement", "release", "communique", "bulletin", "notice", "appeal", "announcement", "post", "website", "report", "document")
	speechVerbs = wordSet("said", "says", "announced", "announces", "confirmed", "stated", "states", "told")
)

// wayOf is how a credit names its outlet.
func wayOf(r *reading, c *hearsay.Credit) way {
	switch c.Kind {
	case hearsay.CreditLine:
		return byLine
	case hearsay.InDatelines:
		return byDateline
	case hearsay.InBylines:
		return byByline
	case hearsay.ReadMore, hearsay.Syndication:
		return byLink
	}
	if c.Evidence.Part != hearsay.InText {
		return byMention
	}
	at := r.wordAt(c.Evidence.Span.Start)
	if at >= len(r.words) {
		return byMention
	}
	return r.wayAt(int32(at), int32(prose.Count(c.Evidence.In(r.Article))))
}

// shortLine is how many words a line has that is there for a credit alone.
const shortLine = 9

// wayAt is how a name of n words names its outlet, by where it stands.
func (r *reading) wayAt(at, n int32) way {
	k := r.sentenceOf(at)
	if k < 0 {
		return byMention
	}
	s := r.sentences[k]
	paragraph := r.paragraph[at]
	switch {
	case r.quoted[at]:
		return byMention
	case r.toldTo(at) && (slices.Contains(r.quoted[s.from:s.to], true) || r.isVia(at)):
		return bySpeech
	case r.sizes[paragraph] <= shortLine && paragraph > 0:
		return byLine
	}
	w := r.givenTo(at, n)
	switch {
	case w == byMention && r.isVia(at): // "as quoted by MK"
		return byReport
	case w == bySaying && r.has(s, paperWords): // "the university said in a news release"
		if k == 0 {
			return byLead
		}
		return byReport
	case k == 0:
		return w
	case w == byLead:
		return byReport
	}
	return byMention
}

// has reports whether one of some words stands in a sentence, outside of speech.
func (r *reading) has(x sentence, words map[uint64]bool) bool {
	for i := x.from; i < x.to; i++ {
		if !r.quoted[i] && words[r.words[i].Hash] {
			return true
		}
	}
	return false
}

// isVia reports whether a quotation came through what is named at a word.
func (r *reading) isVia(at int32) bool {
	for i := range r.Quotations {
		q := &r.Quotations[i]
		for _, v := range q.Via {
			if q.Part == hearsay.InText && v.Evidence.Overlap(r.words[at].Span) > 0 {
				return true
			}
		}
	}
	return false
}

// givenTo is how a sentence gives what it says to the n words at a place.
func (r *reading) givenTo(at, n int32) way {
	word := func(k int32) string {
		if k < 0 {
			return ""
		}
		return strings.ToLower(r.words[k].Span.In(r.Article.Text))
	}
	back := at - 1
	if word(back) == "the" {
		back--
	}
	if word(back) == "to" && word(back-1) == "according" {
		return byLead
	}
	for k := at + n; k < min(at+n+2, int32(len(r.words))) && word(back) != "of"; k++ {
		switch {
		case relayVerbs[r.words[k].Hash]:
			return byLead
		case speechVerbs[r.words[k].Hash]:
			return bySaying
		}
	}
	return byMention
}

// toldTo reports whether somebody told, said or spoke to what is named at a word.
func (r *reading) toldTo(at int32) bool {
	for k := at - 1; k >= max(0, at-3); k-- {
		switch strings.ToLower(r.words[k].Span.In(r.Article.Text)) {
		case "to":
			return k == 0 || strings.ToLower(r.words[k-1].Span.In(r.Article.Text)) != "according"
		case "told", "tells", "telling", "with":
			return true
		case "the", "newspaper", "magazine", "agency", "broadcaster", "daily":
			continue
		}
		return false
	}
	return false
}

// accordingTo reads a source of several words, all in capitals but for the smallest,
// that the first sentence of an article opens with.
var accordingTo = regexp.MustCompile(`^(?:[^\n]{0,60}[—–-] )?According to (?:the )?((?:\p{Lu}[\p{L}\p{N}.&'’-]*)(?: (?:of|and|for|\p{Lu}[\p{L}\p{N}.&'’-]*))+),`)

// leads are the organizations that the first sentence of an article is given to, at
// its start: "According to RT, …".
func (r *reading) leads() []hearsay.Credit {
	if len(r.sentences) == 0 {
		return nil
	}
	text := r.Article.Text
	first := r.sentences[0]
	start, end := r.words[first.from].Span.Start, r.words[first.to-1].Span.End
	var out []hearsay.Credit
	if m := accordingTo.FindStringSubmatchIndex(text[start:end]); m != nil {
		out = append(out, hearsay.Credit{
			Kind: hearsay.Attribution, To: hearsay.Agent{Name: text[start+m[2] : start+m[3]], Kind: hearsay.Organization},
			Evidence: hearsay.Place{Span: hearsay.Span{Start: start + m[2], End: start + m[3]}},
		})
	}
	for i := range r.Quotations {
		q := &r.Quotations[i]
		if q.Part != hearsay.InText || q.Source.IsZero() || q.Source.Start < start || q.Source.End > end {
			continue
		}
		head := text[start:q.Source.Start]
		for _, dash := range []string{"—", "–", " - "} {
			if i := strings.LastIndex(head, dash); i >= 0 {
				head = head[i+len(dash):]
			}
		}
		at, size := int32(r.wordAt(q.Source.Start)), int32(prose.Count(q.Source.In(text)))
		if prose.Count(head) > 2 || r.givenTo(at, size) != byLead {
			continue
		}
		to := q.Speaker.Agent
		if to.Name == "" {
			to = hearsay.Agent{Name: q.Source.In(text), Kind: hearsay.Organization}
		}
		if to.Kind == hearsay.Person || to.Kind == hearsay.Anonymous || !capital(to.Name) {
			continue
		}
		out = append(out, hearsay.Credit{Kind: hearsay.Attribution, To: to, Evidence: hearsay.Place{Span: q.Source}})
	}
	return out
}
