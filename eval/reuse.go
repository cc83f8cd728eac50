// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"bufio"
	"bytes"
	"fmt"
	"path"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/internal/reuters"
)

// Reuse scores packages index and reuse as a library uses them, seeds and
// candidates included, against a folder with known pairs. The layouts:
//
//   - posts and quoted-pairs.tsv, quoted-lines.tsv (20 Newsgroups): who quoted
//     whom, from the quote marks, which are stripped from what is compared. Pair
//     recall by number of quoted lines, and line recall: a quoted line counts
//     when half of it is in a passage that leads to its source line.
//   - .sgm files and shared-12grams.tsv (Reuters-21578): pairs that share runs of
//     twelve words, found exhaustively. Pair recall by number of such runs.
//   - version_documents/TITLE/N.txt: versions of one text. Pairs and clusters.
//   - msr_paraphrase*.txt: pairs of sentences of one meaning or not. How well the
//     share of words in passages tells them apart.
//
// Of the first two precision is not measured: their truth is not complete.
func Reuse(dir string, opt Options) (Report, error) {
	truth := reuseTruth{posts: map[string]int{}}
	if err := takeAll(dir, truth.take); err != nil {
		return Report{}, err
	}
	var report Report
	for _, score := range []func(Options) (Set, bool, error){truth.scorePosts, truth.scoreItems, truth.versions.score, truth.reworded.score} {
		set, ok, err := score(opt)
		if err != nil {
			return report, err
		}
		if ok {
			report.Sets = append(report.Sets, set)
		}
	}
	if len(report.Sets) == 0 {
		return report, fmt.Errorf("%s: %w: no truth of a known layout (quoted-pairs.tsv, shared-12grams.tsv, version_documents, msr_paraphrase*.txt)", dir, hearsay.ErrNotFound)
	}
	return report, nil
}

// reuseTruth gathers texts and pairs before scoring, since either may come
// first.
type reuseTruth struct {
	corpus    corpus
	posts     map[string]int // number in corpus by "group/id"
	postLines [][]hearsay.Span
	pairs     []reusePair
	lines     []reuseLine
	items     corpus
	itemIDs   map[string]int
	grams     []reusePair
	versions  versionTexts
	reworded  reworded
}

// reusePair is two texts that are known to share something.
type reusePair struct {
	a, b  string
	count int // lines, or runs of twelve words
}

// reuseLine is a quoted line.
type reuseLine struct {
	reply, source         string
	replyLine, sourceLine int
}

func (t *reuseTruth) take(f file) error {
	if t.versions.take(f) {
		return nil
	}
	if taken, err := t.reworded.take(f); taken || err != nil {
		return err
	}
	name := path.Base(f.name)
	switch {
	case strings.HasPrefix(name, "quoted-pairs"):
		return eachRow(f.data, 3, func(c []string) (err error) {
			p := reusePair{a: postKey(c[0]), b: postKey(c[1])}
			p.count, err = strconv.Atoi(c[2])
			t.pairs = append(t.pairs, p)
			return err
		})
	case strings.HasPrefix(name, "quoted-lines"):
		return eachRow(f.data, 4, func(c []string) error {
			l := reuseLine{reply: postKey(c[0]), source: postKey(c[2])}
			_, err := fmt.Sscan(c[1]+" "+c[3], &l.replyLine, &l.sourceLine)
			t.lines = append(t.lines, l)
			return err
		})
	case strings.HasPrefix(name, "shared-12grams"):
		return eachRow(f.data, 7, func(c []string) (err error) {
			p := reusePair{a: c[0], b: c[3]}
			p.count, err = strconv.Atoi(c[6])
			t.grams = append(t.grams, p)
			return err
		})
	case strings.HasSuffix(name, ".sgm"):
		return t.takeItems(f.data)
	case path.Ext(name) == "" && strings.Count(f.name, "/") >= 1 && isDigits(name):
		t.takePost(f)
	}
	return nil
}

