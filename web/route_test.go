// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"slices"
	"testing"
)

// TestRoutesDeclareTheirRight holds that no address is forgotten (CVE-2026-35490: a
// way in by the order of decorators): the table is the only place that makes routes.
func TestRoutesDeclareTheirRight(t *testing.T) {
	s := &site{}
	var paths []string
	for _, r := range s.routes() {
		if !r.right.Declared() {
			t.Errorf("%s declares no right", r.path)
		}
		if slices.Contains(paths, r.path) {
			t.Errorf("%s is there twice", r.path)
		}
		paths = append(paths, r.path)
	}
	if len(paths) == 0 {
		t.Error("there are no routes")
	}
}
