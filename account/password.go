// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"hearsay"
)

// How passwords are hashed: the second recommended choice of RFC 9106, section 4, a
// tenth of a second and 64 MB for each guess. A stored hash names its own, so these can
// be raised; [Password.Weak] tells of one made with less.
const (
	hashPasses  = 3
	hashMemory  = 64 << 10 // KiB
	hashThreads = 4
	hashBytes   = 32
	saltBytes   = 16
)

// The lengths of passwords. There is no other rule: rules of composition make passwords
// worse, and a limit below what password managers make would refuse the best.
const (
	LeastPassword = 12   // characters
	MostPassword  = 1024 // bytes
)

// Password is a hash in the form of the PHC: $argon2id$v=19$m=…,t=…,p=…$salt$hash.
// "" is the password of nobody: no text fits it.
type Password string

// HashPassword hashes what somebody chose. Error: ErrInvalid when it is too short or too
// long, or is the user's name.
func HashPassword(user, text string) (Password, error) {
	text = norm.NFC.String(text) // keyboards differ in how they send é
	switch {
	case utf8.RuneCountInString(text) < LeastPassword:
		return "", fmt.Errorf("%w: a password has at least %d characters; any will do, a sentence too", hearsay.ErrInvalid, LeastPassword)
	case len(text) > MostPassword:
		return "", fmt.Errorf("%w: a password has at most %d bytes", hearsay.ErrInvalid, MostPassword)
	case strings.EqualFold(text, user):
		return "", fmt.Errorf("%w: the password is the name", hearsay.ErrInvalid)
	}
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails
	return encodePassword(hashing{hashMemory, hashPasses, hashThreads, salt, nil}, text), nil
}

// hashing is a hash and what it was made with.
type hashing struct {
	memory, passes uint32
	threads        uint8
	salt, sum      []byte
}

func (h hashing) of(text string, size int) []byte {
	return argon2.IDKey([]byte(text), h.salt, h.passes, h.memory, h.threads, uint32(size))
}

func encodePassword(h hashing, text string) Password {
	b := base64.RawStdEncoding
	return Password(fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.passes, h.threads,
		b.EncodeToString(h.salt), b.EncodeToString(h.of(text, hashBytes))))
}

// parsePassword reads a hash. One that would cost more than eight times ours was not
// made by us, and could be there to exhaust the machine.
func parsePassword(p Password) (h hashing, ok bool) {
	parts := strings.Split(string(p), "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return h, false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memory, &h.passes, &h.threads); err != nil {
		return h, false
	}
	var errSalt, errSum error
	h.salt, errSalt = base64.RawStdEncoding.DecodeString(parts[4])
	h.sum, errSum = base64.RawStdEncoding.DecodeString(parts[5])
	sound := errSalt == nil && errSum == nil && len(h.salt) >= 8 && len(h.sum) >= 16 && len(h.sum) <= 64 &&
		h.passes >= 1 && h.threads >= 1 && h.memory >= 8 && h.memory <= 8*hashMemory && h.passes <= 8*hashPasses
	return h, sound
}

// Fits reports whether text is the password. It takes the same time for a right and a
// wrong one, and for "" and a damaged hash, which nothing fits.
func (p Password) Fits(text string) bool {
	text = norm.NFC.String(text[:min(len(text), MostPassword+1)])
	h, ok := parsePassword(p)
	if !ok {
		h = hashing{memory: hashMemory, passes: hashPasses, threads: hashThreads, salt: make([]byte, saltBytes), sum: make([]byte, hashBytes)}
	}
	same := subtle.ConstantTimeCompare(h.of(text, len(h.sum)), h.sum) == 1
	return same && ok && len(text) <= MostPassword
}

// Weak reports whether the hash was made with less than today's: it is to be made anew
// when its owner next logs in.
func (p Password) Weak() bool {
	h, ok := parsePassword(p)
	return ok && (h.memory < hashMemory || h.passes < hashPasses || len(h.sum) < hashBytes)
}

// NewPassword makes one for a user who will get it from somebody: 20 letters and digits,
// 100 bits, without those that are taken for one another.
func NewPassword() Secret {
	const letters = "abcdefghijkmnpqrstuvwxyz23456789" // 32: a byte's low five bits are even-handed
	b := make([]byte, 20)
	rand.Read(b) // never fails
	for i := range b {
		b[i] = letters[b[i]&31]
	}
	return Secret{string(b)}
}
