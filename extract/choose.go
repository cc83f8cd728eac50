// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"hearsay"
	"hearsay/dating"
)

// Which blocks are the article? The main-text extractor answers first, and well;
// what it gets wrong is mostly of a few kinds, each mended by one rule below. The
// rules look at a block beside its neighbours, which a rebuilt tree no longer
// shows. Each was kept only because it raised the scores on both hand-made sets
// of doc/eval.md; the kinds of page that forced it are named there.

// candidate is a block with what the rules know of it.
type candidate struct {
	*block
	words  int
	share  float64 // of its words that the extractor kept
	in     bool
	head   bool // it is the headline
	hint   hint // what class names around it say
	parent *html.Node
}

// minShare is how much of a block must have been kept for it to count as kept.
// Extractors drop inline parts (buttons, icons), hardly ever half a paragraph.
const minShare = 0.5

// candidates joins blocks with the extractor's choice.
func candidates(blocks []block, shares []float64, title string) []candidate {
	hints := newHinter()
	cands := make([]candidate, len(blocks))
	for i := range blocks {
		b := &blocks[i]
		cands[i] = candidate{
			block: b, words: len(strings.Fields(b.text)), share: shares[i], in: shares[i] >= minShare,
			head: title != "" && key(b.text) == key(title), hint: hints.of(b.node), parent: parentOf(b),
		}
		if b.kind == hearsay.BlockQuote && cands[i].hint == hintAway {
			cands[i].hint = noHint // the embedding box is called "social"; the post is text
		}
	}
	return cands
}

// parentOf is the container of a paragraph element, or of loose text the element
// that it stands in.
func parentOf(b *block) *html.Node {
	switch {
	case b.node == nil:
		return nil
	case b.node.Data == "p" || b.node.Data == "li" || isHeading(b.node.Data):
		return b.node.Parent
	}
	return b.node
}

func isHeading(name string) bool {
	return len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6'
}

// settle applies the rules in order.
func settle(cands []candidate) {
	recoverSiblings(cands)
	recoverLead(cands)
	recoverLinks(cands)
	dropBeforeHeadline(cands)
	dropFurniture(cands)
	dropLabels(cands)
	dropTeasers(cands)
	dropTail(cands)
}

// recoverSiblings takes back paragraphs that stand in the same container as the
// kept ones, or in a twin of it: pages cut articles into several boxes around
// advertisements, and extractors take one box. Embedded posts and loose text
// between kept paragraphs come back too.
func recoverSiblings(cands []candidate) {
	homes := homesOf(cands)
	first, last := extent(cands)
	for i := range cands {
		c := &cands[i]
		if c.in || c.head || isFurniture(c.block) {
			continue
		}
		inside := first < i && i < last
		switch {
		case c.kind == hearsay.BlockQuote && inside && homes.near(c.node) && c.linked() < 0.7:
			c.in = true
		case inside && c.words >= 8 && c.linked() < 0.1 && isPullQuote(c.node) && homes.near(c.node):
			c.in, c.kind = true, hearsay.BlockQuote
		case c.hint == hintAway:
		case homes.same(c.parent) && inside && c.linked() < 0.5 && (c.words >= 3 || c.kind == hearsay.Heading):
			c.in = true
		case homes.twin(c.parent) && !amongComments(c.node) && (c.words >= 10 || inside && c.words >= 5) && c.linked() < 0.3 && c.kind != hearsay.Heading:
			c.in = true
		case inside && c.words >= 3 && c.words <= 20 && c.linked() < 0.1 && isSubhead(c.node) && homes.same(c.node.Parent):
			c.in, c.kind = true, hearsay.Heading
		}
	}
}

// isPullQuote reports whether n is set apart as a quotation from the text. If it
// repeats the text word for word it is dropped again as a repeat; often it does
// not.
func isPullQuote(n *html.Node) bool {
	for k := 0; n != nil && k < 3; k, n = k+1, n.Parent {
		if n.Data == "aside" || pullQuoteNames.MatchString(attr(n, "class")) {
			return true
		}
	}
	return false
}

