// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"sync"

	"hearsay"
	"hearsay/store"
)

// known answers what the library has of an article. The library is opened with the first
// question and kept open, since most pages that are visited again have changed bytes; it is
// opened anew when its facts were put in the place of others, as a rebuild does. It is safe for
// concurrent use.
type known struct {
	dir string

	mu  sync.RWMutex // for reading, while somebody reads
	lib *store.Store // nil before the first question
}

// facts returns an article without its quotations. Errors: those of [store.Open] and
// [store.Store.Facts].
func (k *known) facts(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, error) {
	for {
		k.mu.RLock()
		if k.current() {
			defer k.mu.RUnlock()
			return k.lib.Facts(ctx, id)
		}
		k.mu.RUnlock()
		if err := k.open(ctx); err != nil {
			return nil, err
		}
	}
}

// current reports whether what is open is what the folder has; mu is held.
func (k *known) current() bool { return k.lib != nil && !k.lib.Replaced() }

func (k *known) open(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.current() {
		return nil // somebody else was as fast
	}
	if err := k.shut(); err != nil {
		return err
	}
	lib, err := store.Open(ctx, k.dir)
	if err == nil {
		k.lib = lib
	}
	return err
}

// shut closes what is open; mu is held.
func (k *known) shut() error {
	if k.lib == nil {
		return nil
	}
	lib := k.lib
	k.lib = nil
	return lib.Close()
}

// close closes the library once nobody reads in it.
func (k *known) close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.shut()
}
