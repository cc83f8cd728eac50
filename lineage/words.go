// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"hearsay"
	"hearsay/precede"
	"hearsay/reuse"
)

// mostSigns is how many signs of order are shown of a pair.
const mostSigns = 3

// wordsSay lists what the words of two texts say of which was first, strongest first,
// and whether that is enough to tell that the parent was. What is shown adds nothing to
// the odds of the tie.
func (s *scene) wordsSay(p, c int) (list []hearsay.Evidence, parentFirst bool) {
	a, b := s.all[p].Article, s.all[c].Article
	signs := precede.Signs(
		precede.Read(a.Text, s.label(p), a.Outlet.Name), precede.Read(b.Text, s.label(c), b.Outlet.Name), reuse.Diff(a.Text, b.Text))
	for _, x := range signs[:min(len(signs), mostSigns)] {
		list = append(list, hearsay.Evidence{
			Kind: hearsay.TextDirection, Says: x.Says, Derived: hearsay.Place{Span: x.B}, From: hearsay.Place{Span: x.A},
		})
	}
	first, _ := precede.Direction(signs)
	return list, first == hearsay.SideA
}
