// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package admit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hearsay"
	"hearsay/account"
)

// AddShare makes a link that opens one address for whoever has it. Its secret is returned
// here and nowhere again. Whether the address can be shared, the caller has looked. Error:
// ErrInvalid for days out of range.
func (g *Gate) AddShare(ctx context.Context, u account.User, address string, days int) (account.Secret, error) {
	if days < 1 || days > account.MostTokenDays {
		return account.Secret{}, fmt.Errorf("share: %w: a link lasts 1 to %d days", hearsay.ErrInvalid, account.MostTokenDays)
	}
	secret, now := account.NewSecret(), g.opt.Now()
	return secret, g.accounts.AddShare(ctx, account.Share{
		ID: account.NewSecret().Reveal()[:12], Digest: secret.Digest(), User: u.ID, Address: address,
		Made: now, Ends: now.Add(time.Duration(days) * 24 * time.Hour),
	})
}

// Shared is the address that a link opens. A link opens nothing any more when it has
// ended, was revoked, or its maker may not read the library. Error: ErrNotFound.
func (g *Gate) Shared(ctx context.Context, secret account.Secret) (string, error) {
	s, u, err := g.accounts.Share(ctx, secret.Digest())
	if err == nil && (s.Ended(g.opt.Now()) || !u.Role.Rights().Has(account.Read)) {
		err = hearsay.ErrNotFound
	}
	if err != nil && !errors.Is(err, hearsay.ErrNotFound) {
		return "", err
	}
	if err != nil {
		return "", fmt.Errorf("link: %w", hearsay.ErrNotFound)
	}
	return s.Address, nil
}

// Shares lists the share links of a user, the latest first.
func (g *Gate) Shares(ctx context.Context, user account.UserID) ([]account.Share, error) {
	return g.accounts.Shares(ctx, user)
}

// RevokeShare ends a share link of a user. Error: ErrNotFound, also for one of somebody else.
func (g *Gate) RevokeShare(ctx context.Context, user account.UserID, id string) error {
	return g.accounts.RevokeShare(ctx, user, id)
}
