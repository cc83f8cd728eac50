// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build linux || darwin || freebsd

package batch

import "golang.org/x/sys/unix"

// freeBytes is how much room the disk of a folder has for us; false when that
// cannot be known.
func freeBytes(dir string) (int64, bool) {
	var st unix.Statfs_t
	if unix.Statfs(dir, &st) != nil {
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true
}
