// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"context"

	"hearsay/bench/provenance"
)

// ask asks all that can be asked.
func (a *asker) ask(ctx context.Context, questions []provenance.Question) error {
	if err := a.lineages(ctx, questions); err != nil {
		return err
	}
	for _, q := range questions {
		if q.Ask != "claim" {
			continue
		}
		if err := a.claim(ctx, q); err != nil {
			return err
		}
	}
	return nil
}
