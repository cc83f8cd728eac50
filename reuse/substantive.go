// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"regexp"
	"strings"
	"unicode"

	"hearsay"
	"hearsay/prose"
)

// Substantive returns how the text of version b of a page differs from version a, as
// [Diff] does, without what changes while the article stays the same: white space,
// punctuation, letter case and hyphens; lines that say when the page was updated;
// counters of comments, shares and readers; advertisements, invitations and links to
// other articles. A number in a sentence is of substance, whatever it counts. Time
// is that of Diff.
func Substantive(a, b *hearsay.Article) []hearsay.Change {
	asideA, asideB := asides(a), asides(b)
	var out []hearsay.Change
	for _, c := range Diff(a.Text, b.Text) {
		if c.Kind == hearsay.Same {
			continue
		}
		left, right := outside(a.Text, c.A, asideA), outside(b.Text, c.B, asideB)
		switch {
		case c.Kind == hearsay.Moved:
			if len(left) > 0 && len(right) > 0 {
				out = append(out, c)
			}
		case len(left) == 1 && len(right) == 1:
			if letters(left[0].In(a.Text)) != letters(right[0].In(b.Text)) {
				out = append(out, hearsay.Change{Kind: hearsay.Changed, A: left[0], B: right[0], Words: max(prose.Count(left[0].In(a.Text)), prose.Count(right[0].In(b.Text)))})
			}
		default:
			for _, s := range left {
				out = append(out, hearsay.Change{Kind: hearsay.Cut, A: s, Words: prose.Count(s.In(a.Text))})
			}
			for _, s := range right {
				out = append(out, hearsay.Change{Kind: hearsay.Added, B: s, Words: prose.Count(s.In(b.Text))})
			}
		}
	}
	return out
}

// outside are the parts of a span that lie in none of the others, which are in order,
// from the first to the last word of each.
func outside(text string, s hearsay.Span, others []hearsay.Span) []hearsay.Span {
	var out []hearsay.Span
	add := func(from, to int) {
		if words := prose.Words(text[from:max(from, to)]); len(words) > 0 {
			out = append(out, hearsay.Span{Start: from + words[0].Span.Start, End: from + words[len(words)-1].Span.End})
		}
	}
	at := s.Start
	for _, o := range others {
		if o.End <= at || o.Start >= s.End {
			continue
		}
		add(at, o.Start)
		at = min(o.End, s.End)
	}
	add(at, s.End)
	return out
}

// letters are the letters and digits of a text, so that "e-mail" is "email" and
// "1,000" is "1000".
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, prose.Fold(s))
}

// The longest lines, in words, that are taken for what they begin with.
const (
	maxAside  = 14
	maxTeaser = 30
)

var (
	stampLine = regexp.MustCompile(`(?i)^\W*(?:(?:last |first |originally |article )?(?:updated|published|posted|modified|edited|reviewed|revised)\b|update:|` +
		`aktualisiert\b|zuletzt\b|stand:|veröffentlicht\b|mis à jour|publié le|publicado|actualizado|atualizado|aggiornato|pubblicato|` +
		`обновлено|опубликовано)`)
	agoLine     = regexp.MustCompile(`(?i)^\W*(?:\d+|an?|one) (?:second|minute|min|hour|hr|day|week|month)s? ago\W*$`)
	counterLine = regexp.MustCompile(`(?i)^\W*[\d.,]+\s?(?:k|m|thousand|million)?\s?(?:comments?|shares?|views?|likes?|reads?|readers?|reactions?|retweets?|votes?|replies|` +
		`min(?:ute)?s? read|kommentare?|aufrufe|commentaires?|partages?|comentarios?|commenti|просмотр\pL*|комментари\pL*)\b?\W*(?:[\d.,]+\s?(?:shares?|views?|likes?|comments?))*\W*$`)
	counterName = regexp.MustCompile(`(?i)^\W*(?:comments?|shares?|views?|likes?|reactions?|kommentare|leser|commentaires|просмотры|комментарии)\W*[\d.,]+\W*[km]?\W*$`)
	teaserLine  = regexp.MustCompile(`(?i)^\W*(?:related(?: (?:stories|articles|topics|news|content|links|coverage))?\b|read (?:more|also|next)\b|also read\b|see also\b|more (?:on|from|stories|news|in)\b|` +
		`recommended\b|most (?:read|popular|viewed)\b|trending\b|don.t miss\b|you (?:may|might) (?:also )?like\b|sign up\b|subscribe\b|advertisements?\b|sponsored\b|promoted\b|` +
		`follow us\b|download our\b|lesen sie (?:auch|mehr)|mehr zum thema|anzeige\b|werbung\b|lire aussi|à lire aussi|lea también|leia também|leggi anche|читайте также|реклама)`)
)

// asides are the parts of an article that change while it stays the same.
func asides(a *hearsay.Article) []hearsay.Span {
	blocks := make([]hearsay.Span, 0, len(a.Blocks))
	for _, b := range a.Blocks {
		blocks = append(blocks, b.Span)
	}
	if len(blocks) == 0 {
		blocks = prose.Paragraphs(a.Text)
	}
	var out []hearsay.Span
	for _, b := range blocks {
		text := b.In(a.Text)
		if isAside(text) || isLink(a, b) {
			out = append(out, b)
			continue
		}
		// A line in a paragraph, or its first or last sentence, may be one, too.
		for _, s := range prose.Sentences(a.Text, prose.AppendTokens(nil, a.Text, b)) {
			if s.Span != b && isAside(s.In(a.Text)) {
				out = append(out, s.Span)
			}
		}
	}
	return out
}

func isAside(line string) bool {
	words := len(strings.Fields(line))
	switch {
	case words > maxTeaser:
		return false
	case teaserLine.MatchString(line):
		// "Related to the mayor, he denied …" is a sentence.
		return words <= maxAside || strings.Contains(line[:min(len(line), 40)], ":")
	case words > maxAside:
		return false
	case stampLine.MatchString(line):
		return strings.ContainsAny(line, "0123456789") || strings.Contains(line, " ago")
	}
	return agoLine.MatchString(line) || counterLine.MatchString(line) || counterName.MatchString(line)
}

// isLink reports whether a block is nothing but a link: one of a list of other
// articles.
func isLink(a *hearsay.Article, b hearsay.Span) bool {
	for _, c := range a.Citations {
		if c.Anchor.Contains(b) {
			return true
		}
	}
	return false
}
