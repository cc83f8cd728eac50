// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"hearsay"
	"hearsay/chain"
	"hearsay/extract"
	"hearsay/lexicon"
)

// PolNeAR's metadata say of which wire service an article is (wire), and to which
// other publisher it gives credit (credit: "h/t: The Hill"). The credit line was
// cut out of the text and the byline never stood in it. So articles are scored
// twice: as the set gives them, and with both lines put back where pages have them.

// polnearCredits scores who is credited around the text, for both fields.
type polnearCredits struct {
	opt   Options
	texts map[string]string
	rows  []polnearRow
}

// polnearRow is one line of the metadata.
type polnearRow struct{ name, publisher, author, title, credit, wire string }

func newPolnearCredits(opt Options) quoteLayout {
	return &polnearCredits{opt: opt, texts: map[string]string{}}
}

func (p *polnearCredits) take(f file) {
	base := path.Base(f.name)
	if path.Base(path.Dir(f.name)) == "text" && strings.HasSuffix(base, ".txt") {
		p.texts[strings.TrimSuffix(base, ".txt")] = string(f.data)
	} else if strings.HasPrefix(base, "metadata") && strings.HasSuffix(base, ".tsv") {
		p.rows = append(p.rows, polnearRows(string(f.data))...)
	}
}

// polnearRows reads a table whose first line names the columns. "None" and "NA"
// are no values.
func polnearRows(table string) []polnearRow {
	header, body, _ := strings.Cut(table, "\n")
	columns := strings.Split(strings.TrimRight(header, "\r"), "\t")
	var out []polnearRow
	for line := range strings.Lines(body) {
		fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		get := func(name string) string {
			i := slices.Index(columns, name)
			if i < 0 || i >= len(fields) || fields[i] == "None" || fields[i] == "NA" {
				return ""
			}
			return strings.TrimSpace(fields[i])
		}
		out = append(out, polnearRow{get("filename"), get("publisher"), get("author"), get("title"), get("credit"), get("wire")})
	}
	return out
}

// polnearOutlets are the publishers by the set's short names.
var polnearOutlets = map[string]string{"breitbart": "Breitbart", "huff-post": "The Huffington Post", "nyt": "The New York Times",
	"politico": "Politico", "usa-today": "USA Today", "wash-post": "The Washington Post", "west-journal": "Western Journalism"}

func (p *polnearCredits) finish() []Set {
	set := Set{Name: "PolNeAR, credits"}
	scores := [2][3]creditScore{}
	for i, form := range []string{"text alone", "page"} {
		for j, field := range []string{"wire", "credit", "either"} {
			scores[i][j] = newCreditScore("PolNeAR, "+field+", "+form, p.opt)
		}
		scores[i][2].opt.Errors = nil // shown by field
	}
	for _, row := range p.rows {
		text, ok := p.texts[row.name]
		if !ok || p.opt.Limit > 0 && set.Texts >= p.opt.Limit {
			continue
		}
		set.Texts++
		for i, page := range []bool{false, true} {
			a := row.read(text, page)
			for j, field := range row.fields(a.Credits) {
				scores[i][j].add(row.name, a, field.got, field.want, nil)
			}
		}
	}
	if set.Texts == 0 {
		return nil
	}
	for i, form := range []string{"text alone", "page"} {
		for j, field := range []string{"wire", "credit", "either"} {
			scores[i][j].addTo(&set, field+", "+form)
		}
	}
	set.explain("wire, text alone", "the wire service that an article is of; the text has no byline")
	set.explain("credit, text alone", "the line \"h/t: X\" was cut out of the text: who can still be told")
	set.explain("either, page", "with byline and credit line where the page printed them")
	return []Set{set}
}

// read reads the article: the text alone, or as a page, with the lines that the set
// has as fields put back.
func (r *polnearRow) read(text string, page bool) *hearsay.Article {
	c := hearsay.Capture{Name: r.name, MediaType: "text/plain"}
	c.Given.Outlet = cmp.Or(polnearOutlets[r.publisher], r.publisher)
	if head, body, ok := strings.Cut(text, "\n\n"); ok && page {
		c.Given.Title = strings.TrimSuffix(head, ".")
		if r.author != "" {
			body = "By " + r.author + "\n\n" + body
		}
		text = head + "\n\n" + body + "\n\n" + r.credit
	}
	a, err := extract.Article(c, []byte(text))
	if err != nil {
		return &hearsay.Article{}
	}
	return &a
}

type creditField struct {
	got  []hearsay.Credit
	want []string
}

// fields parts what was found: what names an agency, by whatever line, answers for
// the wire service, unless it is the one that the other field has.
func (r *polnearRow) fields(credits []hearsay.Credit) [3]creditField {
	credited := present(strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(r.credit, "h/t:"), ".")))
	wire, other := creditField{want: present(r.wire)}, creditField{want: credited}
	is := func(c hearsay.Credit) bool {
		e, ok := lexicon.Outlet(c.To.Name)
		return ok && e.Medium == lexicon.Agency &&
			!slices.ContainsFunc(agentsNamed(credited), func(to hearsay.Agent) bool { return chain.SameOutlet(to, c.To) })
	}
	for _, c := range credits {
		if is(c) {
			wire.got = append(wire.got, c)
		} else {
			other.got = append(other.got, c)
		}
	}
	return [3]creditField{wire, other, {credits, append(present(r.wire), credited...)}}
}

func present(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}
