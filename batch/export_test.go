// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

// SetEntryRoom makes entries spill to runs early.
func (c *Corpus) SetEntryRoom(bytes int) { c.entries.room = bytes }