// eachRow calls f for every line of a table but the first.
func eachRow(data []byte, columns int, f func([]string) error) error {
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 0; lines.Scan(); n++ {
		cells := strings.Split(lines.Text(), "\t")
		if n == 0 {
			continue
		}
		if len(cells) != columns {
			return fmt.Errorf("row %d: %w: %d columns, want %d", n, hearsay.ErrInvalid, len(cells), columns)
		}
		if err := f(cells); err != nil {
			return fmt.Errorf("row %d: %w", n, err)
		}
	}
	return lines.Err()
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// postKey is the last two parts of a path: group and number.
func postKey(name string) string {
	dir, base := path.Split(name)
	return path.Base(dir) + "/" + base
}

// takePost adds a post without its head and its quote marks.
func (t *reuseTruth) takePost(f file) {
	_, body, _ := strings.Cut(latin1(f.data), "\n\n")
	var text strings.Builder
	var spans []hearsay.Span
	for line := range strings.SplitSeq(body, "\n") {
		start := text.Len()
		text.WriteString(withoutMarks(line))
		spans = append(spans, hearsay.Span{Start: start, End: text.Len()})
		text.WriteByte('\n')
	}
	t.posts[postKey(f.name)] = t.corpus.add(text.String())
	t.postLines = append(t.postLines, spans)
}

func latin1(b []byte) string {
	var out strings.Builder
	for _, c := range b {
		if c != '\r' {
			out.WriteRune(rune(c))
		}
	}
	return out.String()
}

// withoutMarks takes ">" and its like off the start of a line.
func withoutMarks(line string) string { return strings.TrimLeft(line, " \t>|:}") }

func (t *reuseTruth) takeItems(data []byte) error {
	if t.itemIDs == nil {
		t.itemIDs = map[string]int{}
	}
	for item, err := range reuters.Items(data) {
		if err != nil {
			return err
		}
		t.itemIDs[item.ID] = t.items.add(item.Body)
	}
	return nil
}

// tally counts truth and what was found of it, by group.
type tally struct {
	groups []string
	counts map[string]*[2]int
}

func (t *tally) add(group string, found bool) {
	if t.counts == nil {
		t.counts = map[string]*[2]int{}
	}
	c := t.counts[group]
	if c == nil {
		c = &[2]int{}
		t.counts[group] = c
		t.groups = append(t.groups, group)
	}
	c[0]++
	if found {
		c[1]++
	}
}

func (t *tally) addTo(s *Set, groups []string) {
	for _, g := range groups {
		if c := t.counts[g]; c != nil {
			s.Add(g, "recall", share(c[1], c[0]), c[0])
		}
	}
}

// scorePosts scores the newsgroups.
func (t *reuseTruth) scorePosts(opt Options) (Set, bool, error) {
	if len(t.pairs) == 0 || len(t.corpus.texts) == 0 {
		return Set{}, false, nil
	}
	defer t.corpus.close()
	if err := t.corpus.build(opt.Profile); err != nil {
		return Set{}, false, err
	}
	lines := map[[2]int][]reuseLine{}
	for _, l := range t.lines {
		if key, ok := t.key(l.reply, l.source); ok {
			lines[key] = append(lines[key], l)
		}
	}
	set := Set{Name: "quoted posts", Texts: len(t.corpus.texts)}
	errs := errorLog{opt: opt}
	var found tally
	cache := related{corpus: &t.corpus}
	for _, p := range firstOf(t.pairs, opt.Limit) {
		key, ok := t.key(p.a, p.b)
		if !ok {
			set.Skipped = append(set.Skipped, p.a+" or "+p.b+": not in the folder")
			continue
		}
		shared, err := cache.of(key[0])
		if err != nil {
			return Set{}, false, err
		}
		passages := shared.shared[key[1]]
		for _, g := range countGroups(p.count, []int{1, 3, 10}, "pairs, %d or more lines") {
			found.add(g, len(passages) > 0)
		}
		if len(passages) == 0 {
			errs.write("not found: %s quotes %d lines of %s\n", p.a, p.count, p.b)
		}
		for _, l := range lines[key] {
			ok := t.lineFound(key, l, passages)
			found.add("lines", ok)
			if !ok {
				errs.write("line not found: %s %d: %s\n", l.reply, l.replyLine, t.line(key[0], l.replyLine).In(t.corpus.texts[key[0]]))
			}
		}
	}
	exact, err := t.corpus.exactRuns()
	if err != nil {
		return Set{}, false, err
	}
	exact.addTo(&set)
	found.addTo(&set, []string{"pairs, 1 or more lines", "pairs, 3 or more lines", "pairs, 10 or more lines", "lines"})
	return set, true, nil
}

func (t *reuseTruth) key(a, b string) ([2]int, bool) {
	i, okA := t.posts[a]
	j, okB := t.posts[b]
	return [2]int{i, j}, okA && okB
}

func (t *reuseTruth) line(post, n int) hearsay.Span {
	if n < 0 || n >= len(t.postLines[post]) {
		return hearsay.Span{}
	}
	return t.postLines[post][n]
}

// lineFound reports whether a passage covers half of the quoted line on both
// sides.
func (t *reuseTruth) lineFound(key [2]int, l reuseLine, passages []hearsay.Alignment) bool {
	a, b := t.line(key[0], l.replyLine), t.line(key[1], l.sourceLine)
	for _, p := range passages {
		if 2*p.A.Overlap(a) >= a.Len() && 2*p.B.Overlap(b) >= b.Len() {
			return true
		}
	}
	return false
}

// countGroups names the groups that a count belongs to.
func countGroups(count int, limits []int, format string) []string {
	var out []string
	for _, limit := range limits {
		if count >= limit {
			out = append(out, fmt.Sprintf(format, limit))
		}
	}
	return out
}

// related keeps the last answer: pairs come sorted by their first text.
type related struct {
	corpus *corpus
	n      int
	last   *answer
}

func (r *related) of(n int) (*answer, error) {
	if r.last != nil && r.n == n {
		return r.last, nil
	}
	var err error
	r.n = n
	r.last, err = r.corpus.related(n)
	return r.last, err
}

// scoreItems scores the wire items.
func (t *reuseTruth) scoreItems(opt Options) (Set, bool, error) {
	if len(t.grams) == 0 || len(t.items.texts) == 0 {
		return Set{}, false, nil
	}
	defer t.items.close()
	if err := t.items.build(opt.Profile); err != nil {
		return Set{}, false, err
	}
	set := Set{Name: "wire items", Texts: len(t.items.texts)}
	errs := errorLog{opt: opt}
	var found tally
	cache := related{corpus: &t.items}
	for _, p := range firstOf(t.grams, opt.Limit) {
		a, okA := t.itemIDs[p.a]
		b, okB := t.itemIDs[p.b]
		if !okA || !okB {
			set.Skipped = append(set.Skipped, p.a+" or "+p.b+": not in the folder")
			continue
		}
		shared, err := cache.of(a)
		if err != nil {
			return Set{}, false, err
		}
		for _, g := range countGroups(p.count, []int{10, 20, 50}, "pairs, %d or more shared runs of 12 words") {
			found.add(g, len(shared.shared[b]) > 0)
		}
		if len(shared.shared[b]) == 0 {
			errs.write("not found: items %s and %s share %d runs of 12 words\n", p.a, p.b, p.count)
		}
	}
	exact, err := t.items.exactRuns()
	if err != nil {
		return Set{}, false, err
	}
	exact.addTo(&set)
	found.addTo(&set, []string{"pairs, 10 or more shared runs of 12 words", "pairs, 20 or more shared runs of 12 words", "pairs, 50 or more shared runs of 12 words"})
	return set, true, nil
}

// errorLog writes the first wrong answers.
type errorLog struct {
	opt     Options
	written int
}

func (l *errorLog) write(format string, args ...any) {
	if l.opt.Errors == nil || l.written >= l.opt.maxErrors() {
		return
	}
	l.written++
	fmt.Fprintf(l.opt.Errors, format, args...)
}

func firstOf[T any](list []T, limit int) []T {
	if limit > 0 && len(list) > limit {
		return list[:limit]
	}
	return list
}
