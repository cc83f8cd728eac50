// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
)

// Credit lines: what stands below an article, or between its parts, to say whose
// words they are. Each form is about the article as a whole: "Reuters said it would
// close its office" has none of them.

// formula is one way of crediting. Its group is what holds the names.
type formula struct {
	re    *regexp.Regexp
	trust trust
}

const (
	begin   = `(?i)^[(\[*_–—\s-]*`
	finish  = `[)\].*_\s]*$`
	thePart = `(?:this|the) (?:report|story|article|piece|post|column|analysis|essay|op-ed|editorial|interview|dispatch)`
	names   = `([^\n()]{2,90}?)`
	was     = ` (?:was |is |has been |here )?`
	first   = `(?: here)?(?: first)? `
	again   = `(?:republished|reprinted|reproduced|adapted|syndicated|cross-posted|taken)(?: here)?(?: with (?:the )?(?:kind )?permission (?:of|from)| (?:from|courtesy of)) (?:the )?`
	rest    = `(?: (?:under|with|on|as|and (?:is|was|has)|website|in|here)\b.*|[.,;(].*)?$`
)

// wholeForms are credits that are a whole line.
var wholeForms = []formula{
	{regexp.MustCompile(begin + `(?:h/t/?|hat[ -]tip)(?:\s+to)?\s*:?\s*` + names + finish), explicit},
	{regexp.MustCompile(`(?i)^(?:[(\[]via\b:?|via\s*:)\s*` + names + finish), explicit},
	{regexp.MustCompile(begin + `via\s+` + names + finish), sounding},
	{regexp.MustCompile(begin + `(?:sources?|quellen?|fuentes?|fonti?|fontes?|source originale|bron|kilder?|källa|lähde|źródło|zdroj|forrás|izvor|sursa|πηγή|источник|джерело|kaynak|sumber|来源|來源|出典|المصدر|منبع)\s*[:：]\s*` + names + finish), sounding},
	{regexp.MustCompile(begin + `(?:with|some|additional|more)?\s*(?:additional |some )?(?:inputs?|information|material|reporting|files|contributions?)\s+(?:for ` + thePart + ` )?(?:from|by|of|was provided by|provided by|came from)[:\s]\s*` + names + finish), sounding},
	{regexp.MustCompile(begin + `with\s+(?:(?:inputs?|files) (?:from|by)\s+)?` + names + `(?:\s+inputs?)?` + finish), known},
	{regexp.MustCompile(begin + `(?:compiled |adapted |based )?(?:from|on)\s+` + names + finish), known},
	{regexp.MustCompile(begin + `(?:\p{L}{2,4}\s+)?(?:mit|unter verwendung von)\s+(?:(?:material|informationen|inhalten|agenturmaterial|text)\s+(?:von|der|des)\s+)?` + names + finish), known},
	{regexp.MustCompile(begin + `avec\s+(?:l['’])?` + names + finish), known},
	{regexp.MustCompile(begin + `(?:con|com)\s+(?:(?:información|informações|informazioni|datos|dados)\s+(?:de la|de|da|do|della|di)\s+)?` + names + finish), known},
	{regexp.MustCompile(begin + `(?:по материалам|за матеріалами|по информации|oprac\.? na podst\.?|na podstawie|met dank aan|met)\s*:?\s+` + names + finish), known},
	{regexp.MustCompile(begin + `(?:distributed|provided|supplied|syndicated)\s+by\s+` + names + finish), sounding},
	{regexp.MustCompile(`^Visit (?:the )?` + names + ` at (?:https?://)?www\.\S+$`), sounding},
	{regexp.MustCompile(begin + `more\s*:\s*` + names + finish), sounding},
	{regexp.MustCompile(begin + `(?:credits?|courtesy)\s*:\s*` + names + finish), known},
}

