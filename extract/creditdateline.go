// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/dating"
	"hearsay/lexicon"
)

// Datelines: the words before the lead that say where and when it was written, and
// often for whom. Agencies of the world set them in many ways:
//
//	MOSCOW, March 14 (Interfax) –     Москва. 14 марта. INTERFAX.RU –
//	New York (AFP) –                  МОСКВА, 14 мар – РИА Новости.
//	Madrid, 14 mar (EFE).-            (ANSA) - ROMA, 14 MAR -
//	MOSCOW, March 14. /TASS/.         NEW YORK, Jan. 5, 2016 /PRNewswire/ --
//	NEW DELHI, Mar 14 (PTI) The …     【新华社北京3月14日电】  東京（共同）

var (
	plainPlace = regexp.MustCompile(`^(\p{Lu}[\p{Lu}.'’ /-]{2,40}),?\s*((?:\d{1,2}\.?\s+\p{L}{3,12}|\p{L}{3,12}\.?\s+\d{1,2})(?:,?\s+\d{4})?)?\s*(?:[-–—]{1,2}|\.(?:\s*/([^/\n]{2,40})/\.?)?)\s+`)
	signMark   = regexp.MustCompile(`[(（]([^()（）\n]{2,60})[)）]|/([\p{L}\d][^/\n]{1,40})/|(?:[-–—=]|\.\s)\s*([\p{L}][^-–—=:.,\n]{1,30}?(?:\.RU)?)(\s*[-–—:]|\.\s)`)
	afterSign  = regexp.MustCompile(`^\s*(?:\.?\s*[-–—:]{1,2}|\.)`)
	leadMark   = regexp.MustCompile(`^\s*[【\[（(〔《]([^】\]）)〕》\n]{2,40})[】\]）)〕》]`)
	wireLead   = regexp.MustCompile(`^[【\[（(]?([^\d\n（）()【，。、]{2,16})\d{1,2}月\d{1,2}日[电電]`)
	callSign   = regexp.MustCompile(`^[KW][A-Z]{2,3}(?:-TV)?$`)
	hanDivider = regexp.MustCompile(`[=＝ ・/／、]|\d{1,2}月\d{1,2}日`)
)

// headReach is how far into a block, in bytes, a dateline's sign may stand.
const headReach = 110

// headBlocks is how many of the first blocks may begin with a dateline: a headline
// or a standfirst may stand before it.
const headBlocks = 4

// dateline finds the dateline of the article and the credit in it. It returns where
// the lead begins, as far as that is known.
func (f *creditFinder) dateline() int {
	for _, b := range f.a.Blocks[:min(headBlocks, len(f.a.Blocks))] {
		text := b.Span.In(f.a.Text)
		d := readDateline(text, f.a.Outlet.Name)
		if d == nil {
			d = readEastern(text)
		}
		if d == nil {
			continue
		}
		f.signed = f.signed || len(d.names) > 0
		if b.Span.Start == 0 || len(d.names) > 0 {
			f.a.Dateline = strings.TrimRight(text[:d.end], " \n-–—:")
		}
		f.addAll(hearsay.InDatelines, d.names, hearsay.Place{Span: hearsay.Span{Start: b.Span.Start, End: b.Span.Start + d.signed}})
		return b.Span.Start + d.end
	}
	if len(f.a.Blocks) == 0 {
		return 0
	}
	text := f.a.Blocks[0].Span.In(f.a.Text)
	m := plainPlace.FindStringIndex(text)
	if m == nil {
		return 0
	}
	f.a.Dateline = strings.TrimRight(text[:m[1]], " \n-–—:")
	return m[1]
}

// leadForms are the first words of a lead that say where all of it is from.
var leadForms = regexp.MustCompile(`^\s*(?:(?:[Aa]ccording to|[Aa]s|[Aa]ccording to a report (?:by|in|from)) ([^\n,.;:“”"]{2,60}?)(?: reports| reported| writes| wrote)?,|([^\n,.;:“”"]{2,60}?) (?:reports|reported|writes|wrote|is reporting|was reporting)(?: (?:on )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday))? that\b)`)

// lead reads "According to Norvane Wire, …" and "As Norvane Wire reports, …" at the
// start of the lead, once or one in the other. Elsewhere a statement that cites a
// medium is package quote's to read.
func (f *creditFinder) lead(start int) {
	for range maxNested {
		text := f.a.Text[start:min(start+200, len(f.a.Text))]
		m := leadForms.FindStringSubmatchIndex(text)
		if m == nil {
			return
		}
		g := 2
		if m[g] < 0 {
			g = 4
		}
		name := strings.TrimSpace(text[m[g]:m[g+1]])
		if to := sources(upperFirst(name), sounding); to != nil && (to[0].agent.Kind == hearsay.Outlet) {
			f.addAll(hearsay.Attribution, to, hearsay.Place{Span: hearsay.Span{Start: start + m[g], End: start + m[g+1]}})
		}
		start += m[1]
	}
}

