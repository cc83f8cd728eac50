// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"testing"
	"time"

	"hearsay"
)

func TestWordSpan(t *testing.T) {
	s := hearsay.WordSpan{From: 10, To: 20}
	for _, c := range []struct {
		t       hearsay.WordSpan
		overlap int
		hull    hearsay.WordSpan
		order   int
	}{
		{hearsay.WordSpan{From: 10, To: 20}, 10, s, 0},
		{hearsay.WordSpan{From: 0, To: 5}, 0, hearsay.WordSpan{From: 0, To: 20}, 1},
		{hearsay.WordSpan{From: 20, To: 30}, 0, hearsay.WordSpan{From: 10, To: 30}, -1},
		{hearsay.WordSpan{From: 10, To: 25}, 10, hearsay.WordSpan{From: 10, To: 25}, -1},
		{hearsay.WordSpan{From: 12, To: 15}, 3, s, -1},
	} {
		if o, h, k := s.Overlap(c.t), s.Hull(c.t), s.Compare(c.t); o != c.overlap || h != c.hull || k != c.order {
			t.Errorf("%v with %v: overlap %d, hull %v, order %d", s, c.t, o, h, k)
		}
	}
}

// TestClusterIDsStay: IDs of clusters stand in other people's notes.
func TestClusterIDsStay(t *testing.T) {
	w := hearsay.Witness{Article: hearsay.ArticleID{1, 2, 3}, Date: time.Unix(5, 0), Outlet: "gull", Words: hearsay.WordSpan{From: 30, To: 50}}
	for ordinal, want := range map[int]string{1: "lo7pxhups42xc7tiyzijq4qkrm", 2: "rrhvivm6r2zeeff6fpyepwd7t4"} {
		if got := w.Founds(ordinal).String(); got != want {
			t.Errorf("ordinal %d: %s, want %s", ordinal, got, want)
		}
	}
	later := w
	later.Date = later.Date.Add(time.Second)
	further := w
	further.Words.From++
	other := w
	other.Article[0]++
	for _, v := range []hearsay.Witness{later, further, other} {
		if w.Compare(&v) >= 0 || v.Compare(&w) <= 0 {
			t.Errorf("%v does not come before %v", w, v)
		}
	}
}
