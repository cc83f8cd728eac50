// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"slices"
	"strings"
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

// TestTwinsAreTold holds that what has a twin says what it is, with a sentence, and what
// it may be asked, with a phrase each.
func TestTwinsAreTold(t *testing.T) {
	for _, r := range (&site{}).routes() {
		p := r.page
		if p.json.handle == nil {
			if p.csv.handle != nil {
				t.Errorf("%s has a table and no JSON", r.path)
			}
			continue
		}
		if p.json.gives.PkgPath() != "hearsay/wire" {
			t.Errorf("%s gives a %s, which the command line cannot print", r.path, p.json.gives)
		}
		if !strings.HasSuffix(p.says, ".") {
			t.Errorf("%s says %q, which is no sentence", r.path, p.says)
		}
		if strings.Contains(r.path, "{id}") != (p.id != noID) {
			t.Errorf("%s: say in the field id what the path names, and only there", r.path)
		}
		for _, f := range []form{asJSON, asCSV} {
			for _, a := range p.asked(f) {
				if a.says == "" || (a.kind == aChoice) != (len(a.choices) > 0) {
					t.Errorf("%s: parameter %s is not told", r.path, a.name)
				}
			}
		}
	}
}
