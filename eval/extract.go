// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"sort"
	"strings"
	"unicode"

	trafilatura "github.com/markusmobius/go-trafilatura"

	"hearsay"
	"hearsay/extract"
)

// Extract scores package extract against pages with hand-made truth, and
// go-trafilatura alone beside it. The folder may hold any of these layouts, or
// several in subfolders:
//
//   - ground-truth.json and HTML files named after its keys: the article body as
//     plain text; metric: precision, recall and F1 over word 4-grams, averaged
//     over pages (scrapinghub/article-extraction-benchmark, evaluate.py).
//   - *-gold.jsonl and HTML files: strings that must and must not be in the text,
//     title, author, publication day (adbar/trafilatura and adbar/htmldate).
func Extract(dir string, opt Options) (Report, error) {
	truth := pageTruth{pages: map[string][]byte{}}
	if err := takeAll(dir, truth.take); err != nil {
		return Report{}, err
	}
	var report Report
	if len(truth.bodies) > 0 {
		report.Sets = append(report.Sets, truth.scoreBodies(opt))
	}
	if len(truth.golds) > 0 {
		report.Sets = append(report.Sets, truth.scoreGolds(opt)...)
	}
	if len(report.Sets) == 0 {
		return report, fmt.Errorf("%s: %w: no ground truth of a known layout (ground-truth.json, *-gold.jsonl)", dir, hearsay.ErrNotFound)
	}
	return report, nil
}

// pageTruth gathers the pages and the truth of a folder before scoring, since
// either may come first.
type pageTruth struct {
	pages  map[string][]byte // by base name without .html
	bodies map[string]goldBody
	golds  []goldPage
}

// goldBody is one entry of ground-truth.json.
type goldBody struct {
	ArticleBody string `json:"articleBody"`
	URL         string `json:"url"`
}

// goldPage is one line of a *-gold.jsonl file.
type goldPage struct {
	set                    string
	HTML, URL, Title, Date string
	Author                 names
	With, Without          []string
}

// names is a JSON string or list of strings.
type names string

// UnmarshalJSON joins a list with semicolons.
func (n *names) UnmarshalJSON(b []byte) error {
	var list []string
	if json.Unmarshal(b, &list) == nil {
		*n = names(strings.Join(list, ";"))
		return nil
	}
	return json.Unmarshal(b, (*string)(n))
}

func (t *pageTruth) take(f file) error {
	base := path.Base(f.name)
	switch {
	case strings.HasSuffix(base, ".html"):
		t.pages[strings.TrimSuffix(base, ".html")] = f.data
	case strings.HasSuffix(base, "ground-truth.json"):
		return json.Unmarshal(f.data, &t.bodies)
	case strings.HasSuffix(base, "-gold.jsonl"):
		return t.takeGolds(strings.TrimSuffix(base, ".jsonl"), f.data)
	}
	return nil
}

func (t *pageTruth) takeGolds(set string, data []byte) error {
	for line := range bytes.Lines(data) {
		g := goldPage{set: set}
		if err := json.Unmarshal(line, &g); err != nil {
			return err
		}
		t.golds = append(t.golds, g)
	}
	return nil
}

// extractor is one of the two systems under test.
type extractor struct {
	name string
	read func(url string, body []byte) hearsay.Article
}

func extractors() []extractor {
	return []extractor{{"hearsay", readHearsay}, {"go-trafilatura", readTrafilatura}}
}

// readHearsay reads a page as `hearsay read` does. A page in which nothing is
// recognised has the empty text.
func readHearsay(url string, body []byte) hearsay.Article {
	a, err := extract.Article(hearsay.Capture{URL: url, MediaType: "text/html"}, body)
	if err != nil {
		return hearsay.Article{}
	}
	return a
}

// readTrafilatura reads a page as a program that only calls the library would.
func readTrafilatura(_ string, body []byte) hearsay.Article {
	res, err := trafilatura.Extract(bytes.NewReader(body), trafilatura.Options{ExcludeComments: true})
	if err != nil {
		return hearsay.Article{}
	}
	a := hearsay.Article{Text: res.ContentText, Headline: res.Metadata.Title}
	for name := range strings.SplitSeq(res.Metadata.Author, ";") {
		if name = strings.TrimSpace(name); name != "" {
			a.Byline = append(a.Byline, name)
		}
	}
	if d := res.Metadata.Date; !d.IsZero() {
		a.Dates = []hearsay.Date{{Value: d.Format("2006-01-02"), Chosen: true}}
	}
	return a
}

