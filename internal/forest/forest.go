// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package forest joins things, numbered from 0, into groups (union-find; Tarjan
// 1975).
package forest

// Forest holds, for each thing, a lower number of its group or its own. The zero
// value is empty.
type Forest []int32

// Add adds the next number, as a group of its own.
func (f *Forest) Add() { *f = append(*f, int32(len(*f))) }

// Root returns the lowest number of i's group.
func (f Forest) Root(i int32) int32 {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

// Join makes the groups of i and j one.
func (f Forest) Join(i, j int32) {
	a, b := f.Root(i), f.Root(j)
	f[max(a, b)] = min(a, b)
}
