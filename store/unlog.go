// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"hearsay"
)

// Where the header of a database says how it is written and read, and what stands there
// for one without a log (sqlite.org/fileformat2.html, 1.3.3).
const versionsAt = 18

var (
	databaseMagic = []byte("SQLite format 3\x00")
	unlogged      = []byte{1, 1}
)

// Unlog makes of a database that was copied whole, and that nobody has open, one without
// a log. One with a log takes memory that its readers share, so they would have to be on
// one machine. It is what SQLite's documentation says to do with the bytes of a copy
// (sqlite3_deserialize), and takes no lock, which shared storage may not have.
func Unlog(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close() // a second time where all went well
	head := make([]byte, versionsAt+len(unlogged))
	if _, err := f.ReadAt(head, 0); err != nil || !bytes.HasPrefix(head, databaseMagic) {
		return fmt.Errorf("%s: %w: no database", path, hearsay.ErrCorrupt)
	}
	if _, err := f.WriteAt(unlogged, versionsAt); err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
