// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

// FamilyView is a family with what there is to show of it.
type FamilyView struct {
	Family
	// Articles are those of the variants, in the order of the variants, each once.
	Articles []Brief
	Findings []Finding
	// Caution is what is to be said of several hearings; "" when there is one.
	Caution string
	// More counts articles with some of the words that were not looked at.
	More int
}

// Brief is that of an article of the family; the zero Brief for words that were
// asked about.
func (v *FamilyView) Brief(id ArticleID) Brief {
	for _, b := range v.Articles {
		if b.ID == id {
			return b
		}
	}
	return Brief{}
}
