// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
)

// errLogIn is the error of a request by nobody in particular for what not everybody may.
var errLogIn = errors.New("log in first")

// visitor is who sends a request. Where there are no accounts, it is the one person at
// the machine, who may everything.
type visitor struct {
	admit.Visitor
	Accounts bool // there are some
	Known    bool
	proxy    bool // a proxy that the operator trusts says so
	shared   bool // a share link brought them to the one page that it opens
}

// May reports whether the visitor has a right.
func (v visitor) May(r account.Right) bool { return v.Rights.Has(r) }

// Reads, Sees (passages at least), Writes and the others are for templates.
func (v visitor) Reads() bool   { return v.May(account.Read) }
func (v visitor) Sees() bool    { return v.May(account.Passages) }
func (v visitor) Shared() bool  { return v.shared }
func (v visitor) Writes() bool  { return v.May(account.Write) }
func (v visitor) Governs() bool { return v.May(account.Admin) }

type visitorKey struct{}

// visitorOf is who sends a request; nobody in particular before [site.admit] has looked.
func (s *site) visitorOf(r *http.Request) visitor { return s.visitorIn(r.Context()) }

func (s *site) visitorIn(ctx context.Context) visitor {
	if v, ok := ctx.Value(visitorKey{}).(visitor); ok {
		return v
	}
	if s.opt.Gate == nil {
		return visitor{Visitor: admit.Visitor{Rights: account.Everything()}}
	}
	rights := account.SetOf(account.None)
	if s.opt.Public {
		rights = account.SetOf(account.None, account.Passages, account.Trace)
	}
	return visitor{Accounts: true, Visitor: admit.Visitor{Rights: rights}}
}

// admit looks who sends a request, and whether they have the right that it needs. The
// request it returns carries the visitor, also with an error. Errors: errLogIn,
// ErrRefused for somebody known, and whatever keeps the accounts from being read.
func (s *site) admit(r *http.Request, right account.Right) (*http.Request, error) {
	v, err := s.look(r)
	if right == account.None && (errors.Is(err, hearsay.ErrRefused) || errors.Is(err, errLogIn)) {
		v, err = s.visitorOf(r), nil
	}
	r = r.WithContext(context.WithValue(r.Context(), visitorKey{}, v))
	switch {
	case err != nil:
		return r, err
	case v.May(right):
		return r, provesOrigin(r, v)
	case !v.Known:
		return r, errLogIn
	case v.Token && right == account.Own:
		return r, fmt.Errorf("%w: this is for people who are logged in, not for tokens", hearsay.ErrRefused)
	case v.Token:
		return r, fmt.Errorf("%w: it takes a token with the scope %s, of somebody who may that", hearsay.ErrRefused, scopeOf(right))
	}
	return r, fmt.Errorf("%w: as %s you may not; it takes somebody who may %s", hearsay.ErrRefused, v.User.Role, right)
}

// scopeOf is the scope that gives a right to a token.
func scopeOf(r account.Right) account.Right {
	if r == account.Passages {
		return account.Read
	}
	return r
}

// look tells who a visitor is, by a token, a proxy or a session, in this order: what a
// program says of itself goes before what a browser adds.
func (s *site) look(r *http.Request) (visitor, error) {
	v := s.visitorOf(r)
	if s.opt.Gate == nil || v.shared {
		return v, nil
	}
	name := s.namedByProxy(r)
	var err error
	switch {
	case r.Header.Get("Authorization") != "":
		kind, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if !s.private(r) {
			return v, errOpenLine
		}
		if !strings.EqualFold(kind, "Bearer") {
			return v, errLogIn
		}
		if v.Visitor, err = s.opt.Gate.ByToken(r.Context(), account.Given(strings.TrimSpace(text))); errors.Is(err, hearsay.ErrRefused) {
			return s.visitorOf(r), errLogIn
		}
	case name != "":
		v.proxy = true
		v.Visitor, err = s.opt.Gate.ByName(r.Context(), name)
	default:
		secret := s.session(r)
		if secret.IsZero() {
			return v, nil
		}
		if v.Visitor, err = s.opt.Gate.BySession(r.Context(), secret); errors.Is(err, hearsay.ErrRefused) {
			return s.visitorOf(r), nil // ended: as if there were none
		}
	}
	if err != nil {
		return s.visitorOf(r), err
	}
	v.Known = true
	return v, nil
}

