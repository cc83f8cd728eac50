// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package store keeps the facts of a library: which captures it has and where,
// which articles they gave, who speaks in them, and which index segments and
// capture files belong to it. It owns the library's folder:
//
//	captures/000001.warc.gz   what was received, byte for byte; append only
//	index/1-000001.seg        fingerprints; written once, never changed
//	facts.sqlite              this package's database
//	decisions.jsonl           what people decided of speakers; append only
//	lock                      held by the one writer
//	inbox/, kept/             of package job; not part of the facts
//
// A change is one transaction over all three. Capture bytes are appended and
// synced first, segments are written under their final name second, and the
// database commits last: what it does not name is not there, and is swept away
// by the next writer. So a process may be killed at any moment: an article is
// there with all its parts, or not at all.
//
// Readers open the folder without the lock, see the state of one commit, and
// never wait for the writer. The database can always be made again from the
// captures; all that it alone holds are the IDs that were given to clusters and
// voices, and [Rebuild] copies those.
//
// The database engine is SQLite (in Go, without cgo); no other package knows.
package store
