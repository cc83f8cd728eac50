// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package admit_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
	"hearsay/fetch"
)

// gateTo is a gate that the provider at an address, on this machine, is asked through.
func gateTo(issuer string) *fetch.Gate {
	_, host, _ := strings.Cut(issuer, "://")
	return fetch.New(fetch.Options{Allow: []string{host}})
}

const (
	clientID     = "hearsay"
	clientSecret = "what the provider gave"
	redirect     = "https://news.example/login/provider/back"
)

// idp is an OpenID Connect provider that answers over the network, as RFC 6749, RFC 7636 and
// OpenID Connect Core 1.0 say, and lies where a test has it lie.
type idp struct {
	*httptest.Server
	t      *testing.T
	key    *ecdsa.PrivateKey
	codes  map[string]url.Values // the request that each code answers
	claims map[string]any        // of whom it lets in
	lie    func(claims map[string]any) (signer jose.SigningKey, ok bool)
}

func newIDP(t *testing.T) *idp {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &idp{t: t, key: key, codes: map[string]url.Values{}, claims: map[string]any{"sub": "00u1", "preferred_username": "Ada", "email": "ada@example.org", "email_verified": true}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.configuration)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *idp) say(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		p.t.Error(err)
	}
}

func (p *idp) configuration(w http.ResponseWriter, _ *http.Request) {
	p.say(w, map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"ES256"},
	})
}

func (p *idp) keys(w http.ResponseWriter, _ *http.Request) {
	p.say(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "k1", Algorithm: "ES256", Use: "sig"}}})
}

// authorize lets everybody in: who that is, the test says.
func (p *idp) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("client_id") != clientID || q.Get("redirect_uri") != redirect || q.Get("response_type") != "code" || !strings.Contains(q.Get("scope"), "openid") ||
		q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || len(q.Get("nonce")) < 22 || len(q.Get("state")) < 22 {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.codes[code] = q
	http.Redirect(w, r, redirect+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
}

// token changes a code, once, for who holds its verifier and the client's secret.
func (p *idp) token(w http.ResponseWriter, r *http.Request) {
	asked, ok := p.codes[r.FormValue("code")]
	delete(p.codes, r.FormValue("code"))
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	name, secret, _ := r.BasicAuth()
	if !ok || base64.RawURLEncoding.EncodeToString(sum[:]) != asked.Get("code_challenge") || name != clientID || secret != url.QueryEscape(clientSecret) || r.FormValue("redirect_uri") != redirect {
		w.WriteHeader(http.StatusBadRequest)
		p.say(w, map[string]string{"error": "invalid_grant"})
		return
	}
	claims := map[string]any{"iss": p.URL, "aud": clientID, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(), "nonce": asked.Get("nonce")}
	for name, value := range p.claims {
		claims[name] = value
	}
	p.say(w, map[string]any{"access_token": "opaque", "token_type": "Bearer", "id_token": p.sign(claims)})
}

func (p *idp) sign(claims map[string]any) string {
	key := jose.SigningKey{Algorithm: jose.ES256, Key: p.key}
	if p.lie != nil {
		if other, ok := p.lie(claims); ok {
			key = other
		}
	}
	body, err := json.Marshal(claims)
	if err != nil {
		p.t.Fatal(err)
	}
	signer, err := jose.NewSigner(key, (&jose.SignerOptions{}).WithType("JWT").WithHeader("kid", "k1"))
	if err != nil {
		p.t.Fatal(err)
	}
	signed, err := signer.Sign(body)
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		p.t.Fatal(err)
	}
	return text
}

// gate is one to a library whose users the provider knows.
func (p *idp) gate(role account.Role) *admit.Gate {
	p.t.Helper()
	provider, err := admit.NewProvider(p.t.Context(), admit.ProviderOptions{Gate: gateTo(p.URL), Issuer: p.URL, Client: clientID, Secret: account.Given(clientSecret), Redirect: redirect, NewRole: role})
	if err != nil {
		p.t.Fatal(err)
	}
	g, _ := newGate(p.t, provider)
	return g
}

// visit is what a browser does between leaving and coming back.
func (p *idp) visit(address, kept string) admit.Back {
	p.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get(address)
	if err != nil {
		p.t.Fatal(err)
	}
	res.Body.Close()
	to, err := res.Location()
	if err != nil {
		p.t.Fatalf("status %d: %v", res.StatusCode, err)
	}
	return admit.Back{State: to.Query().Get("state"), Code: to.Query().Get("code"), Kept: kept}
}

func TestProvider(t *testing.T) {
	p := newIDP(t)
	g := p.gate(account.Reader)
	enter := func() (admit.Visitor, string) {
		t.Helper()
		address, kept, err := g.Depart("/articles")
		if err != nil {
			t.Fatal(err)
		}
		secret, next, err := g.Arrive(t.Context(), p.visit(address, kept))
		if err != nil {
			t.Fatal(err)
		}
		v, err := g.BySession(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		return v, next
	}
	first, next := enter()
	if first.User.Name != "ada" || first.User.Role != account.Reader || next != "/articles" {
		t.Errorf("%+v came in, to %s", first.User, next)
	}
	p.claims["preferred_username"] = "somebody else"
	if again, _ := enter(); again.User.ID != first.User.ID {
		t.Error("the same subject is another user when its name has changed")
	}
	p.claims["sub"], p.claims["preferred_username"] = "00u2", "ada"
	if other, _ := enter(); other.User.ID == first.User.ID || other.User.Name != "ada-2" {
		t.Errorf("a name makes %+v of another subject", other.User)
	}
	if _, err := g.LogIn(t.Context(), admit.Try{Name: "ada"}); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("somebody without a password logs in with none: %v", err)
	}
}

