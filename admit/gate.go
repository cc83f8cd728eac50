// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package admit

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"hearsay"
	"hearsay/account"
	"hearsay/store"
)

// hashesAtOnce bounds the memory of guessing: 64 MB each.
const hashesAtOnce = 2

// seenEvery is how often the last use of a session or token is written down.
const seenEvery = time.Minute

// Options are what a gate needs besides the accounts.
type Options struct {
	Now      func() time.Time // the clock; required
	Provider *Provider        // may be nil: passwords only
}

// Gate lets people in. It is safe for concurrent use. The accounts stay the caller's
// to close.
type Gate struct {
	accounts *store.Accounts
	opt      Options
	attempts *account.Attempts
	hashing  *semaphore.Weighted
	setUp    setUp
}

// setUp is the one-time token of the first admin. It is nowhere but in memory: it ends
// with the process, and with its use.
type setUp struct {
	mu     sync.Mutex
	digest account.Digest
	open   bool
}

// New returns a gate to accounts.
func New(accounts *store.Accounts, opt Options) *Gate {
	return &Gate{accounts: accounts, opt: opt, attempts: account.NewAttempts(), hashing: semaphore.NewWeighted(hashesAtOnce)}
}

// Visitor is somebody whom a gate knows, and how it knows them.
type Visitor struct {
	User   account.User
	Rights account.Rights
	Token  bool           // a program with a token
	Called string         // what the token is for, in its owner's words
	Secret account.Secret // of the session; zero for a token and behind a proxy
}

// ErrWait is a log-in that was not tried, since too many have failed.
type ErrWait struct{ For time.Duration }

// Error says how long to wait, in whole minutes.
func (e *ErrWait) Error() string {
	return fmt.Sprintf("too many log-ins failed; try again in %d minutes", int(e.For/time.Minute)+1)
}

// errWrong is every refusal of a name and password.
var errWrong = fmt.Errorf("log in: %w: this name with this password is not known here", hearsay.ErrRefused)

// Try is a log-in that somebody tries.
type Try struct {
	Name, Password string
	From           netip.Addr     // client's address
	Old            account.Secret // session to end when it succeeds; may be zero
}

// LogIn begins a session. Errors: ErrRefused for a wrong name or password, [ErrWait].
// A wrong one takes as long as a right one.
func (g *Gate) LogIn(ctx context.Context, t Try) (account.Secret, error) {
	name, err := account.ParseName(t.Name)
	if err != nil {
		name = "" // nobody's: goes the same way, in the same time
	}
	if wait := g.attempts.Begin(name, t.From, g.opt.Now()); wait > 0 {
		return account.Secret{}, &ErrWait{wait}
	}
	u, err := g.accounts.UserNamed(ctx, name)
	if err != nil && !errors.Is(err, hearsay.ErrNotFound) {
		return account.Secret{}, err
	}
	fits, err := g.fits(ctx, u.Password, t.Password)
	if err != nil {
		return account.Secret{}, err
	}
	if !fits {
		return account.Secret{}, errWrong
	}
	g.attempts.Succeed(name, t.From, g.opt.Now())
	if u.Password.Weak() {
		if better, err := g.hash(ctx, u.Name, t.Password); err == nil {
			err = g.accounts.Rehash(ctx, u.ID, u.Password, better)
			if err != nil {
				return account.Secret{}, err
			}
		}
	}
	return g.begin(ctx, u.ID, t.Old)
}

func (g *Gate) fits(ctx context.Context, p account.Password, text string) (bool, error) {
	if err := g.hashing.Acquire(ctx, 1); err != nil {
		return false, err
	}
	defer g.hashing.Release(1)
	return p.Fits(text), nil
}

func (g *Gate) hash(ctx context.Context, name, text string) (account.Password, error) {
	if err := g.hashing.Acquire(ctx, 1); err != nil {
		return "", err
	}
	defer g.hashing.Release(1)
	return account.HashPassword(name, text)
}

// begin makes a session with a new secret, and ends the one that the browser had: what
// was known before the log-in opens nothing after it.
func (g *Gate) begin(ctx context.Context, user account.UserID, old account.Secret) (account.Secret, error) {
	if !old.IsZero() {
		if err := g.accounts.EndSession(ctx, old.Digest()); err != nil {
			return account.Secret{}, err
		}
	}
	secret, now := account.NewSecret(), g.opt.Now()
	err := g.accounts.AddSession(ctx, account.Session{Digest: secret.Digest(), User: user, Made: now, Seen: now})
	return secret, err
}

// errUnknown is every refusal of a secret.
var errUnknown = fmt.Errorf("%w: not known here, or ended", hearsay.ErrRefused)

// BySession says whose session a secret opens. Error: ErrRefused.
func (g *Gate) BySession(ctx context.Context, secret account.Secret) (Visitor, error) {
	s, u, err := g.accounts.Session(ctx, secret.Digest())
	now := g.opt.Now()
	switch {
	case errors.Is(err, hearsay.ErrNotFound), err == nil && s.Ended(now):
		return Visitor{}, errUnknown
	case err != nil:
		return Visitor{}, err
	}
	if now.Sub(s.Seen) >= seenEvery {
		if err := g.accounts.SeeSession(ctx, s.Digest, now); err != nil {
			return Visitor{}, err
		}
	}
	return Visitor{User: u, Rights: u.Role.Rights(), Secret: secret}, nil
}

// ByToken says whose token a secret is, and what it may. Error: ErrRefused.
func (g *Gate) ByToken(ctx context.Context, secret account.Secret) (Visitor, error) {
	if !secret.IsToken() {
		return Visitor{}, errUnknown
	}
	t, u, err := g.accounts.Token(ctx, secret.Digest())
	now := g.opt.Now()
	switch {
	case errors.Is(err, hearsay.ErrNotFound), err == nil && t.Ended(now):
		return Visitor{}, errUnknown
	case err != nil:
		return Visitor{}, err
	}
	if now.Sub(t.Used) >= seenEvery {
		if err := g.accounts.UseToken(ctx, t.ID, now); err != nil {
			return Visitor{}, err
		}
	}
	return Visitor{User: u, Rights: t.Rights(u.Role), Token: true, Called: t.Name}, nil
}

// ByName says who a user is for whom somebody else vouches: a proxy that the operator
// trusts. Error: ErrRefused for a name that is no user's.
func (g *Gate) ByName(ctx context.Context, name string) (Visitor, error) {
	name, err := account.ParseName(name)
	if err != nil {
		return Visitor{}, errUnknown
	}
	u, err := g.accounts.UserNamed(ctx, name)
	if errors.Is(err, hearsay.ErrNotFound) {
		return Visitor{}, errUnknown
	}
	return Visitor{User: u, Rights: u.Role.Rights()}, err
}

// LogOut ends one session.
func (g *Gate) LogOut(ctx context.Context, secret account.Secret) error {
	return g.accounts.EndSession(ctx, secret.Digest())
}

// LogOutEverywhere ends all sessions of a user.
func (g *Gate) LogOutEverywhere(ctx context.Context, user account.UserID) error {
	return g.accounts.EndSessions(ctx, user)
}

// Sessions counts the browsers in which a user is logged in.
func (g *Gate) Sessions(ctx context.Context, user account.UserID) (int, error) {
	return g.accounts.Sessions(ctx, user, g.opt.Now())
}
