// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"hearsay"
)

// readable calls f, which reads segments that are mapped into memory, and makes an error
// of a page that cannot be had: on storage that machines share, a file may be cut or gone
// while it is read. Without it that would be the end of the program. It is for the goroutine
// that calls it alone.
func readable(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		fault, ok := p.(interface {
			runtime.Error
			Addr() uintptr
		})
		if !ok {
			panic(p)
		}
		err = fmt.Errorf("read the index: %w: a page of it cannot be had, since a file was cut or its storage is gone (%w)", hearsay.ErrCorrupt, fault)
	}()
	return f()
}
