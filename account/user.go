// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package account

import (
	"fmt"
	"strings"
	"time"

	"hearsay"
)

// UserID numbers the users of a library. None is used twice; 0 is nobody.
type UserID int64

// User is somebody who may use a library.
type User struct {
	ID       UserID
	Name     string // as [ParseName] makes it
	Role     Role
	Password Password // "": comes in by a provider only
	Issuer   string   // of the provider that knows the user; "" for none
	Subject  string   // what it calls them, for ever
	Made     time.Time
}

// ParseName reads a user's name: 1 to 64 of a-z, 0-9 and ".-_@", beginning with a letter
// or digit; capitals are made small. Letters of one script cannot be taken for those of
// another. Error: ErrInvalid.
func ParseName(text string) (string, error) {
	name := strings.ToLower(strings.TrimSpace(text))
	odd := strings.ContainsFunc(name, func(r rune) bool { return !letter(r) && !strings.ContainsRune(".-_@", r) })
	if name == "" || len(name) > 64 || odd || !letter(rune(name[0])) {
		return "", fmt.Errorf("name of a user: %w: 1 to 64 of a-z, 0-9, dot, hyphen, underscore and @, a letter or digit first", hearsay.ErrInvalid)
	}
	return name, nil
}

func letter(r rune) bool { return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' }

// How long a session lasts.
const (
	IdleLife    = 12 * time.Hour     // after the last request
	SessionLife = 7 * 24 * time.Hour // after the log-in, whatever happens
)

// Session is a log-in of a user in one browser.
type Session struct {
	Digest Digest
	User   UserID
	Made   time.Time
	Seen   time.Time // last request, to within a minute
}

// Ended reports whether the session is over.
func (s Session) Ended(now time.Time) bool {
	return !now.Before(s.Seen.Add(IdleLife)) || !now.Before(s.Made.Add(SessionLife))
}

// How long a token lasts, in days.
const (
	TokenDays     = 90
	MostTokenDays = 366
)

// Token lets a program do some of what its owner may.
type Token struct {
	ID     string // names it in lists; no secret
	Digest Digest
	User   UserID
	Name   string // what it is for, in the owner's words
	Scopes Rights
	Made   time.Time
	Ends   time.Time
	Used   time.Time // last request, to within a minute; zero for never
}

// Ended reports whether the token is over.
func (t Token) Ended(now time.Time) bool { return !now.Before(t.Ends) }

// Rights are what a token of a user with a role may: never more than its owner today,
// and never what is the owner's own.
func (t Token) Rights(owner Role) Rights {
	out := t.Scopes.And(owner.Rights()).And(SetOf(Scopes()...)) | SetOf(None)
	if out.Has(Read) {
		out |= SetOf(Passages)
	}
	return out
}
