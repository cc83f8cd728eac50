// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package safexml_test

import (
	"errors"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/safexml"
)

// TestD4: entities that grow and entities that name a file are refused with the document
// type that declares them, however it is spelt; so is what is deeper or longer than any
// feed. Every reader of XML in Hearsay goes through here (TestD4 of the root package).
func TestD4(t *testing.T) {
	t.Parallel()
	for name, doc := range map[string]string{
		"billion laughs": `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><lolz>&c;</lolz>`,
		"quadratic":      `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("a", 100_000) + `">]><x>` + strings.Repeat("&a;", 10_000) + `</x>`,
		"a file":         `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`,
		"an address":     `<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1/">]><x>&e;</x>`,
		"a parameter":    `<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1/x.dtd"> %e;]><x/>`,
		"small letters":  `<!doctype x [<!entity e "y">]><x>&e;</x>`,
		"deep":           strings.Repeat("<a>", 10_000) + strings.Repeat("</a>", 10_000),
		"many":           "<a>" + strings.Repeat("<b/>", 1_000_000) + "</a>",
	} {
		n, err := safexml.Parse([]byte(doc), safexml.Limits{})
		if !errors.Is(err, hearsay.ErrRefused) && !errors.Is(err, hearsay.ErrTooLarge) {
			t.Errorf("%s: %v, %v", name, n, err)
		}
	}
}
