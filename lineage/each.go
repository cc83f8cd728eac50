// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// fewest is how many articles are worth another core.
const fewest = 12

// each makes a list of what f makes of the numbers below n, on all cores when they are many.
// No call of f may change what another one reads. A panic in one is the caller's.
func each[T any](n int, f func(i int) T) []T {
	out := make([]T, n)
	if n < fewest {
		for i := range out {
			out[i] = f(i)
		}
		return out
	}
	var next atomic.Int64
	var panicked atomic.Pointer[any]
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		all.Go(func() {
			defer func() {
				if cause := recover(); cause != nil {
					panicked.Store(&cause)
				}
			}()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				out[i] = f(i)
			}
		})
	}
	all.Wait()
	if cause := panicked.Load(); cause != nil {
		panic(*cause)
	}
	return out
}