// partForms are credits that are a sentence, or its beginning.
var partForms = []formula{
	{regexp.MustCompile(`(?i)^` + thePart + was + `(?:originally |first |previously |also )*(?:published|appeared|posted|ran|produced|provided|written)` + first + `(?:on|in|at|by|for|from) (?:the )?` + names + rest), explicit},
	{regexp.MustCompile(`(?i)^(?:` + thePart + was + `)?` + again + names + rest), explicit},
	{regexp.MustCompile(`(?i)^(?:originally|first|previously) (?:published|appeared|posted)` + first + `(?:on|in|at|by|from) (?:the )?` + names + rest), explicit},
	{regexp.MustCompile(`(?i)^(?:this )?(?:article|beitrag|text|artikel) erschien (?:zuerst )?(?:in|auf|bei) (?:der |dem )?` + names + finish), sounding},
	{regexp.MustCompile(`(?i)^(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:[-–]\d{4})?,?)\s*(?:by\s+|the\s+)*([^\n()/|,]{2,60}?)(?:\.|,? all rights.*)?$`), known},
	{regexp.MustCompile(`(?i)^` + thePart + ` (?:includes|contains|incorporates|uses|is based on|draws on) (?:some )?(?:information|material|reporting|reports?) (?:from|by|of) ` + names + `[.]?$`), sounding},
	{regexp.MustCompile(`(?i)^(?:some )?(?:information|material|reporting) (?:for|in) ` + thePart + ` (?:came|was provided|was taken|is|comes) (?:from|by) ` + names + `[.]?$`), sounding},
	{regexp.MustCompile(`(?i)^(?:some )?(?:information|material) from ` + names + ` was used in ` + thePart + `[.]?$`), sounding},
	{regexp.MustCompile(`(?i)^(?:with )?(?:additional )?reporting by ` + names + `[.]?$`), sounding},
	{regexp.MustCompile(`^Information from: ` + names + `,? https?://\S+$`), explicit},
}

// partPatterns are those of partForms.
func partPatterns() []*regexp.Regexp {
	var out []*regexp.Regexp
	for _, form := range partForms {
		out = append(out, form.re)
	}
	return out
}

var (
	contributed = regexp.MustCompile(`^(.{2,200}?) (?:also )?(?:contributed|provided|assisted)(?: additional| some)?(?: reporting| information| material| research)? (?:to|for|with) ` + thePart + `\b`)
	// reutersForm is how Reuters closes its reports, and in 16 of 16 news pages nobody
	// else; a dateline of another agency outweighs it.
	reutersForm = regexp.MustCompile(`\((?:(?:Additional )?(?:[Rr]eporting|[Ww]riting) by [^();]{3,200}; ?)(?:[^();]{3,200}; ?)*(?:[Ee]diting|[Cc]ompiled) by [^();]{3,100}\)?\.?$`)
	// signedBySomebody is the beginning of a text that somebody signed, be it somebody
	// whom nobody knows: then the form at its end is theirs.
	signedBySomebody = regexp.MustCompile(`^[^()\n]{2,80}\([^()\n]{2,40}\) ?[-–—]`)
	endBracket       = regexp.MustCompile(`[.!?…”"’')。]\s*[(（]([^()（）\n]{2,60})[)）]\.?\s*$`)
	endDash          = regexp.MustCompile(`[.!?…”"’')]\s*[-–—]{1,3}\s*([\p{L}][^\n.!?–—-]{1,40}?)\.?$`)
	endSlash         = regexp.MustCompile(`[.!?…”"’')]\s*/([^/\n]{2,40})/\.?$`)
	aloneLine        = regexp.MustCompile(`^(?:[(（]([^()（）\n]{2,60})[)）]|[-–—]{1,3}\s*([^\n.]{2,60})|/([^/\n]{2,40})/|([^\n]{2,40}))\.?$`)
	sentenceEnd      = regexp.MustCompile(`[.!?]["”’')]*\s+`)
	sourceLine       = regexp.MustCompile(`(?i)^[(\[]?(?:sources?|quelle|via|h/t/?|hat tip|credit|fuente|fonte|source originale|источник|źródło|kaynak)(?:\s+to)?\s*[:：]\s*([^\n]{2,80}?)[)\].]*$`)
)

// maxSigned is how far a dateline reaches, in bytes.
const maxSigned = 160

// maxCreditLine is how long a paragraph may be, in bytes, to be read for a credit
// that is one of its sentences.
const maxCreditLine = 700

