// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/family"
	"hearsay/search"
	"hearsay/wire"
)

// quotesPage is the page at "/quotes".
type quotesPage struct {
	frame
	Speaker, Text, Claim string
	Asked                bool
	Namesakes            []hearsay.Voice // whose names fit, when there are several
	Families             []utteranceRow
	Further              string // address of more; "" when these are all
	Latest               int    // articles that they are of, where there are more
	All                  string // address of all such articles; "" for none
	Checks               []factCheck
}

// utteranceRow is one utterance with its wordings.
type utteranceRow struct {
	*hearsay.FamilyView
	Number   int
	Address  string // of its own page; "" when no article gives the words as speech
	Words    string // of the base
	Base     wordingRow
	Others   []wordingRow
	Earliest *hearsay.Brief
}

// wordingRow is one wording of an utterance.
type wordingRow struct {
	Loud, Plain []string // names of the changes: those that can turn the sense, others
	Says        []string
	Strokes     []stroke // against the base
	Speaker     hearsay.Agent
	Mode        hearsay.Mode
	Anchored    bool
	Lang        string
	Articles    []printedAt
	More        int // articles that are not listed
}

// printedAt is an article with the address of the place in it.
type printedAt struct {
	hearsay.Brief
	Address string
}

const (
	maxFamilies = 200
	// familyPage is how many there are when nothing else is asked for: for each the library is
	// searched.
	familyPage = 20
	// maxPrinted is how many articles of a wording are listed.
	maxPrinted = 12
	// maxSideBySide is how long a wording is set beside the base, in bytes.
	maxSideBySide = 4000
)

// quoteQuestion reads what a request asks. Errors: ErrInvalid, ErrTooLarge.
func quoteQuestion(r *http.Request) (url.Values, error) {
	v := url.Values{}
	for _, name := range []string{"speaker", "text", "claim"} {
		given := strings.TrimSpace(r.FormValue(name))
		if len(given) > maxLinked {
			return nil, fmt.Errorf("%s of %d bytes: %w", name, len(given), hearsay.ErrTooLarge)
		}
		if given != "" {
			v.Set(name, given)
		}
	}
	if v.Has("claim") && len(v) > 1 {
		return nil, fmt.Errorf("claim: %w: stands alone", hearsay.ErrInvalid)
	}
	return v, nil
}

// found is the answer to a question about quotes.
type found struct {
	search.Utterances
	voices []hearsay.Voice
	checks []hearsay.Concern // that concern the words of a claim
}

func (s *site) findQuotes(ctx context.Context, asked url.Values, limit int) (f found, err error) {
	if claim := asked.Get("claim"); claim != "" {
		if f.Families, err = s.engine.Claimed(ctx, search.Claim{Words: claim}); err == nil {
			f.checks, err = s.engine.Concerns(ctx, claim)
		}
		return f, err
	}
	want := search.Quoted{Words: asked.Get("text")}
	if name := asked.Get("speaker"); name != "" {
		if f.voices, err = s.meant(ctx, name); err != nil || len(f.voices) == 0 {
			return f, err
		}
		for _, v := range f.voices {
			want.Voices = append(want.Voices, v.ID)
		}
	}
	f.Utterances, err = s.engine.Families(ctx, want, limit)
	return f, err
}

// meant are the speakers of an ID or a name; none where nobody has the name. Error: ErrNotFound
// for an ID of nobody.
func (s *site) meant(ctx context.Context, name string) ([]hearsay.Voice, error) {
	voices, err := s.engine.MeantVoices(ctx, name)
	if id, bad := hearsay.ParseID[hearsay.Voice](name); errors.Is(err, hearsay.ErrNotFound) && (bad != nil || id.IsZero()) {
		return nil, nil
	}
	return voices, err
}

// familyLimit is how many utterances a request asks for. Error: ErrInvalid.
func familyLimit(r *http.Request) (int, error) {
	limit, err := count(r, "limit", familyPage)
	return max(1, min(limit, maxFamilies)), err
}

func (s *site) quotes(r *http.Request) (response, error) {
	asked, err := quoteQuestion(r)
	if err != nil {
		return response{}, err
	}
	limit, err := familyLimit(r)
	if err != nil {
		return response{}, err
	}
	page := quotesPage{frame: s.frame("Quotes", "/quotes"), Speaker: asked.Get("speaker"), Text: asked.Get("text"), Claim: asked.Get("claim"), Asked: len(asked) > 0}
	if !page.Asked {
		return response{view: "quotes", page: page}, nil
	}
	f, err := s.findQuotes(r.Context(), asked, limit)
	if err != nil {
		return response{}, err
	}
	page.Table = pageAddress("/quotes.csv", asked, 0, pageSize)
	if limit != familyPage {
		asked.Set("limit", strconv.Itoa(limit))
	}
	page.Twin = pageAddress("/quotes.json", asked, 0, pageSize)
	if len(f.voices) > 1 {
		page.Namesakes = f.voices
	} else if len(f.voices) == 1 {
		page.Speaker = f.voices[0].Agent.Name
	}
	page.Checks = newFactChecks(f.checks, nil)
	for i := range f.Families {
		page.Families = append(page.Families, newUtteranceRow(&f.Families[i], i+1))
	}
	if page.Latest = f.Latest; page.Latest > 0 && len(f.voices) == 1 {
		page.All = "/speakers/" + f.voices[0].ID.String()
	} else if page.Latest > 0 && len(f.voices) == 0 {
		page.All = searchAddress("in:quotation " + page.Text)
	}
	if next := min(2*limit, maxFamilies); f.More && next > limit {
		asked.Set("limit", strconv.Itoa(next))
		page.Further = "/quotes?" + asked.Encode()
	}
	return response{view: "quotes", page: page}, nil
}

