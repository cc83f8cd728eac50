// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"hearsay"
)

// block is one paragraph of the page, before it is known whether it belongs to
// the article. Both kinds of input, pages and plain text, become blocks.
type block struct {
	kind hearsay.BlockKind
	// text is the paragraph with white space folded: single spaces, "\n"
	// where the page breaks the line, "\t" between the cells of a table row.
	text string
	// src holds, for every byte of text, the byte of the stream it came
	// from; -1 for what the page does not hold.
	src   []int32
	links []link
	node  *html.Node // the nearest block element; nil for plain text
	// removed collects what was taken out of this block's text, with At
	// counted from the block's start.
	removed []hearsay.Removed
}

// link is a hyperlink in a block; span counts bytes of the block's text.
type link struct {
	span hearsay.Span
	href string
}

// linked is the share of the block's bytes that stand in links.
func (b *block) linked() float64 {
	n := 0
	for _, l := range b.links {
		n += l.span.Len()
	}
	return float64(n) / float64(max(1, len(b.text)))
}

// blocksOf cuts a page into blocks, in document order. Nothing is judged here
// but visibility: what no reader sees (scripts, forms' inner workings, elements
// hidden by their own style) gives no block.
func blocksOf(doc *html.Node, places map[*html.Node]int) []block {
	c := &cutter{places: places}
	c.walk(doc, state{kind: hearsay.Paragraph, node: doc})
	c.flush()
	return c.blocks
}

// cutter walks a tree and gathers inline text until a block element ends it.
type cutter struct {
	places map[*html.Node]int
	blocks []block
	cur    block
	buf    []byte
	breaks int  // line breaks since the last letter
	space  bool // white space since the last letter
	cell   bool // a table cell ended since the last letter
}

// state is what a block inherits from the elements around it.
type state struct {
	kind hearsay.BlockKind
	node *html.Node
	href string // of the link around, or ""
	pre  bool
}

func (c *cutter) walk(n *html.Node, s state) {
	switch n.Type {
	case html.TextNode:
		c.text(n, s)
		return
	case html.ElementNode:
		if unseen(n) {
			return
		}
		c.element(n, s)
		return
	}
	c.children(n, s)
}

func (c *cutter) children(n *html.Node, s state) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child, s)
	}
}

func (c *cutter) element(n *html.Node, s state) {
	switch {
	case n.Data == "br":
		c.breaks++
	case n.Data == "hr":
		c.flush()
	case n.Data == "td" || n.Data == "th":
		c.children(n, s)
		c.cell = true
	case n.Data == "a" && attr(n, "href") != "":
		s.href = attr(n, "href")
		c.children(n, s)
	case blockElements[n.Data]:
		c.flush()
		c.children(n, within(s, n))
		c.flush()
	default:
		c.children(n, s)
	}
}

// within is the state inside a block element.
func within(s state, n *html.Node) state {
	s.node = n
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		s.kind = hearsay.Heading
	case "blockquote":
		s.kind = hearsay.BlockQuote
	case "li", "dt", "dd":
		s.kind = hearsay.ListItem
	case "pre":
		s.pre = true
	}
	return s
}

// text appends a text node to the current block, folding white space.
func (c *cutter) text(n *html.Node, s state) {
	at, known := c.places[n]
	for i := 0; i < len(n.Data); {
		r, size := utf8.DecodeRuneInString(n.Data[i:])
		switch {
		case s.pre && r == '\n':
			c.breaks++
		case unicode.IsSpace(r):
			c.space = true
		default:
			c.gap(s)
			c.linkTo(s.href, size)
			for j := range size {
				c.buf = append(c.buf, n.Data[i+j])
				c.cur.src = append(c.cur.src, place(at+i+j, known))
			}
		}
		i += size
	}
}

// linkTo notes that the next size bytes stand in a link to href: the last link
// grows when it is the same one, white space between included.
func (c *cutter) linkTo(href string, size int) {
	if href == "" {
		return
	}
	at := len(c.buf)
	if n := len(c.cur.links); n > 0 && c.cur.links[n-1].href == href && c.cur.links[n-1].span.End >= at-1 {
		c.cur.links[n-1].span.End = at + size
		return
	}
	c.cur.links = append(c.cur.links, link{hearsay.Span{Start: at, End: at + size}, href})
}

func place(at int, known bool) int32 {
	if !known {
		return -1
	}
	return int32(at)
}

// gap writes the white space that is due before the next letter. Two line
// breaks end the block: that is how hand-written pages part paragraphs.
func (c *cutter) gap(s state) {
	if c.breaks >= 2 && !s.pre {
		c.flush()
	}
	if len(c.buf) == 0 {
		c.cur.kind, c.cur.node = s.kind, s.node
	} else {
		switch {
		case c.breaks > 0:
			c.put('\n')
		case c.cell:
			c.put('\t')
		case c.space:
			c.put(' ')
		}
	}
	c.breaks, c.space, c.cell = 0, false, false
}

func (c *cutter) put(b byte) {
	c.buf = append(c.buf, b)
	c.cur.src = append(c.cur.src, -1)
}

// flush ends the current block.
func (c *cutter) flush() {
	if len(c.buf) > 0 {
		c.cur.text = string(c.buf)
		c.blocks = append(c.blocks, c.cur)
	}
	c.cur, c.buf = block{}, c.buf[:0]
	c.breaks, c.space, c.cell = 0, false, false
}

// blockElements end the paragraph before them and after them.
var blockElements = setOf("address article aside blockquote body caption center " +
	"dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
	"header hgroup html legend li main menu nav ol p pre section summary table tbody tfoot " +
	"thead tr ul")

// unseenElements show no text of the article to a reader.
var unseenElements = setOf("head script style noscript template iframe svg math canvas object " +
	"embed audio video map select option optgroup datalist textarea button input progress meter " +
	"noembed noframes frameset")

// unseen reports whether an element and all in it is hidden from readers by its
// own name or attributes. Style sheets are not read. Pages that fade in hide
// their root, and open dialogs mark everything else as hidden from screen
// readers, so the root and blocks under aria-hidden are not believed.
func unseen(n *html.Node) bool {
	if unseenElements[n.Data] {
		return true
	}
	if n.Data == "html" || n.Data == "body" {
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" && !blockElements[n.Data] {
				return true
			}
		case "class":
			if hiddenClass(a.Val) {
				return true
			}
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// hiddenClass knows the usual names for text that is only read aloud or only
// shown under the mouse.
func hiddenClass(class string) bool {
	for c := range strings.FieldsSeq(class) {
		switch strings.ToLower(c) {
		case "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader-only",
			"u-visually-hidden", "assistive-text", "offscreen", "element-invisible", "hidden-visually", "tooltip", "tooltiptext",
			"tooltip-content", "popover", "popup", "rollover", "rollover-block", "rollover-people-block", "hovercard", "hover-card":
			return true
		}
	}
	return false
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// attr returns the value of an attribute, or "".
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
