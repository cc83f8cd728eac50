// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import "testing"

// TestPanicInParallel: whoever asks gets the panic of a call, whichever goroutine made it, so that
// a page that cannot be made does not end the server.
func TestPanicInParallel(t *testing.T) {
	for at := range 8 {
		func() {
			defer func() {
				if cause := recover(); cause != "here" {
					t.Errorf("call %d panicked, and %v came", at, cause)
				}
			}()
			err := inParallel(t.Context(), 8, func(i int) error {
				if i == at {
					panic("here")
				}
				return nil
			})
			t.Errorf("call %d panicked, and the answer is %v", at, err)
		}()
	}
}
