// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package admit

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"hearsay"
	"hearsay/account"
)

// providerTime bounds each question to a provider.
const providerTime = 10 * time.Second

// ProviderOptions say which provider knows the users.
type ProviderOptions struct {
	Issuer   string         // address: https, or http on this machine
	Client   string         // what the provider calls this library
	Secret   account.Secret // that it gave for it; may be zero: PKCE stands in
	Redirect string         // address of this library that it sends people back to
	NewRole  account.Role   // of people who were not added before; "": they are refused
	// Gate is what the provider is asked through.
	Gate http.RoundTripper
}

// Provider is an OpenID Connect provider.
type Provider struct {
	opt      ProviderOptions
	client   *http.Client
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
}

// NewProvider asks a provider for its addresses and keys. Errors: ErrInvalid for an issuer that is
// not https; what the provider answers else.
func NewProvider(ctx context.Context, opt ProviderOptions) (*Provider, error) {
	if opt.Gate == nil {
		return nil, fmt.Errorf("provider %q: %w: no gate to ask it through", opt.Issuer, hearsay.ErrInvalid)
	}
	if !safeIssuer(opt.Issuer) || opt.Client == "" {
		return nil, fmt.Errorf("provider %q: %w: give an https address and the name of the client", opt.Issuer, hearsay.ErrInvalid)
	}
	if opt.NewRole != "" {
		if _, err := account.ParseRole(string(opt.NewRole)); err != nil {
			return nil, err
		}
	}
	p := &Provider{opt: opt, client: &http.Client{Transport: opt.Gate, Timeout: providerTime, CheckRedirect: func(*http.Request, []*http.Request) error {
		return errors.New("the provider sends on to another address")
	}}}
	found, err := oidc.NewProvider(p.context(context.WithoutCancel(ctx)), opt.Issuer)
	if err != nil {
		return nil, fmt.Errorf("provider %s: %w", opt.Issuer, err)
	}
	if e := found.Endpoint(); !safeIssuer(e.TokenURL) || !safeIssuer(e.AuthURL) {
		return nil, fmt.Errorf("provider %s: %w: its addresses are not https", opt.Issuer, hearsay.ErrRefused)
	}
	p.oauth = oauth2.Config{ClientID: opt.Client, ClientSecret: opt.Secret.Reveal(), Endpoint: found.Endpoint(), RedirectURL: opt.Redirect, Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}
	p.verifier = found.Verifier(&oidc.Config{ClientID: opt.Client})
	return p, nil
}

func (p *Provider) context(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.client)
}

// safeIssuer reports whether nobody between can read what is sent to an address.
func safeIssuer(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Host == "" {
		return false
	}
	ip, _ := netip.ParseAddr(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip.IsLoopback())
}

// journey is what a browser keeps while its user is with the provider. It is in a cookie that no
// script and no other site can read or set.
type journey struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	Next     string `json:"t"` // where to go after
	Until    int64  `json:"u"` // Unix seconds
}

// JourneyTime is how long somebody may be with the provider.
const JourneyTime = 10 * time.Minute

// HasProvider reports whether people can come in by a provider.
func (g *Gate) HasProvider() bool { return g.opt.Provider != nil }

// Depart returns the provider's address to send somebody to, and what their browser
// has to bring back. It changes nothing. Error: ErrNotFound without a provider.
func (g *Gate) Depart(next string) (address, kept string, err error) {
	p := g.opt.Provider
	if p == nil {
		return "", "", fmt.Errorf("provider: %w", hearsay.ErrNotFound)
	}
	j := journey{State: account.NewSecret().Reveal(), Nonce: account.NewSecret().Reveal(), Verifier: oauth2.GenerateVerifier(), Next: next, Until: g.opt.Now().Add(JourneyTime).Unix()}
	b, err := json.Marshal(j)
	if err != nil {
		return "", "", err
	}
	return p.oauth.AuthCodeURL(j.State, oidc.Nonce(j.Nonce), oauth2.S256ChallengeOption(j.Verifier)), base64.RawURLEncoding.EncodeToString(b), nil
}

// Back is what comes back from a provider.
type Back struct {
	State, Code string // from the address
	Kept        string // from the browser's cookie
	Old         account.Secret
}

var errJourney = fmt.Errorf("log in: %w: this answer of the provider belongs to no log-in of this browser, or came too late; log in again", hearsay.ErrRefused)

// Arrive lets in somebody whom the provider vouches for, and returns where they were
// going. Error: ErrRefused, with the reason.
func (g *Gate) Arrive(ctx context.Context, b Back) (secret account.Secret, next string, err error) {
	p := g.opt.Provider
	if p == nil {
		return secret, "", fmt.Errorf("provider: %w", hearsay.ErrNotFound)
	}
	j, ok := readJourney(b.Kept)
	if !ok || j.Until < g.opt.Now().Unix() || j.State == "" || !account.Same(j.State, b.State) {
		return secret, "", errJourney
	}
	who, err := p.ask(ctx, b.Code, j)
	if err != nil {
		return secret, "", err
	}
	u, err := g.known(ctx, who)
	if err != nil {
		return secret, "", err
	}
	secret, err = g.begin(ctx, u.ID, b.Old)
	return secret, j.Next, err
}

func readJourney(kept string) (j journey, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(kept)
	return j, err == nil && json.Unmarshal(b, &j) == nil
}

// person is what a provider says of somebody.
type person struct {
	issuer, subject string
	Username        string `json:"preferred_username"`
	Email           string `json:"email"`
	Verified        any    `json:"email_verified"` // some send "true"
}

// unvouched is a refusal whose cause is kept from its text: what a provider or a
// library says of a token can hold parts of it.
type unvouched struct{ cause error }

// Error says no more than that.
func (*unvouched) Error() string {
	return "log in: refused: the provider did not vouch for you; log in again"
}

// Unwrap makes it an ErrRefused.
func (*unvouched) Unwrap() error { return hearsay.ErrRefused }

// ask changes the code for a token, and reads who that is.
func (p *Provider) ask(ctx context.Context, code string, j journey) (who person, err error) {
	ctx = p.context(ctx)
	refused := func(err error) error { return &unvouched{err} }
	t, err := p.oauth.Exchange(ctx, code, oauth2.VerifierOption(j.Verifier))
	if err != nil {
		return who, refused(err)
	}
	raw, _ := t.Extra("id_token").(string)
	id, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return who, refused(err)
	}
	if !account.Same(id.Nonce, j.Nonce) {
		return who, refused(errors.New("nonce"))
	}
	if err := id.Claims(&who); err != nil {
		return who, refused(err)
	}
	who.issuer, who.subject = id.Issuer, id.Subject
	return who, nil
}

// known finds the user of a person, or makes one where the operator allows it.
func (g *Gate) known(ctx context.Context, who person) (account.User, error) {
	u, err := g.accounts.UserKnown(ctx, who.issuer, who.subject)
	role := g.opt.Provider.opt.NewRole
	if !errors.Is(err, hearsay.ErrNotFound) {
		return u, err
	}
	if role == "" || who.subject == "" {
		return u, fmt.Errorf("log in: %w: the provider knows you as %q, but nobody has added that to this library; ask its admin", hearsay.ErrRefused, who.subject)
	}
	name, err := account.ParseName(who.Username)
	if err != nil && (who.Verified == true || who.Verified == "true") {
		name, err = account.ParseName(who.Email)
	}
	if err != nil {
		name, err = "user", nil
	}
	if name, err = g.freeName(ctx, name); err != nil {
		return u, err
	}
	return g.AddKnown(ctx, name, role, who.issuer, who.subject)
}
