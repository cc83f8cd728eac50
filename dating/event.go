// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating

import (
	"iter"
	"regexp"
	"strings"

	"hearsay"
)

// An event that an article tells of as past, with its day, is not later than the
// article. Announcements of coming events are the rule with dates, so a day counts
// only where an English sentence has a verb of a thing done beside it and no word
// of the future anywhere. Other languages are not looked at.

const (
	weekdayPart = `(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?`
	monthPart   = `(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)`
)

var (
	eventDay = regexp.MustCompile(`^[Oo]n ` + weekdayPart + `(?:the )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?` + monthPart + `\.?,? ((?:19|20)\d\d)\b` +
		`|^[Oo]n ` + weekdayPart + monthPart + `\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b`)
	doneWords = setOf("said told announced reported confirmed died killed arrested happened occurred met signed published released resigned " +
		"won lost voted opened closed crashed collapsed exploded attacked fired visited launched began started ended arrived landed left struck " +
		"shot wrote tweeted posted filed charged sentenced convicted appeared spoke addressed unveiled issued approved passed rejected adopted " +
		"declared stated warned acquired bought sold received awarded elected appointed born married discovered recorded detained raided seized " +
		"destroyed damaged erupted testified agreed admitted denied apologised apologized")
	notYet = regexp.MustCompile(`(?i)\b(?:will|would|shall|should|may|might|could|can|must|plan\w*|schedul\w*|expect\w*|due|set|until|till|by|before|effective|` +
		`deadline|expir\w*|upcoming|next|forthcoming|propos\w*|if|unless|going|to be|is to|are to|was to|were to|tentativ\w*|postpon\w*|delay\w*|target\w*|` +
		`maturing|matures?|ends?|begins?|starts?|opens?|releases|arrives|airs|returns|imagine\w*|fiction\w*|novel|predict\w*|forecast\w*)\b|n't\b|’ll\b|'ll\b|’d\b|'d\b`)
)

// maxEvents is how many events of one article are told: one says it all.
const maxEvents = 3

// events finds events that are later than anything the page says of itself: a page
// that was changed later may tell of what came between.
func (f *findings) events() {
	limit := f.chosen.Latest
	for _, d := range f.a.Dates {
		if roleOf(d.Basis) == changed && d.Latest.After(limit) {
			limit = d.Latest
		}
	}
	text, found := f.a.Text, 0
	for at := range eventDays(text) {
		d, ok := Read(strings.TrimSpace(at.In(text)[len("on "):]), Habits{Zone: World})
		if !ok || !d.Earliest.After(limit.Add(slack)) || !toldAsPast(text, at) {
			continue
		}
		f.add(hearsay.EarlierThanFact, hearsay.Place{Span: at}, "The text tells of something done “%s”, %s later than the date of the page, %s.",
			at.In(text), apart(d.Earliest.Sub(f.chosen.Latest)), claimed(f.chosen))
		if found++; found == maxEvents {
			return
		}
	}
}

// longestDay is more bytes than a day has that is read.
const longestDay = 48

// eventDays are the days that stand after "on". The expression is tried only there: to
// look for it through the whole text takes ten times as long.
func eventDays(text string) iter.Seq[hearsay.Span] {
	return func(yield func(hearsay.Span) bool) {
		for from := 0; ; {
			i := strings.Index(text[from:], "n ")
			if i < 0 {
				return
			}
			at := from + i - 1
			from += i + len("n ")
			if at < 0 || text[at]|0x20 != 'o' || at > 0 && isWordByte(text[at-1]) {
				continue
			}
			n := len(eventDay.FindString(text[at:min(len(text), at+longestDay)]))
			if n > 0 && !yield(hearsay.Span{Start: at, End: at + n}) {
				return
			}
		}
	}
}

// isWordByte is what \w is in an expression.
func isWordByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// reach is how many words from a date the verb may stand.
const reach = 8

// toldAsPast reports whether the sentence around a date tells of a thing done then.
func toldAsPast(text string, at hearsay.Span) bool {
	s := sentenceAround(text, at)
	if notYet.MatchString(s.In(text)) {
		return false
	}
	before := strings.Fields(strings.ToLower(text[s.Start:at.Start]))
	for i := len(before) - 1; i >= max(0, len(before)-reach); i-- {
		if doneWords[strings.Trim(before[i], `.,;:"'“”‘’()`)] {
			return true
		}
	}
	if len(before) > 3 {
		return false
	}
	after := strings.Fields(strings.ToLower(text[at.End:s.End]))
	for _, w := range after[:min(len(after), 2*reach)] {
		if doneWords[strings.Trim(w, `.,;:"'“”‘’()`)] {
			return true
		}
	}
	return false
}

// sentenceReach bounds how far the ends of a sentence are looked for, in bytes.
const sentenceReach = 400

// sentenceAround cuts at the marks that end sentences. An abbreviation cuts it
// short, which can only hide a finding or a word of the future; the latter is why
// the cut before the date must not be within a clause.
func sentenceAround(text string, at hearsay.Span) hearsay.Span {
	s := hearsay.Span{Start: max(0, at.Start-sentenceReach), End: min(len(text), at.End+sentenceReach)}
	for i := at.Start - 1; i > s.Start; i-- {
		if text[i] == '\n' || strings.IndexByte(".!?", text[i-1]) >= 0 && text[i] == ' ' && i+1 < len(text) && text[i+1] >= 'A' && text[i+1] <= 'Z' {
			s.Start = i
			break
		}
	}
	for i := at.End; i+1 < s.End; i++ {
		if text[i] == '\n' || strings.IndexByte(".!?", text[i]) >= 0 && (text[i+1] == ' ' || text[i+1] == '\n') {
			s.End = i
			break
		}
	}
	return s
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
