// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package index

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// mapFile maps a file into memory for reading. The file may be renamed or
// removed meanwhile; it must not be cut.
func mapFile(path string) ([]byte, func() error, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.Size() == 0 {
		return nil, func() error { return nil }, nil
	}
	data, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, nil, err
	}
	// Look-ups touch a page here and there: with the 32 pages that systems read
	// beside each, an index that does not fit the memory is read many times over.
	// Advice that is not taken costs speed, nothing else.
	_ = unix.Madvise(data, unix.MADV_RANDOM)
	return data, func() error { return syscall.Munmap(data) }, nil
}

// readThrough says that the whole of a mapped file will be read, in order.
func readThrough(data []byte) {
	if len(data) > 0 {
		_ = unix.Madvise(data, unix.MADV_NORMAL)
	}
}