// quoteAsks are the parameters of a question about quotations.
func quoteAsks() []param {
	return []param{
		{name: "speaker", kind: aText, most: maxLinked, says: "a name, or the id of a speaker"},
		{name: "text", kind: aText, most: maxLinked, says: "words of the quotation", example: "ferry"},
		{name: "claim", kind: aText, most: maxLinked, says: "a wording to be looked for; it stands alone"},
		{name: "limit", kind: aCount, most: maxFamilies, says: "how many utterances to give; 20 when not said"},
	}
}

func (s *site) quotesJSON(r *http.Request) (wire.Quotes, error) {
	asked, err := quoteQuestion(r)
	if err != nil {
		return wire.Quotes{}, err
	}
	if len(asked) == 0 {
		return wire.Quotes{}, fmt.Errorf("quotes: %w: give speaker, text or claim", hearsay.ErrInvalid)
	}
	limit, err := familyLimit(r)
	if err != nil {
		return wire.Quotes{}, err
	}
	f, err := s.findQuotes(r.Context(), asked, limit)
	if err != nil {
		return wire.Quotes{}, err
	}
	out := wire.NewQuotes(f.voices, f.Families, nil, f.More)
	out.Latest, out.FactChecks = f.Latest, wire.NewFactChecks(f.checks, nil)
	return out, nil
}

func newUtteranceRow(v *hearsay.FamilyView, number int) utteranceRow {
	base := &v.Variants[v.Base]
	u := utteranceRow{FamilyView: v, Number: number, Address: utteranceAddress(v), Words: base.Exact}
	for n, w := range v.Wordings() {
		row := newWordingRow(v, w)
		if n == 0 {
			u.Base = row
			continue
		}
		u.Others = append(u.Others, row)
	}
	if v.Family.Earliest >= 0 && len(v.Articles) > 1 {
		b := v.Brief(v.Variants[v.Family.Earliest].Article)
		u.Earliest = &b
	}
	return u
}

func newWordingRow(v *hearsay.FamilyView, w []int) wordingRow {
	r := &v.Variants[w[0]]
	row := wordingRow{Says: r.Says, Speaker: r.Speaker, Mode: r.Mode, Anchored: r.Anchored, Lang: v.Brief(r.Article).Language}
	for _, c := range r.Changes {
		name := strings.ReplaceAll(string(c), "-", " ")
		if c == hearsay.Reattributed {
			name = string(c)
		}
		if family.Risky(c) {
			row.Loud = append(row.Loud, name)
		} else {
			row.Plain = append(row.Plain, name)
		}
	}
	row.Strokes = strokes(&v.Variants[v.Base], r)
	places := map[hearsay.ArticleID]int{}
	for _, i := range w {
		if _, ok := places[v.Variants[i].Article]; !ok {
			places[v.Variants[i].Article] = v.Variants[i].Quotation
		}
	}
	briefs := v.BriefsOf(w)
	for _, b := range briefs[:min(len(briefs), maxPrinted)] {
		p := printedAt{b, "/articles/" + b.ID.String()}
		if q := places[b.ID]; q > 0 {
			p.Address += fmt.Sprintf("?profile=all#q%d", q)
		}
		row.Articles = append(row.Articles, p)
	}
	row.More = len(briefs) - len(row.Articles)
	return row
}

// strokes are the words of a variant with what the base has for them.
func strokes(base, variant *hearsay.Rendering) []stroke {
	a, b := base.Exact, variant.Exact
	if base == variant || variant.Anchored || len(a)+len(b) > maxSideBySide {
		return []stroke{{Text: b, Kind: hearsay.Same}}
	}
	d := family.Changes(family.Wording{Text: a, Mode: base.Mode}, family.Wording{Text: b, Mode: variant.Mode})
	var out []stroke
	add := func(kind hearsay.ChangeKind, text string) {
		switch n := len(out); {
		case text == "":
		case n > 0 && out[n-1].Kind == kind:
			if kind != hearsay.Same && glued(out[n-1].Text, text) {
				text = " " + text
			}
			out[n-1].Text += text
		default:
			if n > 0 && glued(out[n-1].Text, text) {
				out = append(out, stroke{Text: " ", Kind: hearsay.Same})
			}
			out = append(out, stroke{Text: text, Kind: kind})
		}
	}
	at := 0
	for _, s := range d.Steps {
		add(hearsay.Same, b[at:max(at, s.Variant.Start)])
		switch {
		case s.Same || s.Kind == "":
			add(hearsay.Same, s.Variant.In(b))
		default:
			add(hearsay.Cut, s.Base.In(a))
			add(hearsay.Added, s.Variant.In(b))
		}
		at = max(at, s.Variant.End)
	}
	add(hearsay.Same, b[at:])
	return out
}

// glued reports two pieces of text that would read as one word.
func glued(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return (word(last) || unicode.IsPunct(last)) && word(first)
}

// utteranceAddress is the page of an utterance: it is named by an article that gives
// the words as somebody's, the base where it does.
func utteranceAddress(v *hearsay.FamilyView) string {
	named := func(i int) bool { return v.Variants[i].Quotation > 0 && !v.Variants[i].Article.IsZero() }
	i := v.Base
	for k := 0; k < len(v.Variants) && !named(i); k++ {
		i = k
	}
	if !named(i) {
		return ""
	}
	return fmt.Sprintf("/quotes/%s-%d", v.Variants[i].Article, v.Variants[i].Quotation)
}