// line reads a paragraph, or a line of what was removed, for credits about the
// article. Last says that nothing but credits may follow it.
func (f *creditFinder) line(text string, last bool, at hearsay.Place) {
	if len(text) > maxCreditLine {
		text, at.Span.Start = lastSentence(text, at.Span.Start)
	}
	if len(text) <= maxFurniture && !strings.HasSuffix(text, ":") {
		for _, form := range wholeForms {
			if m := form.re.FindStringSubmatch(text); m != nil && f.addAll(hearsay.CreditLine, sources(m[1], form.trust), at) {
				return
			}
		}
	}
	if strings.HasSuffix(text, ":") {
		return // it introduces what follows
	}
	start := 0
	for _, cut := range append(sentenceEnd.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		s := strings.TrimSpace(text[start:cut[1]])
		f.sentence(s, hearsay.Place{Part: at.Part, Index: at.Index, Span: hearsay.Span{Start: at.Span.Start + start, End: at.Span.Start + start + len(s)}})
		start = cut[1]
	}
	if last && !f.signed && reutersForm.MatchString(text) && !signedBySomebody.MatchString(f.a.Text[:min(len(f.a.Text), maxSigned)]) {
		f.addAll(hearsay.CreditLine, sources("Reuters", known), at)
	}
}

// lastSentence cuts a long paragraph to what stands behind its last sentence end.
func lastSentence(text string, at int) (string, int) {
	tail := len(text) - maxFurniture
	if i := strings.IndexAny(text[tail:], " "); i >= 0 {
		tail += i + 1
	}
	for tail < len(text) && !utf8.RuneStart(text[tail]) {
		tail++
	}
	if ends := sentenceEnd.FindAllStringIndex(text[tail:], -1); len(ends) > 0 {
		tail += ends[0][1]
	}
	return text[tail:], at + tail
}

// sentence reads one sentence that is about the article.
func (f *creditFinder) sentence(s string, at hearsay.Place) {
	for _, form := range partForms {
		if m := form.re.FindStringSubmatch(s); m != nil {
			f.addAll(hearsay.CreditLine, sources(m[1], form.trust), at)
			return
		}
	}
	if !strings.Contains(s, "contributed") && !strings.Contains(s, "provided") && !strings.Contains(s, "assisted") {
		return // the pattern begins anywhere, which costs
	}
	if m := contributed.FindStringSubmatch(s); m != nil {
		f.contributors(m[1], at)
	}
}

// contributors reads who "contributed to this report": services by their names
// wherever they stand among the reporters', or one name that sounds like a medium.
func (f *creditFinder) contributors(who string, at hearsay.Place) {
	found := false
	words := strings.FieldsFunc(who, func(r rune) bool { return r == ' ' || r == ',' })
	for i := 0; i < len(words); i++ {
		for n := min(lexicon.LongestService, len(words)-i); n > 0; n-- {
			s, ok := namedSource(strings.Join(words[i:i+n], " "))
			if ok && !isSurname(words, i, n) {
				f.addAll(hearsay.CreditLine, s, at)
				found = true
				i += n - 1
				break
			}
		}
	}
	if !found {
		f.addAll(hearsay.CreditLine, sources(strings.TrimPrefix(who, "The "), sounding), at)
	}
}

// isSurname reports a single word behind a first name: "Michael Bloomberg".
func isSurname(words []string, i, n int) bool {
	if n > 1 || i == 0 || isAcronym(words[i]) {
		return false
	}
	_, given := lexicon.FirstName(lexicon.Key(words[i-1]))
	return given
}

// closing reads what stands at the very end of an article: "(AP)", "– Reuters",
// "/TASS/", or a sign as a line by itself.
func (f *creditFinder) closing(text string, at hearsay.Place) {
	if m := aloneLine.FindStringSubmatch(text); m != nil && !strings.HasSuffix(text, ":") {
		for g, printed := range m[1:] {
			t := bracketTrust(printed)
			if g > 1 {
				t = known
			}
			if printed != "" {
				f.addAll(hearsay.CreditLine, sources(printed, t), at)
			}
		}
		return
	}
	for _, re := range []*regexp.Regexp{endBracket, endDash, endSlash} {
		if m := re.FindStringSubmatchIndex(text); m != nil {
			span := hearsay.Span{Start: at.Span.Start + m[2] - 1, End: min(at.Span.Start+m[3]+1, at.Span.Start+len(text))}
			printed, t := text[m[2]:m[3]], known
			if re == endBracket {
				t = bracketTrust(printed)
			}
			f.addAll(hearsay.CreditLine, sources(printed, t), hearsay.Place{Part: at.Part, Index: at.Index, Span: span})
			return
		}
	}
}

// bracketTrust is what a bracket at the end promises: three capitals or more are an
// agency that nobody knows; two are the initials of a reporter, and a name is a
// reporter's unless it sounds like a medium.
func bracketTrust(printed string) trust {
	if isAcronym(printed) && len(printed) > 2 && !callSign.MatchString(printed) {
		return explicit
	}
	return sounding
}
