// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hearsay"
)

// This file is the full text in PostgreSQL. SQLite's tokenizer unicode61 is done here, so
// that both have the same words, and a tsvector keeps them with their positions.

// wordCount is of the texts that the full text has, and of their words.
type wordCount struct{ texts, words int64 }

// word puts the words of a new article into the full text.
func (t *applier) word(n int64, a *hearsay.Article) {
	if t.engine != inPostgres {
		t.exec(`insert into fulltext (rowid, headline, text) values (?, ?, ?)`, n, a.Headline, a.Text)
		return
	}
	vector, size := tsvector(a.Headline, a.Text)
	t.exec(`insert into fulltext values (?, ?, cast(cast(? as text) as tsvector))`, n, size, vector)
	t.texts.texts++
	t.texts.words += int64(size)
}

// reword puts other words into the place of those of an article.
func (t *applier) reword(a *hearsay.Article) {
	if t.engine != inPostgres {
		t.exec(`insert or replace into fulltext (rowid, headline, text) select n, ?, ? from articles where id = ?`, a.Headline, a.Text, a.ID[:])
		return
	}
	t.unword(a.ID)
	var n int64
	if t.get([]any{&n}, `select n from articles where id = ?`, a.ID[:]) {
		t.word(n, a)
	}
}

// unword takes the words of an article out of the full text.
func (t *applier) unword(id hearsay.ArticleID) {
	const its = `delete from fulltext where rowid = (select n from articles where id = ?)`
	if t.engine != inPostgres {
		t.exec(its, id[:])
		return
	}
	var size int64
	if t.get([]any{&size}, its+` returning size`, id[:]) {
		t.texts.texts--
		t.texts.words -= size
	}
}

// countWords notes how many texts and words there are now.
func (t *applier) countWords() {
	if t.texts != (wordCount{}) {
		t.exec(`update fulltext_size set texts = texts + ?, words = words + ?`, t.texts.texts, t.texts.words)
		t.texts = wordCount{}
	}
}

// eachWord calls f for the words of a text, folded, as unicode61 with remove_diacritics 2
// has them.
func eachWord(text string, f func(word string)) {
	var word []byte
	for _, r := range text {
		alone := isWordRune(r)
		if alone || len(word) > 0 && isDiacritic(r) {
			if folded := foldRune(r); folded > 0 {
				word = utf8.AppendRune(word, folded)
			}
			continue
		}
		if len(word) > 0 {
			f(string(word))
			word = word[:0]
		}
	}
	if len(word) > 0 {
		f(string(word))
	}
}

// isWordRune reports whether words consist of it: letters, numbers, private use, and what
// Unicode has given to nothing.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.Co) || !unicode.In(r, unicode.M, unicode.P, unicode.S, unicode.Z, unicode.C)
}

// isDiacritic reports whether it stands over a letter, of those that SQLite knows.
func isDiacritic(r rune) bool {
	const above, below = 0x08029FDF, 0x000361F8
	switch {
	case r < 0x300 || r > 0x331:
		return false
	case r < 0x320:
		return above&(1<<(r-0x300)) != 0
	}
	return below&(1<<(r-0x320)) != 0
}

// foldRune is the small letter without its diacritics; 0 for a diacritic.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return unicode.ToLower(r)
	case isDiacritic(r):
		return 0
	case r == 'ı' || r == 'ǡ': // as SQLite has them
		return r
	case r == 'Ǡ':
		return 'ǡ'
	}
	r = unicode.ToLower(unicode.ToUpper(r)) // ς is σ
	var buf [utf8.UTFMax]byte
	parts := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	if len(parts) > 0 && parts[0] < utf8.RuneSelf && 'a' <= parts[0]|0x20 && parts[0]|0x20 <= 'z' {
		return rune(parts[0] | 0x20)
	}
	return r
}

// The bounds of a tsvector: its bytes, those of one word, the last position that it tells
// from others, and how often it keeps one word.
const (
	maxVector   = 1<<20 - 1<<12
	maxLexeme   = 2000
	maxPosition = 16383
	maxTimes    = 255
)

// tsvector is the words of a headline and of a text as PostgreSQL writes them, and how many
// they are. Between the two a place is free, so that no phrase goes over it.
func tsvector(headline, text string) (vector string, size int) {
	at := map[string][]string{}
	var order []string
	used, place := 0, 0
	add := func(word, weight string) {
		place++
		size++
		if len(word) > maxLexeme || len(at[word]) == maxTimes {
			return
		}
		if at[word] == nil {
			used += len(word) + 4
			order = append(order, word)
		}
		if used += 2; used < maxVector {
			at[word] = append(at[word], strconv.Itoa(min(place, maxPosition))+weight)
		}
	}
	eachWord(headline, func(w string) { add(w, "A") })
	place++
	eachWord(text, func(w string) { add(w, "") })
	var out strings.Builder
	for _, word := range order {
		if len(at[word]) > 0 {
			fmt.Fprintf(&out, "'%s':%s ", word, strings.Join(at[word], ","))
		}
	}
	return out.String(), size
}

