// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package durable

import (
	"os"
	"syscall"
)

// TryLock takes the lock of an open file without waiting. The system gives it
// back when the process ends, however it ends.
func TryLock(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// Unlock gives the lock back. Closing the file alone would not, while another program
// is being started: until it runs it has what this one has open.
func Unlock(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_UN)
}
