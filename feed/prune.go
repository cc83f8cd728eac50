// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/safexml"
	"hearsay/prose"
)

// A feed of XML is pruned before gofeed reads it: what nobody here reads is left
// out, each element is closed, and what is damaged or too much is cut off behind
// the last whole entry. So gofeed meets only what it is good at, in bounds, and a
// feed that breaks off in its tenth entry still has nine.

// frames are the elements that hold others of interest, in lower case.
var frames = []string{"rss", "rdf", "channel", "feed", "item", "entry"}

// native are the namespaces of feeds themselves; extensions are others that are
// read. Both also as bare prefixes, which is what an undeclared one leaves.
var (
	native = []string{"", "rss", "rdf", "www.w3.org/1999/02/22-rdf-syntax-ns", "purl.org/rss/1.0", "channel.netscape.com/rdf/simple/0.9",
		"my.netscape.com/rdf/simple/0.9", "www.w3.org/2005/atom", "purl.org/atom/ns"}
	extensions = []string{"dc", "content", "atom", "sy", "itunes", "feedburner", "purl.org/dc/elements/1.1", "purl.org/rss/1.0/modules/content",
		"purl.org/rss/1.0/modules/syndication", "www.itunes.com/dtds/podcast-1.0.dtd", "rssnamespace.org/feedburner/ext/1.0"}
)

// bareSpace is a namespace without what writers get wrong.
func bareSpace(space string) string {
	space = strings.ToLower(strings.TrimSpace(space))
	space = strings.TrimPrefix(strings.TrimPrefix(space, "http://"), "https://")
	return strings.TrimRight(space, "/#")
}

// piecesMax is how many runs of text an extension may have: gofeed joins them one by one.
const piecesMax = 64

// pruner copies what is read of a feed.
type pruner struct {
	*safexml.Scanner
	text []byte
	feed *Feed
	out  bytes.Buffer
	open []element
	root string // its namespace
	// entries counts those begun; whole is how much of out is whole, and wholeOpen
	// how many elements are open there.
	entries, over    int
	whole, wholeOpen int
}

// element is one that was begun and not ended.
type element struct {
	tag               string // as it is written
	frame, entry      bool
	extension, passed bool // passed over with all that is in it
	pieces            int
	start             int // of what was copied of it
}

// fieldMax is the most bytes of one field of an entry as it is written: gofeed holds it as a tree.
const fieldMax = 2 * htmlMax

// prune returns what is read of a feed; f gets what was left out.
func prune(text []byte, f *Feed) ([]byte, error) {
	p := &pruner{Scanner: safexml.NewScanner(text, safexml.Limits{}), text: text, feed: f}
	err := p.run()
	if p.over > 0 {
		f.skip(0, "it has %d entries more than the %d that are read", p.over, entriesMax)
	}
	switch {
	case err == nil:
		return p.out.Bytes(), nil
	case p.whole == 0, errors.Is(err, hearsay.ErrRefused):
		return nil, err
	}
	f.skip(0, "it was read up to its entry %d: %v", p.wholeEntries(), err)
	p.out.Truncate(p.whole)
	for _, e := range slices.Backward(p.open[:p.wholeOpen]) {
		fmt.Fprintf(&p.out, "</%s>", e.tag)
	}
	return p.out.Bytes(), nil
}

// wholeEntries is how many entries were ended.
func (p *pruner) wholeEntries() int {
	n := p.entries
	for _, e := range p.open {
		if e.entry {
			n--
		}
	}
	return n
}

// run copies up to the end of the root.
func (p *pruner) run() error {
	for {
		token, err := p.Next()
		if err == io.EOF {
			return fmt.Errorf("%w: it has no root element", hearsay.ErrInvalid)
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			p.begin(t)
		case xml.EndElement:
			if p.end(); len(p.open) == 0 {
				return nil
			}
		case xml.CharData:
			p.chars()
		}
	}
}

func (p *pruner) begin(t xml.StartElement) {
	from, to := p.At()
	e := p.judge(t)
	tag := bytes.TrimSuffix(bytes.TrimSuffix(p.text[from:to], []byte(">")), []byte("/"))
	name := tag[1:]
	if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	e.tag, e.start = string(name), p.out.Len()
	if !e.passed {
		p.out.Write(tag)
		p.out.WriteByte('>')
	}
	p.open = append(p.open, e)
	if e.frame && !e.entry && !e.passed {
		p.keep()
	}
}

// judge says what is done with an element.
func (p *pruner) judge(t xml.StartElement) element {
	name, space := strings.ToLower(t.Name.Local), bareSpace(t.Name.Space)
	if len(p.open) == 0 {
		p.root = space
		return element{frame: true}
	}
	parent := p.open[len(p.open)-1]
	if parent.passed || parent.extension {
		return element{passed: true}
	}
	if !parent.frame {
		return element{}
	}
	own := space == p.root || slices.Contains(native, space)
	if own && (name == "item" || name == "entry") && !parent.entry {
		p.entries++
		if p.entries > entriesMax {
			p.entries--
			p.over++
			return element{passed: true}
		}
		return element{frame: true, entry: true}
	}
	atomIn := own && space != p.root && strings.Contains(space, "/atom") // a link in a feed that is RSS
	switch {
	case own && slices.Contains(frames, name):
		return element{frame: true}
	case name == "encoded" && slices.Contains(extensions, space):
		return element{}
	case atomIn, !own && slices.Contains(extensions, space):
		return element{extension: true}
	}
	return element{passed: !own}
}

func (p *pruner) end() {
	n := len(p.open)
	if n == 0 {
		return
	}
	e := p.open[n-1]
	p.open = p.open[:n-1]
	if e.passed {
		return
	}
	if n > 1 && p.open[n-2].frame && !e.frame && p.out.Len()-e.start > fieldMax {
		p.out.Truncate(e.start)
		p.feed.skip(p.entries, "its %s has more than %d MB and was left out", prose.Clip(line(e.tag), 40), fieldMax>>20)
		return
	}
	fmt.Fprintf(&p.out, "</%s>", e.tag)
	if n > 1 && p.open[n-2].frame && !p.open[n-2].entry {
		p.keep()
	}
}

// keep marks that what was copied so far is whole.
func (p *pruner) keep() { p.whole, p.wholeOpen = p.out.Len(), len(p.open) }

func (p *pruner) chars() {
	if len(p.open) == 0 {
		return
	}
	e := &p.open[len(p.open)-1]
	if e.pieces++; e.passed || e.frame || e.extension && e.pieces > piecesMax {
		return
	}
	from, to := p.At()
	p.out.Write(p.text[from:to])
}
