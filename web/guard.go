// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"hearsay"
	"hearsay/admit"
)

// policy lets a page use this package's style sheet and script, talk to this
// server, and nothing else. Inline code and style are not allowed at all, so
// markup that slipped through would still be dead.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'"

// headers stand on every response, errors included.
var headers = [][2]string{
	{"Content-Security-Policy", policy},
	{"X-Content-Type-Options", "nosniff"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Referrer-Policy", "no-referrer"},
	{"Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
}

// secure sets the headers before anything else runs, so that no way out of a
// handler is without them.
func (s *site) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.encrypted(r) {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		for _, h := range headers {
			w.Header().Set(h[0], h[1])
		}
		next.ServeHTTP(w, r)
	})
}

// knownHost refuses requests under a name that is not ours. A page elsewhere can
// point its own name at 127.0.0.1 and would then be of the same origin as this
// server (DNS rebinding); the Host header tells.
func (s *site) knownHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.hostAllowed(r.Host) {
			s.fail(w, r, fmt.Errorf("host %q is not one that this library answers to: %w", r.Host, hearsay.ErrRefused))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *site) hostAllowed(host string) bool {
	name := hostName(host)
	return loopbackName(name) || slices.ContainsFunc(s.opt.Hosts, func(h string) bool { return strings.EqualFold(strings.Trim(h, "[]"), name) })
}

// hostName is the name of a Host header, without the port.
func hostName(host string) string {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
}

// loopbackName reports whether a name always means this very machine.
func loopbackName(name string) bool {
	ip, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && ip.IsLoopback()
}

// sameOrigin refuses posts that a browser sends for a page of another site, and what
// a script of another site asks for. Programs send neither header that it goes by, and pass.
func (s *site) sameOrigin(next http.Handler) http.Handler {
	check := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := check.Check(r); err != nil {
			s.fail(w, r, fmt.Errorf("post from another site: %w", hearsay.ErrRefused))
			return
		}
		if admit.FromElsewhere(r) {
			s.fail(w, r, fmt.Errorf("asked by a script of another site: %w", hearsay.ErrRefused))
			return
		}
		next.ServeHTTP(w, r)
	})
}