// amongComments reports whether n stands below something called comments.
func amongComments(n *html.Node) bool {
	for k := 0; n != nil && k < 8; k, n = k+1, n.Parent {
		if names := attr(n, "class") + " " + attr(n, "id"); containsFold(names, "comment") || containsFold(names, "disqus") {
			return true
		}
	}
	return false
}

// isSubhead reports whether a loose box is called a heading by its class.
func isSubhead(n *html.Node) bool {
	return n != nil && n.Data == "div" && subheadNames.MatchString(attr(n, "class"))
}

// homes are the containers of the kept paragraphs.
type homes struct {
	nodes map[*html.Node]int // kept words
	kinds map[string]int     // kept words, by the container's look
	words int
}

func homesOf(cands []candidate) homes {
	h := homes{nodes: map[*html.Node]int{}, kinds: map[string]int{}}
	for _, c := range cands {
		if c.in && c.parent != nil && c.words >= 8 && c.linked() < 0.5 {
			h.nodes[c.parent] += c.words
			h.kinds[look(c.parent)] += c.words
			h.words += c.words
		}
	}
	return h
}

// same reports whether n holds a good part of the article.
func (h homes) same(n *html.Node) bool { return n != nil && h.nodes[n]*5 >= h.words && h.words > 0 }

// twin reports whether n looks like the container that holds most of it.
func (h homes) twin(n *html.Node) bool {
	if n == nil || h.words == 0 {
		return false
	}
	l := look(n)
	return l != "" && h.kinds[l]*2 >= h.words
}

// near reports whether a close ancestor of n holds a good part of it.
func (h homes) near(n *html.Node) bool {
	for k := 0; n != nil && k < 5; k, n = k+1, n.Parent {
		if h.same(n) {
			return true
		}
	}
	return false
}

// look is the name and classes of an element, "" when it has no classes.
func look(n *html.Node) string {
	class := strings.Join(strings.Fields(attr(n, "class")), ".")
	if class == "" || n.Data == "body" {
		return ""
	}
	return n.Data + "." + class
}

// extent returns the first and last kept block with a sentence in it.
func extent(cands []candidate) (first, last int) {
	first, last = len(cands), -1
	for i, c := range cands {
		if c.in && c.words >= 8 && !c.head {
			first, last = min(first, i), i
		}
	}
	return first, last
}

// leadReach is how many blocks before the first kept one a lead may stand.
const leadReach = 8

// recoverLead takes back the paragraph between headline and body that the page
// sets apart as lead, summary or standfirst.
func recoverLead(cands []candidate) {
	first, _ := extent(cands)
	for i := first - 1; i >= 0 && i >= first-leadReach && first < len(cands); i-- {
		c := &cands[i]
		if c.head {
			return
		}
		if c.hint == hintLead && !c.in && c.words >= 8 && c.linked() < 0.2 && endsSentence(c.text) && !isFurniture(c.block) {
			c.in = true
		}
	}
}

func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.Is(unicode.Pe, r) || unicode.Is(unicode.Pf, r) || r == '"' || r == '\'' || unicode.IsSpace(r)
	})
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "。")
}

// fewWords is below what an article of sentences has: then its links are what it
// has to say.
const fewWords = 60

// recoverLinks takes back the list of links of an article that is little else.
func recoverLinks(cands []candidate) {
	if proseWords(cands) >= fewWords {
		return
	}
	homes := homesOf(cands)
	first, _ := extent(cands)
	for i := first; i < len(cands); i++ {
		c := &cands[i]
		if isDivider(c.text) {
			return
		}
		if c.kind == hearsay.ListItem && c.hint != hintAway && c.parent != nil && homes.same(c.parent.Parent) && c.words >= 3 && !isFurniture(c.block) {
			c.in = true
		}
	}
}

// proseWords counts the kept words that are no links.
func proseWords(cands []candidate) int {
	n := 0
	for _, c := range cands {
		if c.in && !c.head && c.linked() < 0.5 {
			n += c.words
		}
	}
	return n
}

// dropBeforeHeadline leaves out the headline itself, which has its own field,
// and the teasers, labels and mottoes above it.
func dropBeforeHeadline(cands []candidate) {
	at := -1
	for i, c := range cands {
		if c.head && (c.kind == hearsay.Heading || c.in) {
			at = i
			break
		}
	}
	for i := range cands {
		c := &cands[i]
		if c.head && (c.kind == hearsay.Heading || i == at) {
			c.in = false
		}
		if i < at && c.in && !sentencesBefore(cands, at) {
			c.in = false
		}
	}
}

