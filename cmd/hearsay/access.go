// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"hearsay/account"
	"hearsay/admit"
	"hearsay/fetch"
	"hearsay/store"
	"hearsay/web"
)

// access is how others get at a library that is served: the flags of it.
type access struct {
	accounts                  bool
	url, proxy, proxyUser     string
	cert, key                 string
	issuer, client, newcomers string
	strangers                 string // what those see who have not logged in
}

func accessFlags(c *call) {
	a := &c.access
	c.BoolVar(&a.accounts, "accounts", false, "everybody logs in; always so once the library has an admin")
	c.StringVar(&a.url, "url", "", "`address` that others open, such as https://news.example.org, when it is another than --listen")
	c.StringVar(&a.cert, "tls-cert", "", "serve https with the certificate in this `file`")
	c.StringVar(&a.key, "tls-key", "", "and the key in this `file`")
	c.StringVar(&a.proxy, "proxy", "", "`addresses` of proxies in front, with commas, whose X-Forwarded headers are believed")
	c.StringVar(&a.proxyUser, "proxy-user", "", "`header` in which these proxies name the user, who is then let in")
	c.StringVar(&a.strangers, "public", "", "with accounts: `passages` shows passages and facts to those who have not logged in, and no text as a whole")
	c.StringVar(&a.issuer, "oidc-issuer", "", "OpenID Connect: `address` of the provider; its secret is read from HEARSAY_OIDC_SECRET")
	c.StringVar(&a.client, "oidc-client", "", "OpenID Connect: `name` of this library with the provider")
	c.StringVar(&a.newcomers, "oidc-role", "", "OpenID Connect: `role` of people nobody has added; without it they are refused")
}

// idle reports whether none of the flags that need accounts is given.
func (a *access) idle() bool {
	return *a == access{accounts: a.accounts, cert: a.cert, key: a.key, url: a.url}
}

// accountsOn reports whether who asks for the library in dir must log in.
func (a *access) accountsOn(ctx context.Context, dir string) (bool, error) {
	has, err := store.HasAccounts(dir)
	if a.accounts || err != nil || !has {
		return a.accounts, err
	}
	accounts, err := store.OpenAccounts(ctx, dir)
	if err != nil {
		return false, err
	}
	defer accounts.Close()
	return accounts.HasAdmin(ctx)
}

// check refuses what would leave a library open to others, and flags that contradict
// one another, before anything is opened.
func (a *access) check(listen string, on bool) error {
	if err := mayListen(listen, on); err != nil {
		return err
	}
	switch {
	case !on && !a.idle():
		return usage("--public, --proxy, --proxy-user and --oidc-… need --accounts")
	case a.strangers != "" && a.strangers != "passages":
		return usage("--public %q: passages is all that can be public", a.strangers)
	case (a.cert == "") != (a.key == ""):
		return usage("--tls-cert and --tls-key go together")
	case a.proxyUser != "" && a.proxy == "":
		return usage("--proxy-user needs --proxy: the addresses of the proxies that are believed")
	case (a.issuer == "") != (a.client == ""):
		return usage("--oidc-issuer and --oidc-client go together")
	case a.newcomers != "" && a.issuer == "":
		return usage("--oidc-role needs --oidc-issuer")
	}
	_, err := a.public("", "")
	if err == nil {
		_, err = a.proxies()
	}
	return err
}

// mayListen refuses an address at which others would reach a library without accounts.
// The empty one is the usual place.
func mayListen(address string, accounts bool) error {
	if address == "" {
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return usage("--listen %s: want HOST:PORT, such as %s", address, defaultListen)
	}
	if !accounts && !loopback(host) {
		return usage("--listen %s: only loopback addresses, such as 127.0.0.1, are served without accounts, since whoever reaches another one could read and change the library; hearsay serve --accounts has everybody log in", address)
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// public is the address that others open: --url, or where the server listens. A place
// that is every address of the machine is opened as its own.
func (a *access) public(host, port string) (*url.URL, error) {
	if a.url == "" {
		if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
			host = "127.0.0.1"
		}
		u := &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port)}
		if a.cert != "" {
			u.Scheme = "https"
		}
		return u, nil
	}
	u, err := url.Parse(a.url)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.TrimSuffix(a.url, "/") != u.Scheme+"://"+u.Host {
		return nil, usage("--url %s: want the beginning of the address, such as https://news.example.org", a.url)
	}
	u.Path = ""
	return u, nil
}

