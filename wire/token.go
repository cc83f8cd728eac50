// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

// Tokens are those of one user, or of all, the latest first.
type Tokens struct {
	Tokens []Token `json:"tokens"`
}

// Token lets a program do some of what its owner may.
type Token struct {
	ID     string   `json:"id"` // names it, to revoke it; no secret
	User   string   `json:"user"`
	Name   string   `json:"name"` // what it is for
	Scopes []string `json:"scopes"`
	Made   string   `json:"made"` // RFC 3339
	Ends   string   `json:"ends"`
	Used   string   `json:"used,omitempty"` // the last request, to within a minute; not there when there was none
}

// NewToken is a token that was made just now.
type NewToken struct {
	Token
	// Secret is what a program sends along; it is told this once.
	Secret string `json:"secret"`
}

// TokenWish is a token that somebody wants.
type TokenWish struct {
	Name   string   `json:"name"`           // what it is for
	Scopes []string `json:"scopes"`         // of read, trace, write and admin; none that the owner has not
	Days   int      `json:"days,omitempty"` // until it ends; 90 when not said
}

// TokenName names a token.
type TokenName struct {
	ID string `json:"id"`
}
