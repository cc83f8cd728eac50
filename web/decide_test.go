// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hearsay/account"
	"hearsay/web"
	"hearsay/wire"
)

// TestWhoDecided: where several use the library, a decision bears the name of the account, and
// of the token; who is known sees it, and nobody else.
func TestWhoDecided(t *testing.T) {
	t.Parallel()
	engine, desk := decidingLibrary(t)
	s := newShared(t, engine, func(o *web.Options) { o.Desk, o.Public = desk, true })
	ada, adaIn := s.user("ada", account.Editor)
	_, ben := s.user("ben", account.Editor)
	address := "/stories/" + largest(t, engine).ID.String()
	do := func(who account.Secret, form url.Values) {
		t.Helper()
		r := as(s.request(http.MethodPost, address+"/decide", form), who)
		if w := s.do(r); w.Code != http.StatusSeeOther {
			t.Fatalf("%v: status %d: %s", form, w.Code, w.Body)
		}
	}
	do(adaIn, url.Values{"do": {"confirm"}})
	do(s.token(ada, account.Write), url.Values{"do": {"confirm"}})
	do(ben, url.Values{"do": {"undo"}, "n": {"1"}})
	seen := func(who account.Secret) (out wire.StoryView, page string) {
		t.Helper()
		if err := json.Unmarshal(s.do(as(s.request(http.MethodGet, address+".json", nil), who)).Body.Bytes(), &out); err != nil || len(out.Decisions) != 2 {
			t.Fatalf("%v: %+v", err, out.Decisions)
		}
		return out, words(byID(parse(t, s.do(as(s.request(http.MethodGet, address, nil), who)).Body.String()), "main"))
	}
	v, page := seen(ben)
	if a, b := v.Decisions[0], v.Decisions[1]; a.By != "ada" || a.UndoneBy != "ben" || b.By != "ada (token a test)" || b.UndoneBy != "" {
		t.Errorf("%+v", v.Decisions)
	}
	if !strings.Contains(page, ", by ada (taken back by ben)") || !strings.Contains(page, ", by ada (token a test)") {
		t.Errorf("the page does not tell who decided: %s", page)
	}
	v, page = seen(account.Secret{})
	if strings.Contains(page, "by ada") || strings.Contains(page, "ben)") || v.Decisions[0].By+v.Decisions[0].UndoneBy+v.Decisions[1].By != "" {
		t.Errorf("a stranger is told names: %+v", v.Decisions)
	}
}
