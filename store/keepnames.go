// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"hearsay"
)

// keepNames copies the IDs that clusters and voices were given from the facts of
// before into new ones. There, they name nothing by number; each is found by its founding
// witness, once reuse has been looked for again, or taken by the cluster which that
// founds. An ID whose founding witness had left its cluster goes by the earliest
// witness of the cluster. What cannot be read for damage is lost: then an ID goes on
// only where the same witness founds a cluster again.
func (w *Writer) keepNames(ctx context.Context) error {
	if w.engine == inPostgres {
		return w.keepFrom(ctx, w.schemas.facts())
	}
	old := dsn(filepath.Join(w.dir, databaseName), url.Values{"mode": {"ro"}})
	if _, err := w.db.ExecContext(ctx, `attach ? as old`, old); err != nil {
		return unlessDamaged(err)
	}
	err := w.keepFrom(ctx, `old`)
	_, detached := w.db.ExecContext(ctx, `detach old`)
	return errors.Join(err, detached)
}

// keepFrom copies what a database of facts has.
func (w *Writer) keepFrom(ctx context.Context, old string) error {
	_, err := w.db.ExecContext(ctx, `
		insert into cluster_ids
		with names as (
			select i.id, i.article, i.from_word, i.words, c.article as first, c.from_word as first_from, c.words as first_words,
				c.n is null or exists (
					select 1 from `+old+`.articles a join `+old+`.witnesses w on w.article = a.n
					where a.id = i.article and w.cluster = c.n
						and 2 * (min(w.from_word + w.words, i.from_word + i.words) - max(w.from_word, i.from_word)) >= max(w.words, i.words)
				) as own
			from `+old+`.cluster_ids i left join `+old+`.clusters c on c.n = i.cluster
		)
		select id, case when own then article else (select a.id from `+old+`.articles a where a.n = first) end,
			case when own then from_word else first_from end, case when own then words else first_words end, 0, 1 from names`)
	voices := errors.Join(w.keepVoices(ctx, old), w.keepStories(ctx, old))
	return errors.Join(unlessDamaged(err), unlessDamaged(voices))
}

// keepVoices copies the IDs of voices. Each is found by the appearance that it was
// made from or, where that is gone, by the ID that its voice has now.
func (w *Writer) keepVoices(ctx context.Context, old string) error {
	_, err := w.db.ExecContext(ctx, `
		insert into voice_ids
		select i.id, i.article, 0, coalesce(v.id, i.now) from `+old+`.voice_ids i left join `+old+`.voices v on v.n = i.voice`)
	return err
}

// keepStories copies what IDs of stories go on naming: an article that is there says it
// by itself.
func (w *Writer) keepStories(ctx context.Context, old string) error {
	_, err := w.db.ExecContext(ctx, `insert into story_ids select id, now from `+old+`.story_ids`)
	return err
}

// unlessDamaged is nil for damage of the old facts: that is what rebuild is for.
func unlessDamaged(err error) error {
	if err == nil || errors.Is(fault(err), hearsay.ErrCorrupt) {
		return nil
	}
	return fmt.Errorf("read IDs of before: %w", fault(err))
}
