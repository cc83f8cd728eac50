// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package admit

import (
	"context"
	"fmt"

	"hearsay"
	"hearsay/account"
)

// errSetUp is every refusal of a set-up.
var errSetUp = fmt.Errorf("set up: %w: this link is not valid, or was used; the program prints a new one when it starts, as long as there is no admin", hearsay.ErrRefused)

// OpenSetUp makes the token by which the first admin is made, in the place of any
// earlier one. Error: ErrConflict when there is an admin.
func (g *Gate) OpenSetUp(ctx context.Context) (account.Secret, error) {
	has, err := g.accounts.HasAdmin(ctx)
	if err != nil {
		return account.Secret{}, err
	}
	if has {
		return account.Secret{}, fmt.Errorf("set up: %w: there is an admin", hearsay.ErrConflict)
	}
	secret := account.NewSecret()
	g.setUp.mu.Lock()
	defer g.setUp.mu.Unlock()
	g.setUp.digest, g.setUp.open = secret.Digest(), true
	return secret, nil
}

// CanSetUp says whether a token would make the first admin now; it changes nothing.
// Error: ErrRefused.
func (g *Gate) CanSetUp(ctx context.Context, token account.Secret) error {
	g.setUp.mu.Lock()
	defer g.setUp.mu.Unlock()
	return g.canSetUp(ctx, token)
}

func (g *Gate) canSetUp(ctx context.Context, token account.Secret) error {
	if !g.setUp.open || !g.setUp.digest.Equal(token.Digest()) {
		return errSetUp
	}
	has, err := g.accounts.HasAdmin(ctx)
	if err == nil && has {
		err = errSetUp
	}
	return err
}

// SetUp makes the first admin, who is logged in by the secret it returns. The token is
// of no use after that. Errors: ErrRefused; ErrInvalid for a name or password that cannot
// be, which leaves the token as it is.
func (g *Gate) SetUp(ctx context.Context, token account.Secret, name, password string) (account.Secret, error) {
	g.setUp.mu.Lock()
	defer g.setUp.mu.Unlock()
	if err := g.canSetUp(ctx, token); err != nil {
		return account.Secret{}, err
	}
	u, err := g.newUser(ctx, name, account.Administrator, password)
	if err != nil {
		return account.Secret{}, err
	}
	if err := g.accounts.AddFirstAdmin(ctx, &u); err != nil {
		return account.Secret{}, err
	}
	g.setUp.open = false
	return g.begin(ctx, u.ID, account.Secret{})
}

// HasAdmin reports whether the library is set up.
func (g *Gate) HasAdmin(ctx context.Context) (bool, error) { return g.accounts.HasAdmin(ctx) }
