// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package account_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/account"
)

var now = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func TestRights(t *testing.T) {
	for _, c := range []struct {
		role account.Role
		want string
	}{
		{account.Reader, "none,read,trace,own,passages"}, {account.Editor, "none,read,trace,write,own,passages"},
		{account.Administrator, "none,read,trace,write,admin,own,passages"}, {"owner", ""}, {"", ""},
	} {
		if got := c.role.Rights().String(); got != c.want {
			t.Errorf("%q may %s, want %s", c.role, got, c.want)
		}
	}
	var forgotten account.Right
	if forgotten.Declared() || account.Everything().Has(forgotten) {
		t.Error("a right that nobody declared is somebody's")
	}
}

// TestTokenRights: a token may never do more than its owner, nor what is the owner's own.
func TestTokenRights(t *testing.T) {
	token := account.Token{Scopes: account.Everything()}
	for role, want := range map[account.Role]string{account.Reader: "none,read,trace,passages", account.Administrator: "none,read,trace,write,admin,passages", "": "none"} {
		if got := token.Rights(role).String(); got != want {
			t.Errorf("token of %q may %s, want %s", role, got, want)
		}
	}
	token.Scopes = account.SetOf(account.Trace)
	if got := token.Rights(account.Administrator).String(); got != "none,trace" {
		t.Errorf("token to trace may %s", got)
	}
}

func TestParseScopes(t *testing.T) {
	for _, bad := range [][]string{nil, {""}, {"own"}, {"none"}, {"read", "everything"}, {"READ"}} {
		if _, err := account.ParseScopes(bad); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if got, err := account.ParseScopes([]string{"write", "read"}); err != nil || got.String() != "read,write" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestParseName(t *testing.T) {
	for given, want := range map[string]string{
		" Ada.Lovelace@example.org ": "ada.lovelace@example.org", "x": "x", "7": "7",
		"": "", ".ada": "", "-ada": "", "ada lovelace": "", "аda": "", "ada\x00": "", "ada\r\nadmin": "", strings.Repeat("a", 65): "", "../ada": "", "<b>": "",
	} {
		got, err := account.ParseName(given)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", given, got, err, want)
		}
	}
}

func TestPasswords(t *testing.T) {
	p, err := account.HashPassword("ada", "caf\u00e9 au lait, deux fois")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(p), "$argon2id$v=19$m=65536,t=3,p=4$") {
		t.Errorf("hash is %s", p)
	}
	if !p.Fits("cafe\u0301 au lait, deux fois") {
		t.Error("the same password typed on another keyboard does not fit")
	}
	if p.Weak() {
		t.Error("today's hash is weak")
	}
	for _, wrong := range []string{"", "café au lait, deux foi", "café au lait, deux fois ", string(p)} {
		if p.Fits(wrong) {
			t.Errorf("%q fits", wrong)
		}
	}
	for _, nobody := range []account.Password{"", "x", "$argon2id$v=19$m=65536,t=3,p=4$$", "$argon2id$v=19$m=4294967295,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"} {
		if nobody.Fits("") || nobody.Fits("x") {
			t.Errorf("something fits %q", nobody)
		}
	}
	for _, bad := range []string{"", "elevenchars", strings.Repeat("x", 1025), "ADA-LOVELACE-1815"} {
		if _, err := account.HashPassword("ada-lovelace-1815", bad); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

// TestWeakPassword: a hash of less cost fits, and is told to be made anew.
func TestWeakPassword(t *testing.T) {
	// python3 -c 'import argon2; print(argon2.PasswordHasher(1, 64, 1, hash_len=16, salt_len=16).hash("the harbour is closed"))'
	const weak account.Password = "$argon2id$v=19$m=64,t=1,p=1$18CKIWJAspZO/8Ye81bpxQ$jC27o29YFWPyOOZRlS2h7A"
	if !weak.Fits("the harbour is closed") || !weak.Weak() {
		t.Errorf("fits %v, weak %v", weak.Fits("the harbour is closed"), weak.Weak())
	}
}

// TestSecretsHide: A9, a secret that gets into a message or a log is not read there.
func TestSecretsHide(t *testing.T) {
	for _, s := range []account.Secret{account.NewSecret(), account.NewToken(), account.NewPassword()} {
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "secret", s, "in", struct{ S account.Secret }{s})
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", s, "in", struct{ S account.Secret }{s})
		asJSON, err := json.Marshal(map[string]any{"s": s})
		if err != nil {
			t.Fatal(err)
		}
		all := fmt.Sprintf("%v %+v %#v %s %q %v %+v %#v", s, s, s, s, s, &s, struct{ S account.Secret }{s}, []account.Secret{s}) + log.String() + string(asJSON)
		if strings.Contains(all, s.Reveal()) {
			t.Errorf("the secret is shown in %s", all)
		}
	}
}

func TestNewSecrets(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		s := account.NewToken()
		if !s.IsToken() || len(s.Reveal()) != len("hsy_")+43 || seen[s.Reveal()] {
			t.Fatalf("token %s", s.Reveal())
		}
		seen[s.Reveal()] = true
	}
	if p := account.NewPassword(); len(p.Reveal()) != 20 {
		t.Errorf("password %q", p.Reveal())
	}
}

