// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"slices"
	"testing"

	"hearsay"
	"hearsay/store"
)

// TestMomentWithoutStories: of a library whose articles are in no story yet, a moment
// has all readings, no story, and says how many articles are missing from those.
func TestMomentWithoutStories(t *testing.T) {
	w := carriers(t, 12)
	err := openReader(t, w.Dir()).At(t.Context(), func(m *store.Moment) error {
		var read []hearsay.ArticleID
		err := m.Readings(t.Context(), func(r store.Reading) error {
			read = append(read, r.Article.ID)
			return nil
		})
		if err != nil {
			return err
		}
		slices.SortFunc(read, func(a, b hearsay.ArticleID) int { return slices.Compare(a[:], b[:]) })
		if n := len(slices.Compact(read)); n != 12 {
			t.Errorf("%d articles read", n)
		}
		untold, err := m.Untold(t.Context())
		if err != nil || untold != 12 {
			t.Errorf("%d articles are in no story, %v", untold, err)
		}
		return m.Stories(t.Context(), store.StoryFilter{}, func(s hearsay.Story) error {
			t.Errorf("story %s", s.ID)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
