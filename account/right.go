// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package account

// Right is what a request needs, and what a role or a token gives. Its zero value is no
// right at all: nobody has it, so that what was forgotten stays shut.
type Right uint8

// The rights.
const (
	None  Right = iota + 1 // anybody may, known or not; it shows nothing of the library
	Read                   // see what the library holds
	Trace                  // ask where a text of one's own comes from
	Write                  // change what the library holds or says
	Admin                  // say who else may
)

var rightNames = [...]string{None: "none", Read: "read", Trace: "trace", Write: "write", Admin: "admin"}

// String is the right as tokens and commands name it; "" for none that is declared.
func (r Right) String() string {
	if int(r) >= len(rightNames) {
		return ""
	}
	return rightNames[r]
}

// Declared reports whether r is one of the rights.
func (r Right) Declared() bool { return r.String() != "" }
