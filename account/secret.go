// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package account

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
)

// TokenPrefix begins every token, so that people and scanners of leaked secrets know
// one when they see it.
const TokenPrefix = "hsy_"

// secretBytes is what a secret is made of: 256 bits cannot be guessed.
const secretBytes = 32

// Secret is what opens a door: of a session, a token, or the first set-up. It prints as
// dots wherever it is formatted or logged; [Secret.Reveal] is the one way to its text.
type Secret struct{ text string }

// NewSecret makes a secret from the system's source of randomness.
func NewSecret() Secret {
	b := make([]byte, secretBytes)
	rand.Read(b) // never fails: the program would have ended
	return Secret{base64.RawURLEncoding.EncodeToString(b)}
}

// NewToken makes the secret of a token.
func NewToken() Secret { return Secret{TokenPrefix + NewSecret().text} }

// Given is a secret that a request brought.
func Given(text string) Secret { return Secret{text} }

// Reveal is the text itself, to be shown once or sent to the one who owns it.
func (s Secret) Reveal() string { return s.text }

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.text == "" }

// IsToken reports whether s looks like a token.
func (s Secret) IsToken() bool { return strings.HasPrefix(s.text, TokenPrefix) }

// Digest is what is kept of a secret. SHA-256 without salt is enough, since nobody can
// go through 2^256 secrets; and what is looked up by it tells nothing by its time.
func (s Secret) Digest() Digest { return sha256.Sum256([]byte(s.text)) }

// String hides the secret.
func (s Secret) String() string { return "…" }

// GoString hides the secret.
func (s Secret) GoString() string { return "account.Secret{…}" }

// MarshalText hides the secret, in JSON and in logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Digest is the SHA-256 of a secret.
type Digest [sha256.Size]byte

// Equal compares in a time that does not depend on where two digests differ.
func (d Digest) Equal(other Digest) bool { return subtle.ConstantTimeCompare(d[:], other[:]) == 1 }

// Same compares two texts in a time that depends on their lengths only.
func Same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