// maxNested is how many media may cite each other at the start of a lead.
const maxNested = 3

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// signedDateline is a dateline with a sign: names are read from text[:signed], and
// the lead begins at end.
type signedDateline struct {
	names       []source
	signed, end int
}

// isShortFor reports the sign with which an outlet signs its own datelines: its
// initials, or letters of its name in their order, "FNX" of Finexa, unless another
// service is known to sign like that.
func isShortFor(sign, own string) bool {
	if !isAcronym(sign) || len(sign) < 3 {
		return false
	}
	if capitalsOf(own) == sign {
		return true
	}
	if _, service := lexicon.NewsService(sign); service {
		return false
	}
	left := sign
	for i, r := range strings.ToUpper(strings.TrimPrefix(own, "The ")) {
		if strings.HasPrefix(left, string(r)) {
			left = left[len(string(r)):]
		} else if i == 0 {
			return false
		}
	}
	return left == ""
}

// readDateline reads a dateline in letters that have capitals, of an outlet.
func readDateline(text, own string) *signedDateline {
	head := text[:min(headReach, len(text))]
	for _, m := range signMark.FindAllStringSubmatchIndex(head, 3) {
		place := strings.TrimRight(head[:m[0]], " ,.-–—")
		if !isPlaceAndDate(place) {
			return nil
		}
		g := 2
		for m[g] < 0 {
			g += 2
		}
		closed := m[1]
		if g == 6 {
			closed = m[7] // the mark behind is read again
		}
		names := signedBy(head[m[g]:m[g+1]], place, text[closed:], g == 2)
		if printed := head[m[g]:m[g+1]]; g == 2 && (names == nil && sameOutlet(printed, own) || isShortFor(printed, own)) {
			names = []source{{agent: hearsay.Agent{Name: own, Kind: hearsay.Outlet}}} // which is then no credit
		}
		if names != nil {
			end := closed
			if loc := afterSign.FindStringIndex(text[closed:]); loc != nil {
				end += loc[1]
			}
			return &signedDateline{names, closed, end}
		}
	}
	return nil
}

// signedBy reads who signs a dateline. A name that nobody knows must sound like a
// medium, and be in a bracket behind a place in capitals and before a dash.
func signedBy(sign, place, behind string, bracket bool) []source {
	sign, _, _ = strings.Cut(sign, " - ") // "(Marketwired - Mar 14, 2016)"
	marked := afterSign.MatchString(behind)
	first := firstWord(place)
	loud := utf8.RuneCountInString(first) > 2 && strings.ToUpper(first) == first
	dated := loud || strings.ContainsAny(place, "0123456789")
	switch {
	case !dated && (!marked || !bracket):
		return nil
	case !marked || !loud || !bracket:
		return sources(sign, known)
	case callSign.MatchString(sign):
		return nil // an American station, nearly always the page's own
	case isAcronym(sign) && utf8.RuneCountInString(first) > 3:
		return sources(sign, explicit)
	}
	return sources(sign, sounding)
}

func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return strings.TrimRight(first, ",.")
}

// isPlaceAndDate reports words of which a dateline before its sign is made: names,
// numbers, and small words between them. Nothing at all is one, too.
func isPlaceAndDate(s string) bool {
	if strings.Contains(s, " - ") || strings.Contains(s, " – ") || strings.Contains(s, " — ") || strings.Contains(s, "--") {
		return false // behind the dash is the lead
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("/,[]–—", r) })
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && dating.Month(w) == 0 && !slices.Contains(placeParticles, strings.Trim(w, ".")) {
			return false
		}
	}
	return len(words) <= 9
}

var placeParticles = []string{"de", "of", "and", "la", "del", "do", "da", "am", "an", "der", "den", "im", "le", "les", "sur", "y", "el", "upon", "on", "г", "км", "di", "a", "p", "m", "pm", "et", "und"}

// readEastern reads what stands in brackets before the lead, or a lead's formula,
// in scripts without capitals.
func readEastern(text string) *signedDateline {
	if m := wireLead.FindStringSubmatchIndex(text); m != nil {
		for n := m[3]; n > m[2]; _, n = lastRune(text[:n]) {
			if e, ok := lexicon.NewsService(text[m[2]:n]); ok {
				return &signedDateline{sourceOf(e), m[1], m[1]}
			}
		}
	}
	m := leadMark.FindStringSubmatchIndex(text)
	if m == nil {
		return nil
	}
	if names := sources(text[m[2]:m[3]], known); names != nil && afterSign.MatchString(text[m[1]:]) {
		return &signedDateline{names, m[1], m[1]}
	}
	for _, part := range hanDivider.Split(text[m[2]:m[3]], -1) {
		if e, ok := lexicon.NewsService(strings.TrimSpace(part)); ok && !isLatin(part) {
			return &signedDateline{sourceOf(e), m[1], m[1]}
		}
	}
	return nil
}

// lastRune returns the size of the last letter of s and the length without it.
func lastRune(s string) (size, rest int) {
	_, size = utf8.DecodeLastRuneInString(s)
	return size, len(s) - size
}

func isLatin(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Latin, r) {
			return true
		}
	}
	return false
}