// sentencesBefore reports whether paragraphs of the article stand above its
// headline: then the headline was found in the wrong place.
func sentencesBefore(cands []candidate, at int) bool {
	for _, c := range cands[:at] {
		if c.in && c.words >= 25 && c.linked() < 0.3 {
			return true
		}
	}
	return false
}

// dropFurniture leaves out what its words or its place give away.
func dropFurniture(cands []candidate) {
	homes := homesOf(cands)
	for i := range cands {
		c := &cands[i]
		if c.in && (isFurniture(c.block) || c.hint == hintAway && c.words < 60 && !homes.same(c.parent)) {
			c.in = false
		}
	}
}

// dropTeasers leaves out the links to other articles that follow a heading such
// as "You may also like", and headings that are nothing but a link.
func dropTeasers(cands []candidate) {
	few := proseWords(cands) < fewWords
	after := false
	for i := range cands {
		c := &cands[i]
		switch {
		case isDivider(c.text):
			after = true
			c.in = false
		case !c.in:
		case c.linked() > 0.8 && (after || c.kind == hearsay.Heading):
			c.in = false
		case few && c.linked() > 0.5:
		case c.linked() > 0.9 && (c.words >= 5 && !endsSentence(c.text) || allLink(cands, i-1) || allLink(cands, i+1)):
			c.in = false
		default:
			after = false
		}
	}
}

// allLink reports whether block i is nothing but a link: two in a row are a list
// of teasers or tags, not sentences.
func allLink(cands []candidate, i int) bool {
	return i >= 0 && i < len(cands) && cands[i].linked() > 0.9 && cands[i].words < 40
}

// dropLabels leaves out the lines that date, sign and caption: they have fields
// of their own.
func dropLabels(cands []candidate) {
	first, last := extent(cands)
	for i := range cands {
		c := &cands[i]
		switch {
		case !c.in:
		case isCaption(c.node), isLabelLine(c.text) && i <= first:
			c.in = false
		case len(phraseWords(c.text)) <= 14 && isDateLine(c.text, i <= first):
			c.in = false
		case i >= last-1 && c.words <= 40 && strings.ContainsRune(c.text, '©'):
			c.in = false
		}
	}
}

// isLabelLine reports a line of several fields: "Newsroom | 6 March | 2 min".
func isLabelLine(text string) bool {
	return strings.Count(text, " | ")+strings.Count(text, " • ")+strings.Count(text, " · ") >= 2 && len(strings.Fields(text)) <= 40
}

func isCaption(n *html.Node) bool {
	return n != nil && (n.Data == "figcaption" || n.Parent != nil && n.Parent.Data == "figcaption")
}

// isDateLine reports whether a short line only says when and by whom. Within the
// text it must say so itself ("Published …", "Updated …").
func isDateLine(text string, top bool) bool {
	if !top {
		word, _, _ := strings.Cut(strings.ToLower(text), " ")
		if !dateWords[strings.Trim(word, ":")] {
			return false
		}
	}
	_, ok := dating.Read(text, dating.Habits{})
	return ok
}

var dateWords = setOf("published updated posted modified created veröffentlicht aktualisiert publié publicado pubblicato опубликовано opublikowano")

// dropTail leaves out the headings after the last sentence, which head something
// else, and what stands there in small print.
func dropTail(cands []candidate) {
	last := -1
	for i, c := range cands {
		if c.in && c.kind != hearsay.Heading && (c.words >= 8 || endsSentence(c.text)) && !isSmall(c.node) {
			last = i
		}
	}
	for i := last + 1; last >= 0 && i < len(cands); i++ {
		if cands[i].kind == hearsay.Heading || isSmall(cands[i].node) {
			cands[i].in = false
		}
	}
}

// isSmall reports whether a paragraph is all small print.
func isSmall(n *html.Node) bool {
	if n == nil {
		return false
	}
	only := n.FirstChild
	return only != nil && only.NextSibling == nil && only.Type == html.ElementNode && only.Data == "small"
}
