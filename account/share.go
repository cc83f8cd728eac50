// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package account

import "time"

// ShareDays is how long a share link lasts when nothing else is said.
const ShareDays = 30

// Share is a link that lets whoever has it read one address, and nothing else.
type Share struct {
	ID      string // names it in lists; no secret
	Digest  Digest
	User    UserID // who made it
	Address string // path and query
	Made    time.Time
	Ends    time.Time
}

// Ended reports whether the link is over.
func (s Share) Ended(now time.Time) bool { return !now.Before(s.Ends) }