// provesOrigin refuses a change by somebody whom a proxy names when nothing tells which
// site the request comes from: there is no cookie that would not have come along.
func provesOrigin(r *http.Request, v visitor) error {
	safe := r.Method == http.MethodGet || r.Method == http.MethodHead
	if safe || !v.proxy || r.Header.Get("Origin") != "" || r.Header.Get("Sec-Fetch-Site") != "" {
		return nil
	}
	return fmt.Errorf("%w: a post through the proxy must say where it comes from; use a token", hearsay.ErrRefused)
}

// errOpenLine is the error of a secret that went over a line that others can read.
var errOpenLine = fmt.Errorf("%w: passwords and tokens are taken over https only, or on the machine itself; start hearsay serve with --tls-cert and --tls-key, or behind a proxy with --proxy", hearsay.ErrRefused)

// encrypted reports whether a request came over TLS, to this server or to a proxy that
// the operator trusts.
func (s *site) encrypted(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	list := strings.Split(r.Header.Get("X-Forwarded-Proto"), ",")
	return s.trusted(peer(r)) && strings.TrimSpace(list[len(list)-1]) == "https"
}

// origin is what stands before the path in the addresses of this server, as a reader has it.
func (s *site) origin(r *http.Request) string {
	if s.encrypted(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// private reports whether nobody between can read a request: it came over TLS, or from
// this very machine, under one of its own names.
func (s *site) private(r *http.Request) bool {
	return s.encrypted(r) || peer(r).IsLoopback() && !s.trusted(peer(r)) && loopbackName(hostName(r.Host))
}

func (s *site) trusted(from netip.Addr) bool {
	return slices.ContainsFunc(s.opt.Proxies, func(p netip.Prefix) bool { return p.Contains(from) })
}

// peer is the address at the other end of the connection.
func peer(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	ip, _ := netip.ParseAddr(host) // the zero address is trusted by nobody
	return ip.Unmap().WithZone("")
}

// client is the address of who sends a request: the peer, or the last that trusted proxies say
// they have it from. What anybody else says of that is not believed.
func (s *site) client(r *http.Request) netip.Addr {
	from := peer(r)
	said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(said) - 1; i >= 0 && s.trusted(from); i-- {
		ip, err := netip.ParseAddr(strings.TrimSpace(said[i]))
		if err != nil {
			break
		}
		from = ip.Unmap().WithZone("")
	}
	return from
}

// namedByProxy is the user whom a trusted proxy names; "" for none.
func (s *site) namedByProxy(r *http.Request) string {
	if s.opt.ProxyUser == "" || !s.trusted(peer(r)) {
		return ""
	}
	return r.Header.Get(s.opt.ProxyUser)
}

// actor is the name that a decision of a visitor bears: that of the account, with that of the token
// if a program decides; "" where there are no accounts.
func (v visitor) actor() string {
	if v.Token {
		return fmt.Sprintf("%s (token %s)", v.User.Name, v.Called)
	}
	return v.User.Name
}

// names reports whether whoever asks is told the names of accounts: somebody known, and nobody whom
// a link or a library for everybody lets in.
func (s *site) names(ctx context.Context) bool {
	v := s.visitorIn(ctx)
	return !v.Accounts || v.Known && !v.shared
}

// seen are decisions as whoever asks may see them.
func seen[R hearsay.Ruling | hearsay.StoryRuling | hearsay.DateRuling](list []R, named bool, unname func(*R)) []R {
	if named {
		return list
	}
	out := slices.Clone(list)
	for i := range out {
		unname(&out[i])
	}
	return out
}

// changes reports whether the one who asks can change the library here, so that a page
// shows no form that would be refused.
func (s *site) changes(ctx context.Context) bool {
	return s.opt.Desk != nil && s.visitorIn(ctx).Writes()
}
