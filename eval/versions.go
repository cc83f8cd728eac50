// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/forest"
	"hearsay/prose"
	"hearsay/reuse"
)

// versionTexts gathers version_documents/TITLE/N.txt (versions of Wikipedia
// articles, Modani and others 2021): texts of one folder are versions of one
// article, texts of two are not.
type versionTexts struct {
	corpus corpus
	titles []string // of each text
}

func (v *versionTexts) take(f file) bool {
	dir, name := path.Split(f.name)
	parent, title := path.Split(path.Clean(dir))
	if path.Base(parent) != "version_documents" || path.Ext(name) != ".txt" {
		return false
	}
	v.corpus.add(string(f.data))
	v.titles = append(v.titles, title)
	return true
}

// sameText is how much of the shorter of two texts must stand in the longer one
// for both to be versions of one.
const sameText = 0.5

// score links texts and compares pairs and clusters with the folders.
func (v *versionTexts) score(opt Options) (Set, bool, error) {
	if len(v.titles) == 0 {
		return Set{}, false, nil
	}
	defer v.corpus.close()
	if err := v.corpus.build(opt.Profile); err != nil {
		return Set{}, false, err
	}
	words := make([]int, len(v.titles))
	for i, text := range v.corpus.texts {
		words[i] = len(prose.Words(text))
	}
	var linkedTo forest.Forest
	errs := errorLog{opt: opt}
	var pairs prf
	var found tally
	for i := range v.titles {
		linkedTo.Add()
		related, err := v.corpus.related(i)
		if err != nil {
			return Set{}, false, err
		}
		for j := range i {
			same := v.titles[i] == v.titles[j]
			shared := matchedWords(related.shared[j])
			linked := float64(shared) >= sameText*float64(max(min(words[i], words[j]), 1))
			if linked {
				linkedTo.Join(int32(i), int32(j))
				pairs.proposed++
			}
			if same {
				pairs.truth++
				found.add("pairs of versions, any passage", shared > 0)
			}
			if linked && same {
				pairs.hit++
			}
			if linked != same {
				errs.write("%s and %s: %d of %d and %d words shared\n", v.titles[i], v.titles[j], shared, words[i], words[j])
			}
		}
	}
	clusters := make([]string, len(v.titles))
	for i := range clusters {
		clusters[i] = fmt.Sprint(linkedTo.Root(int32(i)))
	}
	set := Set{Name: "versions", Texts: len(v.titles)}
	pairs.addTo(&set, "pairs, half of the shorter text shared")
	found.addTo(&set, []string{"pairs of versions, any passage"})
	set.Add("clusters of linked texts", "ARI", adjustedRand(v.titles, clusters), len(v.titles))
	return set, true, nil
}

func matchedWords(passages []hearsay.Alignment) int {
	n := 0
	for _, p := range passages {
		n += p.Matched
	}
	return n
}

// adjustedRand compares two ways to cluster the same things: 1 when they agree,
// about 0 when they agree no more than by chance (Hubert and Arabie 1985).
func adjustedRand(a, b []string) float64 {
	type cell struct{ a, b string }
	cells, rows, columns := map[cell]int{}, map[string]int{}, map[string]int{}
	for i := range a {
		cells[cell{a[i], b[i]}]++
		rows[a[i]]++
		columns[b[i]]++
	}
	both, inA, inB := 0, 0, 0
	for _, n := range cells {
		both += n * (n - 1) / 2
	}
	for _, n := range rows {
		inA += n * (n - 1) / 2
	}
	for _, n := range columns {
		inB += n * (n - 1) / 2
	}
	all := len(a) * (len(a) - 1) / 2
	chance := float64(inA) * float64(inB) / float64(max(all, 1))
	best := float64(inA+inB) / 2
	if best == chance {
		return 1
	}
	return (float64(both) - chance) / (best - chance)
}

// reworded gathers the sentence pairs of the Microsoft Research Paraphrase Corpus
// (Dolan and Brockett 2005): tab-separated, 1 or 0, two numbers, two sentences.
type reworded struct{ pairs []sentencePair }

type sentencePair struct {
	same bool
	a, b string
}

func (r *reworded) take(f file) (bool, error) {
	if !strings.HasPrefix(path.Base(f.name), "msr_paraphrase") {
		return false, nil
	}
	for n, line := range strings.Split(string(f.data), "\n") {
		cells := tabCells(strings.TrimSuffix(line, "\r"))
		switch {
		case n == 0 || line == "":
		case len(cells) != 5:
			return true, fmt.Errorf("row %d: %d columns, want 5", n, len(cells))
		default:
			r.pairs = append(r.pairs, sentencePair{cells[0] == "1", cells[3], cells[4]})
		}
	}
	return true, nil
}

// tabCells splits a row at its tabs, but not at those in a field that begins with
// a quote mark.
func tabCells(line string) []string {
	var out []string
	for {
		cell, rest, more := strings.Cut(line, "\t")
		if quoted, ok := strings.CutPrefix(line, `"`); ok {
			if i := strings.Index(quoted+"\t", "\"\t"); i >= 0 {
				cell, rest, more = quoted[:i], strings.TrimPrefix(quoted[i+1:], "\t"), i+1 < len(quoted)
			}
		}
		out = append(out, cell)
		if !more {
			return out
		}
		line = rest
	}
}

// score asks how well shared words tell sentences of one meaning from others.
func (r *reworded) score(Options) (Set, bool, error) {
	if len(r.pairs) == 0 {
		return Set{}, false, nil
	}
	var reported prf
	scores := map[bool][]float64{}
	for _, p := range r.pairs {
		q, b := reuse.News().Query(p.a), reuse.Codes(p.b)
		hit := len(q.Align(b, leastShared)) > 0
		reported.add(prf{hit: count(hit && p.same), proposed: count(hit), truth: count(p.same)})
		shared := 0
		for _, passage := range q.Align(b, 3) {
			shared += passage.Matched
		}
		both := float64(len(q.Codes()) + len(b))
		scores[p.same] = append(scores[p.same], 2*float64(shared)/max(both, 1))
	}
	set := Set{Name: "reworded sentences", Texts: len(r.pairs)}
	reported.addTo(&set, fmt.Sprintf("a passage of %d words", leastShared))
	set.Add("share of words in passages", "AUC", rankedAbove(scores[true], scores[false]), len(r.pairs))
	return set, true, nil
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// rankedAbove is the probability that one of high is greater than one of low, a
// tie counting half: the area under the ROC curve.
func rankedAbove(high, low []float64) float64 {
	lows := map[float64]int{}
	for _, v := range low {
		lows[v]++
	}
	values := slices.Sorted(maps.Keys(lows))
	sum := 0.0
	for _, h := range high {
		for _, v := range values {
			switch {
			case v < h:
				sum += float64(lows[v])
			case v == h:
				sum += float64(lows[v]) / 2
			}
		}
	}
	return sum / float64(max(len(high)*len(low), 1))
}