// TestProviderKnowsNobody: without a role for newcomers only those come in who were added.
func TestProviderKnowsNobody(t *testing.T) {
	p := newIDP(t)
	g := p.gate("")
	address, kept, err := g.Depart("/")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := g.Arrive(t.Context(), p.visit(address, kept)); !errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), "00u1") {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := g.AddKnown(t.Context(), "ada", account.Editor, p.URL, "00u1"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := g.Arrive(t.Context(), p.visit(address, kept)); err != nil {
		t.Errorf("somebody who was added: %v", err)
	}
}

// TestLies: what a provider, or somebody in its place, must not get through with.
func TestLies(t *testing.T) {
	stranger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	set := func(name string, value any) func(map[string]any) (jose.SigningKey, bool) {
		return func(c map[string]any) (jose.SigningKey, bool) { c[name] = value; return jose.SigningKey{}, false }
	}
	for name, lie := range map[string]func(map[string]any) (jose.SigningKey, bool){
		"another nonce":    set("nonce", "of another log-in"),
		"no nonce":         set("nonce", ""),
		"another audience": set("aud", "another library"),
		"another issuer":   set("iss", "https://evil.example"),
		"ended":            set("exp", time.Now().Add(-time.Hour).Unix()),
		"not yet":          set("nbf", time.Now().Add(time.Hour).Unix()),
		"nobody":           set("sub", ""),
		"another key": func(map[string]any) (jose.SigningKey, bool) {
			return jose.SigningKey{Algorithm: jose.ES256, Key: stranger}, true
		},
		"a key it has shown": func(map[string]any) (jose.SigningKey, bool) {
			return jose.SigningKey{Algorithm: jose.HS256, Key: []byte(strings.Repeat("public key ", 4))}, true
		},
	} {
		p := newIDP(t)
		p.lie = lie
		g := p.gate(account.Reader)
		address, kept, err := g.Depart("/")
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = g.Arrive(t.Context(), p.visit(address, kept))
		if !errors.Is(err, hearsay.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "eyJ") {
			t.Errorf("%s: the error shows the token: %v", name, err)
		}
		if users, err := g.Users(t.Context()); err != nil || len(users) != 0 {
			t.Errorf("%s made users: %v, %v", name, users, err)
		}
	}
}

// TestOtherJourneys: what comes back belongs to a log-in that this browser has begun.
func TestOtherJourneys(t *testing.T) {
	p := newIDP(t)
	g := p.gate(account.Reader)
	address, kept, err := g.Depart("/")
	if err != nil {
		t.Fatal(err)
	}
	_, othersKept, err := g.Depart("/")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*admit.Back){
		"no cookie":                func(b *admit.Back) { b.Kept = "" },
		"a cookie that is none":    func(b *admit.Back) { b.Kept = "e30" },
		"another browser's cookie": func(b *admit.Back) { b.Kept = othersKept },
		"no state":                 func(b *admit.Back) { b.State = "" },
		"no code":                  func(b *admit.Back) { b.Code = "" },
		"a made-up code":           func(b *admit.Back) { b.Code = "x" },
	} {
		back := p.visit(address, kept)
		change(&back)
		if _, _, err := g.Arrive(t.Context(), back); !errors.Is(err, hearsay.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	back := p.visit(address, kept)
	if _, _, err := g.Arrive(t.Context(), back); err != nil {
		t.Fatal(err)
	}
	if _, _, err := g.Arrive(t.Context(), back); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("a code twice: %v", err)
	}
}

func TestLateJourney(t *testing.T) {
	p := newIDP(t)
	provider, err := admit.NewProvider(t.Context(), admit.ProviderOptions{Gate: gateTo(p.URL), Issuer: p.URL, Client: clientID, Secret: account.Given(clientSecret), Redirect: redirect, NewRole: account.Reader})
	if err != nil {
		t.Fatal(err)
	}
	g, clock := newGate(t, provider)
	address, kept, err := g.Depart("/")
	if err != nil {
		t.Fatal(err)
	}
	*clock = clock.Add(admit.JourneyTime + time.Second)
	if _, _, err := g.Arrive(t.Context(), p.visit(address, kept)); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("after %v: %v", admit.JourneyTime, err)
	}
}

func TestUnsafeProviders(t *testing.T) {
	p := newIDP(t)
	for _, issuer := range []string{"", "http://id.example", "ftp://id.example", "https://user@id.example", "id.example", p.URL + "/other"} {
		if _, err := admit.NewProvider(t.Context(), admit.ProviderOptions{Gate: gateTo(issuer), Issuer: issuer, Client: clientID}); err == nil {
			t.Errorf("%q is taken for a provider", issuer)
		}
	}
	if _, err := admit.NewProvider(t.Context(), admit.ProviderOptions{Gate: gateTo(p.URL), Issuer: p.URL, Client: clientID, NewRole: "owner"}); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("newcomers are owners: %v", err)
	}
}
