// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package safexml

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"hearsay"
)

// Node is an element of a small tree.
type Node struct {
	Space, Name string // the name without prefix
	Attr        []xml.Attr
	Children    []*Node
	// From and To are the bytes of text between its tags.
	From, To int
	start    int // of its start tag
	text     []byte
}

// Parse reads text, as [Text] returns it, as a tree. What was read is returned
// with the error, if it has a root: the elements that were open end there.
func Parse(text []byte, limits Limits) (*Node, error) {
	s := NewScanner(text, limits)
	var root *Node
	var path []*Node
	for {
		token, err := s.Next()
		if err != nil {
			for _, n := range path {
				n.To = max(s.from, n.From)
			}
			return root, endOf(root, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			n := &Node{Space: t.Name.Space, Name: t.Name.Local, Attr: t.Copy().Attr, From: s.to, start: s.from, text: text}
			switch {
			case len(path) > 0:
				parent := path[len(path)-1]
				parent.Children = append(parent.Children, n)
			case root == nil:
				root = n
			}
			path = append(path, n)
		case xml.EndElement:
			if len(path) > 0 {
				path[len(path)-1].To = max(s.from, path[len(path)-1].From)
				path = path[:len(path)-1]
			}
		}
	}
}

func endOf(root *Node, err error) error {
	switch {
	case err == io.EOF && root == nil:
		return fmt.Errorf("%w: no element in it", hearsay.ErrInvalid)
	case err == io.EOF:
		return nil
	}
	return err
}

// Child returns the first child of that name, or nil. The name counts without
// namespace, and without regard to case. N may be nil.
func (n *Node) Child(names ...string) *Node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		var found *Node
		for _, c := range n.Children {
			if strings.EqualFold(c.Name, name) {
				found = c
				break
			}
		}
		n = found
	}
	return n
}

// All returns the children of that name. N may be nil.
func (n *Node) All(name string) []*Node {
	if n == nil {
		return nil
	}
	var out []*Node
	for _, c := range n.Children {
		if strings.EqualFold(c.Name, name) {
			out = append(out, c)
		}
	}
	return out
}

// Find returns the first element of that name in n, itself or below, in the order
// of text, or nil.
func (n *Node) Find(name string) *Node {
	if n == nil || strings.EqualFold(n.Name, name) {
		return n
	}
	for _, c := range n.Children {
		if found := c.Find(name); found != nil {
			return found
		}
	}
	return nil
}

// Value returns an attribute by its name without namespace, or "".
func (n *Node) Value(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return a.Value
		}
	}
	return ""
}

// Text returns the text of n and all below, white space folded. N may be nil.
func (n *Node) Text() string { return strings.Join(strings.Fields(n.Written()), " ") }

// Inner returns the markup between the tags of n.
func (n *Node) Inner() []byte {
	if n == nil {
		return nil
	}
	return n.text[n.From:n.To]
}

// Written returns the text of n and all below with its white space.
func (n *Node) Written() string {
	if n == nil {
		return ""
	}
	s := NewScanner(n.Inner(), Limits{})
	var b strings.Builder
	for {
		token, err := s.Next()
		if err != nil {
			return strings.TrimSpace(b.String())
		}
		if t, ok := token.(xml.CharData); ok {
			b.Write(t)
		}
	}
}

// Alone returns n as a document of its own, with the namespaces that are declared in
// around, an element that n lies in.
func (n *Node) Alone(around *Node) []byte {
	tag := strings.TrimSpace(strings.TrimRight(string(n.text[n.start:n.From]), "/>"))
	name := strings.TrimPrefix(tag, "<")
	if i := strings.IndexAny(name, " \t\r\n"); i >= 0 {
		name = name[:i]
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(tag)
	for _, a := range around.Attr {
		key := a.Name.Local
		if a.Name.Space == "xmlns" {
			key = "xmlns:" + key
		}
		if (a.Name.Space == "xmlns" || key == "xmlns") && !strings.Contains(tag, key+"=") {
			b.WriteString(" " + key + `="`)
			xml.EscapeText(&b, []byte(a.Value)) // to memory: cannot fail
			b.WriteString(`"`)
		}
	}
	b.WriteString(">")
	b.Write(n.Inner())
	b.WriteString("</" + name + ">\n")
	return b.Bytes()
}