func TestSessionEnds(t *testing.T) {
	s := account.Session{Made: now, Seen: now.Add(6 * 24 * time.Hour)}
	for after, want := range map[time.Duration]bool{
		0: false, 6*24*time.Hour + account.IdleLife - time.Second: false, 6*24*time.Hour + account.IdleLife: true,
		account.SessionLife: true,
	} {
		if got := s.Ended(now.Add(after)); got != want {
			t.Errorf("after %v it ended: %v", after, got)
		}
	}
	s.Seen = now.Add(account.SessionLife) // in use all the time
	if !s.Ended(now.Add(account.SessionLife)) {
		t.Error("a session in use never ends")
	}
}

func addr(s string) netip.Addr { return netip.MustParseAddr(s) }

// fail tries n log-ins that are wrong and returns how many were let through to be tried.
func fail(a *account.Attempts, name string, from netip.Addr, n int) (tried int) {
	for range n {
		if a.Begin(name, from, now) == 0 {
			tried++
		}
	}
	return tried
}

func TestAttempts(t *testing.T) {
	a := account.NewAttempts()
	if got := fail(a, "ada", addr("192.0.2.1"), 100); got != 5 {
		t.Errorf("%d guesses of one name from one address, want 5", got)
	}
	if a.Begin("ada", addr("192.0.2.2"), now) != 0 {
		t.Error("ada cannot log in elsewhere, since somebody guessed")
	}
	if a.Begin("bea", addr("192.0.2.1"), now) != 0 {
		t.Error("bea cannot log in behind the same router")
	}
	if wait := a.Begin("ada", addr("192.0.2.1"), now.Add(14*time.Minute)); wait != time.Minute {
		t.Errorf("after 14 minutes one has to wait %v, want 1m", wait)
	}
	if a.Begin("ada", addr("192.0.2.1"), now.Add(15*time.Minute)) != 0 {
		t.Error("after 15 minutes one has still to wait")
	}
	tried := 0
	for i := range 100 {
		tried += fail(a, fmt.Sprint("user", i), addr("192.0.2.9"), 1)
	}
	if tried != 30 {
		t.Errorf("%d names guessed from one address, want 30", tried)
	}
}

// TestAttemptsLockNobodyOut: guesses from everywhere stop themselves, and not an address from
// which the owner has logged in.
func TestAttemptsLockNobodyOut(t *testing.T) {
	a := account.NewAttempts()
	home := addr("198.51.100.7")
	if a.Begin("ada", home, now) != 0 {
		t.Fatal("first log-in refused")
	}
	a.Succeed("ada", home, now)
	tried := 0
	for i := range 250 {
		tried += fail(a, "ada", netip.AddrFrom4([4]byte{203, 0, 113, byte(i)}), 5)
	}
	if tried != 100 {
		t.Errorf("%d guesses from 250 addresses, want 100", tried)
	}
	if wait := a.Begin("ada", home, now); wait != 0 {
		t.Errorf("ada has to wait %v at home", wait)
	}
}

// TestAttemptsOfOneNetwork: somebody who has 2^64 addresses has one.
func TestAttemptsOfOneNetwork(t *testing.T) {
	a, tried := account.NewAttempts(), 0
	for i := range 50 {
		tried += fail(a, "ada", addr(fmt.Sprintf("2001:db8:1:2::%x", i+1)), 1)
	}
	if tried != 5 {
		t.Errorf("%d guesses from one /64, want 5", tried)
	}
	if fail(a, "ada", addr("::ffff:192.0.2.1"), 5)+fail(a, "ada", addr("192.0.2.1"), 5) != 5 {
		t.Error("an IPv4 address written as IPv6 is another one")
	}
}

func TestSucceedTakesBack(t *testing.T) {
	a, from := account.NewAttempts(), addr("192.0.2.1")
	for i := range 200 {
		if a.Begin("ada", from, now) != 0 {
			t.Fatalf("log-in %d was refused after right ones only", i)
		}
		a.Succeed("ada", from, now)
	}
}

func FuzzPassword(f *testing.F) {
	f.Add("$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=99999999999,t=0,p=256$!$!")
	f.Fuzz(func(t *testing.T, text string) { account.Password(text).Weak() })
}
