// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"context"
	"fmt"
	"io"
	"slices"

	"hearsay"
)

// filter is a stage: it takes lines and writes others.
type filter interface {
	line(*line) error
	// end is called after the last line.
	end() error
}

// stage makes the filter of a run.
type stage struct {
	name string
	make func(*Header, Options, *lineWriter) filter
}

func stages() []stage {
	return []stage{
		{"seeds", newSeedFilter}, {"pairs", newPairFilter}, {"align", newAlignFilter}, {"clusters", newClusterFilter},
	}
}

// StageNames are the names of the stages that Filter runs, in their order.
func StageNames() []string {
	var out []string
	for _, s := range stages() {
		out = append(out, s.name)
	}
	return out
}

// Filter runs one stage over lines, for runs on many machines; doc/scale.md has the
// lines of each. A stage knows nothing but its input, and the same input gives the
// same output, so that an engine may run it again elsewhere. Errors: ErrVersion, and
// those that name a line. An input without any line gives an output without any.
func Filter(ctx context.Context, name, program string, from io.Reader, to io.Writer) error {
	all := stages()
	i := slices.IndexFunc(all, func(s stage) bool { return s.name == name })
	if i < 0 {
		return fmt.Errorf("%w: there is no stage %q", hearsay.ErrNotFound, name)
	}
	in, out := newLineReader(from, program), newLineWriter(to)
	if err := filterAll(ctx, all[i], in, out); err != nil {
		return err
	}
	return out.flush()
}

func filterAll(ctx context.Context, s stage, in *lineReader, out *lineWriter) error {
	var f filter
	for {
		l, err := in.next()
		if err != nil && err != io.EOF {
			return err
		}
		if f == nil && in.header != nil {
			opt, wrong := in.header.options()
			if wrong != nil {
				return wrong
			}
			out.head(in.header)
			f = s.make(in.header, opt, out)
		}
		if err == io.EOF {
			break
		}
		if err := f.line(&l); err != nil {
			return in.wrong(err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if f == nil {
		return nil
	}
	return f.end()
}

func unknownKind(l *line) error {
	return fmt.Errorf("%w: a line of kind %q has no place here", hearsay.ErrInvalid, l.kind)
}

// whole tells apart lines that belong together, of which all must follow each other.
type whole struct {
	now  uint32
	some bool
	seen map[uint32]bool
}

// next reports whether a line begins something new, which it may not do twice.
func (w *whole) next(l *line) (fresh bool, err error) {
	n, err := l.number()
	if err != nil || w.some && n == w.now {
		return false, err
	}
	if w.seen == nil {
		w.seen = map[uint32]bool{}
	}
	if w.seen[n] {
		return false, fmt.Errorf("%w: lines of %d, of which there were some before others; sort by the second column", hearsay.ErrInvalid, n)
	}
	w.seen[n] = true
	w.now, w.some = n, true
	return true, nil
}
