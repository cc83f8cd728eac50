// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"errors"
	"testing"

	"hearsay"
)

func TestBehind(t *testing.T) {
	o := order{[]string{`a`, `b`}, `id`}
	if got, args, err := o.behind(Mark{}); got != "true" || args != nil || err != nil {
		t.Errorf("%q %v %v", got, args, err)
	}
	id := make([]byte, 16)
	got, args, err := o.behind(Mark{[]int64{7, 5}, id})
	if want := `a <= ? and (a < ? or a = ? and (b < ? or b = ? and id > ?))`; got != want || len(args) != 6 || err != nil {
		t.Errorf("%q with %v, %v; want %q", got, args, err, want)
	}
	for _, m := range []Mark{{Keys: []int64{1}}, {Keys: []int64{1}, ID: id}, {Keys: []int64{1, 2}}, {Keys: []int64{1, 2, 3}, ID: id}} {
		if _, _, err := o.behind(m); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%v: %v", m, err)
		}
	}
}
