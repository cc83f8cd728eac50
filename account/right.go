// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package account

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// Right is what a request needs, and what a role or a token gives. Its zero value is no
// right at all: nobody has it, so that what was forgotten stays shut.
type Right uint8

// The rights.
const (
	None     Right = iota + 1 // anybody may, known or not; it shows nothing of the library
	Read                      // see what the library holds
	Trace                     // ask where a text of one's own comes from
	Write                     // change what the library holds or says
	Admin                     // say who else may
	Own                       // one's own password, sessions and tokens: never by a token
	Passages                  // see passages and facts, and no text as a whole; whoever may read may that
)

var rightNames = [...]string{None: "none", Read: "read", Trace: "trace", Write: "write", Admin: "admin", Own: "own", Passages: "passages"}

// String is the right as tokens and commands name it; "" for none that is declared.
func (r Right) String() string {
	if int(r) >= len(rightNames) {
		return ""
	}
	return rightNames[r]
}

// Declared reports whether r is one of the rights.
func (r Right) Declared() bool { return r.String() != "" }

// Rights is a set of rights. The zero value is empty.
type Rights uint8

// SetOf is the set of these rights.
func SetOf(list ...Right) (out Rights) {
	for _, r := range list {
		out |= 1 << r
	}
	return out
}

// Everything is what the one person at the machine has, where there are no accounts.
func Everything() Rights { return SetOf(None, Read, Trace, Write, Admin, Own, Passages) }

// Has reports whether r is in the set.
func (s Rights) Has(r Right) bool { return r.Declared() && s&(1<<r) != 0 }

// And is what both sets have.
func (s Rights) And(other Rights) Rights { return s & other }

// String lists the set, in the order of the rights, with commas.
func (s Rights) String() string {
	var names []string
	for r := None; r.Declared(); r++ {
		if s.Has(r) {
			names = append(names, r.String())
		}
	}
	return strings.Join(names, ",")
}

// Scopes are the rights that a token can be given, as people name them.
func Scopes() []Right { return []Right{Read, Trace, Write, Admin} }

// ParseScopes reads names of rights. Error: ErrInvalid for none at all and for what is no scope.
func ParseScopes(names []string) (out Rights, err error) {
	for _, name := range names {
		i := slices.IndexFunc(Scopes(), func(r Right) bool { return r.String() == name })
		if i < 0 {
			return 0, fmt.Errorf("scope %q: %w: read, trace, write or admin", name, hearsay.ErrInvalid)
		}
		out |= SetOf(Scopes()[i])
	}
	if out == 0 {
		return 0, fmt.Errorf("no scope: %w: give at least one of read, trace, write and admin", hearsay.ErrInvalid)
	}
	return out, nil
}

// Role is what a user is to a library.
type Role string

// The roles.
const (
	Reader        Role = "reader"
	Editor        Role = "editor"
	Administrator Role = "admin"
)

// Roles lists the roles, the least first.
func Roles() []Role { return []Role{Reader, Editor, Administrator} }

// ParseRole reads a role. Error: ErrInvalid.
func ParseRole(name string) (Role, error) {
	if r := Role(name); slices.Contains(Roles(), r) {
		return r, nil
	}
	return "", fmt.Errorf("role %q: %w: reader, editor or admin", name, hearsay.ErrInvalid)
}

// Rights are those of a role; a role that is none has nothing.
func (r Role) Rights() Rights {
	switch r {
	case Reader:
		return SetOf(None, Own, Passages, Read, Trace)
	case Editor:
		return SetOf(None, Own, Passages, Read, Trace, Write)
	case Administrator:
		return Everything()
	}
	return 0
}
