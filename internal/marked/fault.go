// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"fmt"

	"hearsay"
)

// Fault is something in a file that can't be read, and what to do about it. It
// wraps hearsay.ErrInvalid.
type Fault struct {
	Position
	What   string
	Advice string
}

func fault(column int, what, advice string) *Fault {
	return &Fault{Position{Column: column}, what, advice}
}

func (f *Fault) Error() string {
	return fmt.Sprintf("line %d, column %d: %s; %s", f.Line, f.Column, f.What, f.Advice)
}

// Unwrap makes a fault an invalid input.
func (f *Fault) Unwrap() error { return hearsay.ErrInvalid }
