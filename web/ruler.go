// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"

	"hearsay"
	"hearsay/prose"
)

// bins is how many parts the ruler of a comparison has.
const bins = 100

// bin is a hundredth of a comparison: what most of its words are.
type bin struct {
	X, Y, Height int    // of its box, in a drawing of 1000 by 20
	Kind         string // class of the box
	Target       string // ID of the first change that is linked in it, else of its row
	Changes      bool   // some of its words belong to a change, however few
	Says         string
}

// changeLink leads to one change.
type changeLink struct {
	ID, Kind  string
	Side      string // of the paragraph: "A" or "B"
	Paragraph int
	Words     string // the first ones
}

// placed is a word of the ruler.
type placed struct {
	kind    hearsay.ChangeKind
	id, row string
	side    string
	number  int
}

// ruler draws where the two texts are the same and where they differ: the words of
// B in their order, with those that A alone has before the rest of their row.
func ruler(rows []diffRow) []bin {
	var cells []placed
	for _, row := range rows {
		for _, s := range row.A {
			if s.Kind == hearsay.Cut {
				cells = s.cells(cells, row.ID, "A", row.NumberA)
			}
		}
		for _, s := range row.B {
			cells = s.cells(cells, row.ID, "B", row.NumberB)
		}
	}
	if len(cells) == 0 {
		return nil
	}
	var out []bin
	for i := range bins {
		from, to := i*len(cells)/bins, (i+1)*len(cells)/bins
		out = append(out, newBin(i, cells[from:max(to, from+1)]))
	}
	return out
}

// cells appends a cell for each word of a stroke.
func (s stroke) cells(to []placed, row, side string, number int) []placed {
	for range prose.Count(s.Text) {
		to = append(to, placed{s.Kind, s.ID, row, side, number})
	}
	return to
}

// binHeights tell the kinds apart without colour.
var binHeights = map[hearsay.ChangeKind]int{
	hearsay.Same: 20, hearsay.Moved: 16, hearsay.Changed: 12, hearsay.Added: 8, hearsay.Cut: 4,
}

func newBin(i int, cells []placed) bin {
	out := bin{X: i * 1000 / bins, Target: cells[0].row}
	words := map[hearsay.ChangeKind]int{}
	for _, c := range cells {
		words[c.kind]++
	}
	most := cells[0].kind // of kinds with as many words, the first one
	for _, c := range cells {
		if words[c.kind] > words[most] {
			most = c.kind
		}
	}
	for _, c := range cells {
		if c.id != "" {
			out.Target, out.Changes = c.id, true
			break
		}
	}
	label := string(most)
	if most == hearsay.Same {
		label = "the same"
	}
	out.Kind, out.Height = string(most), binHeights[most]
	out.Y = 20 - out.Height
	out.Says = fmt.Sprintf("%s, paragraph %d: mostly %s", cells[0].side, cells[0].number, label)
	return out
}

// changeLinks lists the changes in their order, each with its address on the page.
func changeLinks(rows []diffRow) []changeLink {
	var out []changeLink
	add := func(strokes []stroke, side string, number int) {
		for _, s := range strokes {
			if s.ID != "" && (side == "B" || s.Kind != hearsay.Moved) {
				out = append(out, changeLink{s.ID, string(s.Kind), side, number, shortened(s.Text, 60)})
			}
		}
	}
	for _, row := range rows {
		add(row.A, "A", row.NumberA)
		add(row.B, "B", row.NumberB)
	}
	return out
}
