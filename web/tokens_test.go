// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hearsay/account"
	"hearsay/wire"
)

// sendJSON posts JSON as somebody; the answer is held against the document of the API.
func (s *shared) sendJSON(c *contract, address, body string, who account.Secret, want int) *httptest.ResponseRecorder {
	s.Helper()
	request := func() *http.Request {
		r := as(httptest.NewRequestWithContext(s.Context(), http.MethodPost, "http://127.0.0.1:8117"+address, strings.NewReader(body)), who)
		r.RemoteAddr = "127.0.0.1:50000"
		r.Header.Set("Content-Type", "application/json")
		return r
	}
	w := s.do(request())
	if w.Code != want {
		s.Errorf("POST %s %s: status %d, want %d: %s", address, body, w.Code, want, w.Body)
	}
	valid := request()
	valid.AddCookie(&http.Cookie{Name: "__Host-hearsay", Value: "x"}) // as the document names it; over http it has another name
	if ok, errs := c.check.ValidateHttpRequest(valid); !ok && want < 400 {
		s.Errorf("POST %s %s: request: %v", address, body, errs)
	}
	if ok, errs := c.check.ValidateHttpResponse(request(), w.Result()); !ok {
		s.Errorf("POST %s %s: %v", address, body, errs)
	}
	return w
}

// tokensFor lists tokens as somebody sees them over the API.
func (s *shared) tokensFor(address string, who account.Secret, want int) (out wire.Tokens) {
	s.Helper()
	w := s.do(as(s.request(http.MethodGet, address, nil), who))
	if w.Code != want {
		s.Errorf("GET %s: status %d, want %d: %s", address, w.Code, want, w.Body)
	}
	if want == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Header().Get("Cache-Control") != "no-store" {
			s.Errorf("GET %s: %v, %s", address, err, w.Header())
		}
	}
	return out
}

// TestTokensForPrograms: over the API, somebody who is logged in makes, lists and revokes
// tokens; an admin lists and revokes those of everybody; a token does none of it.
func TestTokensForPrograms(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile(mark), nil)
	c := newContract(t, s)
	admin, ada := s.user("ada", account.Administrator)
	_, ben := s.user("ben", account.Reader)
	w := s.sendJSON(c, "/tokens/add.json", `{"name":"nightly","scopes":["read","trace"],"days":7}`, ben, http.StatusOK)
	var made wire.NewToken
	if err := json.Unmarshal(w.Body.Bytes(), &made); err != nil || w.Header().Get("Cache-Control") != "no-store" || made.User != "ben" || !strings.HasPrefix(made.Secret, "hsy_") {
		t.Fatalf("%v: %s, %v", err, w.Body, w.Header())
	}
	secret := account.Given(made.Secret)
	use := func() int { return s.do(as(s.request(http.MethodGet, "/articles.json", nil), secret)).Code }
	if use() != http.StatusOK {
		t.Error("the token is not taken")
	}
	mine, all := s.tokensFor("/tokens.json", ben, 200), s.tokensFor("/tokens.json?all=1", ada, 200)
	if len(mine.Tokens) != 1 || len(all.Tokens) != 1 || len(s.tokensFor("/tokens.json", ada, 200).Tokens) != 0 || mine.Tokens[0].Used == "" || all.Tokens[0].User != "ben" {
		t.Errorf("ben sees %+v, ada sees %+v", mine, all)
	}
	s.tokensFor("/tokens.json?all=1", ben, 403)
	s.tokensFor("/tokens.json", secret, 403)
	whole := s.token(admin, account.Scopes()...)
	s.sendJSON(c, "/tokens/add.json", `{"name":"x","scopes":["read"]}`, whole, 403)
	s.sendJSON(c, "/tokens/revoke.json", `{"id":"`+made.ID+`"}`, whole, 403)
	for body, want := range map[string]int{
		`{"name":"x","scopes":["write"]}`: 403, `{"name":"x","scopes":["own"]}`: 400, `{"name":"x","scopes":[]}`: 400, `{"name":" ","scopes":["read"]}`: 400,
		`{"name":"x","scopes":["read"],"days":-1}`: 400, `{"name":"x","scopes":["read"],"days":9999}`: 400, `{"name":"x","scopes":["read"],"user":"ada"}`: 400,
		`{"name":"x\u001b","scopes":["read"]}`: 400, `[]`: 400, `{"name":"x","scopes":["read"]} {}`: 400, ``: 400,
	} {
		s.sendJSON(c, "/tokens/add.json", body, ben, want)
	}
	_, cara := s.user("cara", account.Editor)
	s.sendJSON(c, "/tokens/revoke.json", `{"id":"`+made.ID+`"}`, cara, 404)
	if use() != http.StatusOK {
		t.Error("somebody else revoked a token")
	}
	s.sendJSON(c, "/tokens/revoke.json", `{"id":"`+made.ID+`"}`, ada, 200)
	if use() != http.StatusUnauthorized {
		t.Error("an admin did not revoke a token")
	}
	s.sendJSON(c, "/tokens/revoke.json", `{"id":"`+made.ID+`"}`, ben, 404)
	if list := s.tokensFor("/tokens.json?all=1", ada, 200); len(list.Tokens) != 1 || list.Tokens[0].User != "ada" {
		t.Errorf("%+v", list)
	}
}

// TestTokensFromElsewhere: a form or a script of another site makes none.
func TestTokensFromElsewhere(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile(mark), nil)
	_, ada := s.user("ada", account.Editor)
	for kind, want := range map[string]int{"text/plain": 415, "application/x-www-form-urlencoded": 415, "": 415, "application/json": 403} {
		r := as(httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://127.0.0.1:8117/tokens/add.json", strings.NewReader(`{"name":"x","scopes":["read"]}`)), ada)
		r.RemoteAddr = "127.0.0.1:50000"
		r.Header.Set("Content-Type", kind)
		if kind == "application/json" {
			r.Header.Set("Origin", "https://evil.example")
		}
		if w := s.do(r); w.Code != want {
			t.Errorf("%q: status %d, want %d", kind, w.Code, want)
		}
	}
	if list, err := s.gate.Tokens(t.Context(), 0); err != nil || len(list) != 0 {
		t.Errorf("tokens were made: %v, %v", list, err)
	}
}
