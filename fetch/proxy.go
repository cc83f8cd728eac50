// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"hearsay"
)

// ParseProxy reads the address of a proxy, such as "http://proxy.example:3128"; a
// name and a password may stand in it. "" is none. Error: ErrInvalid, without a word
// of what was given: it may hold a password.
func ParseProxy(address string) (*url.URL, error) {
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return nil, fmt.Errorf("address of the proxy: %w: give http://HOST:PORT or https://HOST:PORT", hearsay.ErrInvalid)
	}
	return u, nil
}

// proxyLookUp bounds the look at a name that the proxy will resolve itself.
const proxyLookUp = 2 * time.Second

// vetProxied refuses what is known to be private before the proxy is asked. A name
// that nobody here knows is left to the proxy, the one hop that is trusted: in many
// networks only it can resolve names of the web.
func (g *Gate) vetProxied(ctx context.Context, host string, private bool) error {
	ctx, cancel := context.WithTimeout(ctx, proxyLookUp)
	defer cancel()
	_, err := g.vetted(ctx, host, private)
	if _, literal := netip.ParseAddr(host); literal == nil || errors.Is(err, hearsay.ErrRefused) {
		return err
	}
	return nil
}

// dialProxy opens a connection to the proxy.
func (g *Gate) dialProxy(ctx context.Context) (net.Conn, error) {
	p := g.opt.Proxy
	port := p.Port()
	if port == "" {
		port = defaultPort(p.Scheme)
	}
	dialer := &net.Dialer{Timeout: g.opt.Limits.Connect}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(p.Hostname(), port))
	if err != nil {
		return nil, fmt.Errorf("connect to the proxy: %w", err)
	}
	return conn, nil
}

// secureProxy is dialProxy with TLS when the proxy's address says so.
func (g *Gate) secureProxy(ctx context.Context) (net.Conn, error) {
	conn, err := g.dialProxy(ctx)
	if err != nil || g.opt.Proxy.Scheme != "https" {
		return conn, err
	}
	config := g.tls.Clone()
	if config == nil {
		config = &tls.Config{}
	}
	config.ServerName = g.opt.Proxy.Hostname()
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, fmt.Errorf("connect to the proxy: %w", err)
	}
	return secure, nil
}

// tunnel asks the proxy to connect to a host and returns that connection.
func (g *Gate) tunnel(ctx context.Context, host, port string) (net.Conn, error) {
	conn, err := g.secureProxy(ctx)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Now()) })
	defer stop()
	through, err := g.askTunnel(conn, net.JoinHostPort(host, port))
	if err != nil {
		conn.Close()
		return nil, err
	}
	return through, nil
}

func (g *Gate) askTunnel(conn net.Conn, address string) (net.Conn, error) {
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: address}, Host: address, Header: http.Header{"User-Agent": {g.opt.Agent}}}
	if line := g.proxyAuthorization(); line != "" {
		req.Header.Set("Proxy-Authorization", line)
	}
	if err := req.Write(conn); err != nil {
		return nil, fmt.Errorf("ask the proxy: %w", err)
	}
	bounded := &io.LimitedReader{R: conn, N: maxHeader}
	in := bufio.NewReader(bounded)
	res, err := http.ReadResponse(in, req)
	if err != nil {
		return nil, fmt.Errorf("ask the proxy: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the proxy did not connect to %s: it answered %d", address, res.StatusCode)
	}
	bounded.N = math.MaxInt64
	return &begun{Conn: conn, in: in}, nil
}

// begun is a connection of which something may have been read ahead: mail servers
// speak first.
type begun struct {
	net.Conn
	in *bufio.Reader
}

func (b *begun) Read(p []byte) (int, error) { return b.in.Read(p) }

// proxyAuthorization is the line that the proxy wants to see, or "".
func (g *Gate) proxyAuthorization() string {
	u := g.opt.Proxy.User
	if u == nil {
		return ""
	}
	password, _ := u.Password()
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(u.Username()+":"+password))
}
