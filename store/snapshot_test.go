// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hearsay"
	"hearsay/store"
)

// twoTables are one of people and one of their sayings.
func twoTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "people", Says: "a person", Key: []string{"id"}, Columns: []hearsay.Column{{Name: "id", Type: hearsay.TextColumn, Says: "names them"}},
	}, {
		Name: "said", Says: "a saying", Key: []string{"n"}, Refs: []store.Reference{{Column: "who", Table: "people"}},
		Columns: []hearsay.Column{{Name: "n", Type: hearsay.IntegerColumn, Says: "counted"}, {Name: "who", Type: hearsay.TextColumn, Says: "whose it is"}},
	}}
}

// emptySnapshot makes one that has no rows yet.
func emptySnapshot(t *testing.T) (s *store.Snapshot, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "x.sqlite")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.NewSnapshot(t.Context(), path, twoTables())
	if err != nil {
		t.Fatal(err)
	}
	return s, path
}

func TestSnapshot(t *testing.T) {
	for _, c := range []struct {
		name, who string
		want      error
	}{{"a reference that leads to a row", "lee\x00", nil}, {"one that leads nowhere", "nobody", hearsay.ErrCorrupt}} {
		s, path := emptySnapshot(t)
		err := errors.Join(s.Add(t.Context(), "people", "lee\x00"), s.Add(t.Context(), "said", 1, c.who), s.Add(t.Context(), "said", 2, nil))
		if err != nil || s.Rows("said") != 2 {
			t.Fatal(err)
		}
		if err := s.Finish(t.Context()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if whole := bytes.Contains(b, []byte("lee\ufffd")) && bytes.HasPrefix(b, []byte("SQLite format 3\x00")); err != nil || whole != (c.want == nil) {
			t.Errorf("%s: %v; the file has the rows: %v", c.name, err, whole)
		}
	}
}

func TestSnapshotRefuses(t *testing.T) {
	s, _ := emptySnapshot(t)
	defer s.Close()
	if err := s.Add(t.Context(), "nothing", 1); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("no such table: %v", err)
	}
	if err := errors.Join(s.Add(t.Context(), "people", "lee")); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(t.Context(), "people", "lee"); err == nil {
		t.Error("two rows of one key")
	}
	if err := s.Add(t.Context(), "people", "lee", 1); err == nil {
		t.Error("a row of too many values")
	}
}