// proxies are the networks of --proxy. One that holds everybody is no list.
func (a *access) proxies() (out []netip.Prefix, err error) {
	for _, text := range strings.FieldsFunc(a.proxy, func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			ip, err := netip.ParseAddr(text)
			if err != nil {
				return nil, usage("--proxy %s: want addresses such as 10.0.0.2 or 10.0.0.0/24", text)
			}
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		if p.Bits() == 0 {
			return nil, usage("--proxy %s: these are all addresses there are, and everybody would be believed", text)
		}
		out = append(out, p)
	}
	return out, nil
}

// gate opens the accounts of a library that is served, and the provider. Whoever calls
// it closes the accounts.
func (a *access) gate(ctx context.Context, p *program, e *egress, dir, public string) (*admit.Gate, *store.Accounts, error) {
	opt := admit.Options{Now: p.now}
	if a.issuer != "" {
		gate, err := providerGate(a.issuer, e)
		if err != nil {
			return nil, nil, err
		}
		provider, err := admit.NewProvider(ctx, admit.ProviderOptions{
			Issuer: a.issuer, Client: a.client, Secret: account.Given(p.env("HEARSAY_OIDC_SECRET")),
			Redirect: public + "/login/provider/back", NewRole: account.Role(a.newcomers), Gate: gate,
		})
		if err != nil {
			return nil, nil, err
		}
		opt.Provider = provider
	}
	accounts, err := store.OpenAccounts(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	return admit.New(accounts, opt), accounts, nil
}

// providerGate is the door to a provider, which may be in the operator's own network.
func providerGate(issuer string, e *egress) (*fetch.Gate, error) {
	u, err := url.Parse(issuer)
	if err != nil {
		return nil, usage("--oidc-issuer: this is no address")
	}
	return e.gate(u.Host)
}

// encrypt wraps a listener in TLS when there is a certificate.
func (a *access) encrypt(l net.Listener) (net.Listener, error) {
	if a.cert == "" {
		return l, nil
	}
	pair, err := tls.LoadX509KeyPair(a.cert, a.key)
	if err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}), nil
}

// admitting puts accounts before the pages, and says what an operator must know. It
// returns what is to be closed.
func (p *program) admitting(ctx context.Context, c *call, dir string, public *url.URL, opt *web.Options) (*store.Accounts, error) {
	gate, accounts, err := c.access.gate(ctx, p, &c.egress, dir, public.String())
	if err != nil {
		return nil, err
	}
	opt.Gate, opt.ProxyUser = gate, c.access.proxyUser
	if opt.Proxies, err = c.access.proxies(); err != nil {
		return nil, errors.Join(err, accounts.Close())
	}
	has, err := gate.HasAdmin(ctx)
	if err != nil {
		return nil, errors.Join(err, accounts.Close())
	}
	if !has {
		secret, err := gate.OpenSetUp(ctx)
		if err != nil {
			return nil, errors.Join(err, accounts.Close())
		}
		fmt.Fprintf(p.stderr, "Nobody can log in yet. Make the first admin here; the address works once:\n  %s/setup?token=%s\n", public, secret.Reveal())
	}
	return accounts, nil
}

// warn says what keeps others from using a library that is served to them.
func (a *access) warn(p *program, host string) {
	if loopback(host) {
		return
	}
	if ip := net.ParseIP(host); a.url == "" && (ip == nil || ip.IsUnspecified()) {
		fmt.Fprintln(p.stderr, "Requests under the name of this machine are refused as long as it is not known: give --url https://NAME.")
	}
	if a.cert == "" && a.proxy == "" {
		fmt.Fprintln(p.stderr, "Others cannot log in, since their passwords would go over the network as they are: give --tls-cert and --tls-key, or put a proxy that speaks https in front and name its address with --proxy.")
	}
}
