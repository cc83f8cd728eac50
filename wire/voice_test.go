// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire_test

import (
	"encoding/json"
	"strings"
	"testing"

	"hearsay"
	"hearsay/wire"
)

// TestVoiceFields: the names are a promise, and lists are never null.
func TestVoiceFields(t *testing.T) {
	guise := hearsay.Guise{Kind: hearsay.Outlet, Name: "Gull", Role: "gull.example"}
	ruling := &hearsay.Ruling{N: 3, Same: true, A: []hearsay.Ref{{Guise: guise}}}
	for name, v := range map[string]any{
		`"total" "offset" "speakers"`: wire.NewVoices(nil, 0, 0),
		`"id" "name" "kind" "articles" "quotations" "first" "last" "variants" "why" "more" "apart" "perhaps"`: wire.NewVoiceView(&hearsay.VoiceView{}, nil),
		`"n" "at" "do" "a" "b" "undone" "domain":"gull.example" "same"`:                                       wire.NewDecision(ruling),
		`"rule" "decision" "only":true "article" "said" "voice" "source" "content"`: wire.NewVoiceView(
			&hearsay.VoiceView{Why: []hearsay.Reason{{Ruling: 1, A: hearsay.Example{Ref: hearsay.Ref{Guise: guise, Article: hearsay.ArticleID{1}}, In: &hearsay.Brief{}}}}},
			[]hearsay.Said{{Article: &hearsay.Article{}, Quotations: []hearsay.Quotation{{Within: -1}}}}),
	} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range strings.Fields(name) {
			if !strings.Contains(string(b), field) {
				t.Errorf("%s: no %s", b, field)
			}
		}
		for _, list := range []string{"speakers", "variants", "why", "perhaps", "a", "b", "content"} {
			if strings.Contains(string(b), `"`+list+`":null`) {
				t.Errorf("%s: %s is null", b, list)
			}
		}
	}
}