// scoreBodies is the shingle metric of the scrapinghub benchmark.
func (t *pageTruth) scoreBodies(opt Options) Set {
	set := Set{Name: "article bodies (4-gram shingles)"}
	keys := make([]string, 0, len(t.bodies))
	for k := range t.bodies {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	if opt.Limit > 0 && len(keys) > opt.Limit {
		keys = keys[:opt.Limit]
	}
	for _, sys := range extractors() {
		var precision, recall mean
		quotes := prf{}
		for _, key := range keys {
			page, ok := t.pages[key]
			if !ok {
				if sys.name == "hearsay" {
					set.Skipped = append(set.Skipped, key+": no page of this name")
				}
				continue
			}
			gold := t.bodies[key]
			a := sys.read(gold.URL, page)
			tp, fp, fn := shingles(gold.ArticleBody, a.Text)
			precision.addRatio(tp, fp)
			recall.addRatio(tp, fn)
			quotes.add(quotesKept(gold.ArticleBody, a.Text, func(lost string) {
				if opt.Errors != nil && sys.name == "hearsay" {
					fmt.Fprintf(opt.Errors, "quotation\t%s\t%s\t%q\n", key, gold.URL, lost)
				}
			}))
		}
		p, r := precision.value(), recall.value()
		set.Texts = precision.n
		set.Add(sys.name, "P", p, 0)
		set.Add(sys.name, "R", r, 0)
		set.Add(sys.name, "F1", harmonic(p, r), 0)
		set.Add(sys.name, "quotations kept", quotes.recall(), quotes.truth)
	}
	return set
}

// mean averages ratios over pages; pages where a ratio has no meaning are not
// counted, as in the benchmark's own program.
type mean struct {
	sum float64
	n   int
}

func (m *mean) addRatio(hit, miss float64) {
	if hit+miss > 0 {
		m.sum += hit / (hit + miss)
		m.n++
	}
}

func (m *mean) value() float64 {
	if m.n == 0 {
		return 0
	}
	return m.sum / float64(m.n)
}

// shingles counts the word 4-grams that both texts hold, that only the
// prediction holds and that only the truth holds, as shares of their sum.
func shingles(truth, predicted string) (tp, fp, fn float64) {
	want, got := fourGrams(truth), fourGrams(predicted)
	for g, n := range want {
		tp += float64(min(n, got[g]))
		fn += float64(max(0, n-got[g]))
	}
	for g, n := range got {
		fp += float64(max(0, n-want[g]))
	}
	sum := tp + fp + fn
	if sum == 0 {
		return 0, 0, 0
	}
	return tp / sum, fp / sum, fn / sum
}

func fourGrams(text string) map[string]int {
	words := pyWords(text)
	grams := map[string]int{}
	for i := range max(1, len(words)-3) {
		if g := strings.Join(words[i:min(len(words), i+4)], " "); g != "" {
			grams[g]++
		}
	}
	return grams
}

// pyWords splits text as Python's \w+ does: letters, digits (of any kind) and
// the underscore.
func pyWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_'
	})
}

// quotesKept counts the stretches of three words or more within double quote
// marks of the truth, and how many of them the prediction holds word for word.
func quotesKept(truth, predicted string, lost func(string)) prf {
	flat := " " + strings.ToLower(strings.Join(pyWords(predicted), " ")) + " "
	var c prf
	for _, quote := range quoted(truth) {
		words := pyWords(quote)
		if len(words) < 3 {
			continue
		}
		c.truth++
		if strings.Contains(flat, " "+strings.ToLower(strings.Join(words, " "))+" ") {
			c.hit++
		} else {
			lost(quote)
		}
	}
	return c
}

// quoted returns what stands between double quote marks within one paragraph.
func quoted(text string) []string {
	var out []string
	for par := range strings.SplitSeq(text, "\n") {
		par = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`).Replace(par)
		parts := strings.Split(par, `"`)
		for i := 1; i+1 < len(parts); i += 2 {
			out = append(out, parts[i])
		}
	}
	return out
}