// query is a question to the full text as PostgreSQL has it.
type query struct {
	text    string   // of a tsquery
	phrases []phrase // in it
}

// phrase is words that follow each other, anywhere or in a headline.
type phrase struct {
	words    []string
	headline bool
}

// readQuery translates what Filter's Words may be: quoted strings with AND, OR, NOT and
// brackets, of which NOT binds most and OR least, and brackets that only headlines are
// looked at for. Error: ErrInvalid.
func readQuery(words string) (query, error) {
	r := &queryReader{rest: words}
	text, err := r.either()
	if err == nil && strings.TrimSpace(r.rest) != "" {
		err = r.fail()
	}
	return query{text, r.phrases}, err
}

type queryReader struct {
	rest     string
	phrases  []phrase
	headline bool // where it is
}

func (r *queryReader) fail() error {
	return fmt.Errorf("search: %w: the full text cannot read %q", hearsay.ErrInvalid, r.rest)
}

// took takes a word or sign, and reports whether it was next.
func (r *queryReader) took(word string) bool {
	rest, ok := strings.CutPrefix(strings.TrimSpace(r.rest), word)
	if ok {
		r.rest = rest
	}
	return ok
}

func (r *queryReader) either() (string, error) { return r.chain("OR", "|", r.both) }

func (r *queryReader) both() (string, error) { return r.chain("AND", "&", r.without) }

func (r *queryReader) without() (string, error) { return r.chain("NOT", "& !", r.one) }

// chain reads parts with a word between them.
func (r *queryReader) chain(word, sign string, part func() (string, error)) (string, error) {
	text, err := part()
	for err == nil && r.took(word) {
		var next string
		next, err = part()
		text = "(" + text + " " + sign + " " + next + ")"
	}
	return text, err
}

// one reads a quoted string, or what stands in brackets.
func (r *queryReader) one() (text string, err error) {
	if r.took("{headline} :") {
		before := r.headline
		r.headline = true
		text, err = r.one()
		r.headline = before
		return text, err
	}
	if r.took("(") {
		text, err = r.either()
		if err == nil && !r.took(")") {
			err = r.fail()
		}
		return text, err
	}
	if !r.took(`"`) {
		return "", r.fail()
	}
	quoted, rest, closed := strings.Cut(r.rest, `"`)
	if !closed {
		return "", r.fail()
	}
	var words []string
	eachWord(quoted, func(w string) { words = append(words, w) })
	if len(words) == 0 {
		return "", r.fail()
	}
	r.rest = rest
	p := phrase{words, r.headline}
	r.phrases = append(r.phrases, p)
	return p.tsquery(), nil
}

// tsquery is the phrase as PostgreSQL has it.
func (p *phrase) tsquery() string {
	where := "'"
	if p.headline {
		where = "':A"
	}
	return "('" + strings.Join(p.words, where+" <-> '") + where + ")"
}

// merit is bm25 as SQLite counts it, in which a word of the headline weighs as much as
// four. Words have letters and digits alone, so that they may stand in a statement.
func (q *query) merit() string {
	var parts []string
	for _, p := range q.phrases {
		elsewhere := 1 // what a word outside headlines weighs
		if p.headline {
			elsewhere = 0
		}
		parts = append(parts, fmt.Sprintf(`(select rarity('%s')) * density(fulltext.words, array['%s'], %d, fulltext.size, (select average from fulltext_size))`,
			strings.ReplaceAll(p.tsquery(), `'`, `''`), strings.Join(p.words, `', '`), elsewhere))
	}
	return `-(` + strings.Join(parts, ` + `) + `)`
}

// wording is how the full text is asked for words.
type wording struct {
	match string // a condition, of the value
	value string
	merit string // how well an article matches: least for the best
}

// wording takes what Filter's Words may be. Error: ErrInvalid.
func (e engine) wording(words string) (wording, error) {
	if e != inPostgres {
		return wording{e.matches(), words, `bm25(fulltext, 4.0, 1.0)`}, nil
	}
	q, err := readQuery(words)
	if err != nil {
		return wording{}, err
	}
	return wording{e.matches(), q.text, q.merit()}, nil
}

// matches is the condition that the full text holds what a wording's value asks for.
func (e engine) matches() string {
	if e == inPostgres {
		return `fulltext.words @@ cast(cast(? as text) as tsquery)`
	}
	return `fulltext match ?`
}
