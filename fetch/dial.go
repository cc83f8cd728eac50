// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"

	"hearsay"
)

// maxTried is how many addresses of a host are tried.
const maxTried = 4

// connect opens a connection to a host that was vetted: the name is resolved once,
// refused if any of its addresses is not public (unless it may be private), and the
// connection goes to the addresses that were looked at. With a proxy, it goes there.
func (g *Gate) connect(ctx context.Context, host, port string, private bool) (net.Conn, error) {
	short, cancel := context.WithTimeout(ctx, g.opt.Limits.Connect)
	defer cancel()
	conn, err := g.dial(short, host, port, private)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, fmt.Errorf("no connection to %s within %s", host, g.opt.Limits.Connect)
	}
	return conn, err
}

func (g *Gate) dial(ctx context.Context, host, port string, private bool) (net.Conn, error) {
	if g.opt.Proxy != nil {
		if err := g.vetProxied(ctx, host, private); err != nil {
			return nil, err
		}
		return g.tunnel(ctx, host, port)
	}
	ips, err := g.vetted(ctx, host, private)
	if err != nil {
		return nil, err
	}
	ips = ips[:min(len(ips), maxTried)]
	dialer := &net.Dialer{
		Timeout: g.opt.Limits.Connect / time.Duration(len(ips)),
		Control: func(_, address string, _ syscall.RawConn) error { return vetSocket(address, private) },
	}
	var failed error
	for _, ip := range ips {
		conn, err := g.reach(ctx, dialer, net.JoinHostPort(ip.String(), port))
		if err == nil {
			return conn, nil
		}
		failed = errors.Join(failed, err)
	}
	return nil, failed
}

func (g *Gate) reach(ctx context.Context, d *net.Dialer, address string) (net.Conn, error) {
	if g.open != nil {
		return g.open(ctx, d, address)
	}
	return d.DialContext(ctx, "tcp", address)
}

// vetted resolves a host. Errors: ErrRefused for one that is not public, or that
// cannot be resolved to be looked at.
func (g *Gate) vetted(ctx context.Context, host string, private bool) ([]netip.Addr, error) {
	ips, err := g.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, ip := range ips {
		if err := vetIP(host, ip, private); err != nil {
			return nil, err
		}
	}
	return ips, nil
}

func (g *Gate) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	resolver := g.opt.Resolver
	if resolver == nil {
		resolver = net.DefaultResolver
	}
	ips, err := resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, unresolved(host, err)
	}
	if len(ips) == 0 {
		return nil, fmt.Errorf("no address is known for %s", host)
	}
	return ips, nil
}

// unresolved words a failure of the name service without its own address.
func unresolved(host string, err error) error {
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return fmt.Errorf("no address is known for %s; is it spelt right?", host)
	}
	return fmt.Errorf("find the address of %s: %w", host, err)
}

// vetIP refuses what no page may lead to. The services that tell a rented machine
// its secrets are refused even where private addresses are not.
func vetIP(host string, ip netip.Addr, private bool) error {
	if isMetadata(ip) {
		return fmt.Errorf("%w: %s leads to the metadata service of the machine", hearsay.ErrRefused, host)
	}
	if private || public(ip) {
		return nil
	}
	if host == ip.String() {
		return fmt.Errorf("%w: %s is a private address; %s", hearsay.ErrRefused, host, howToAllow)
	}
	return fmt.Errorf("%w: %s resolves to %s, a private address; %s", hearsay.ErrRefused, host, ip, howToAllow)
}

const howToAllow = "Hearsay does not fetch private addresses; whoever runs it can allow this host with --allow, or all with --private"

// vetSocket looks again at what is connected to, at the last moment.
func vetSocket(address string, private bool) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %q is no address to connect to", hearsay.ErrRefused, address)
	}
	return vetIP(ap.Addr().String(), ap.Addr(), private)
}

// Dial opens a connection for something else than a page, such as the delivery of
// mail, under the same rules for addresses; network is "tcp", the port one of mail
// (25, 465, 587) or one that Allow names. Error: ErrRefused for all else.
func (g *Gate) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if g.opt.Offline {
		return nil, fmt.Errorf("connect to %s: %w", shown(address), errOffline)
	}
	if err != nil || network != "tcp" {
		return nil, fmt.Errorf("connect to %.100q: %w: give host:port, over tcp", address, hearsay.ErrRefused)
	}
	t, err := g.target(host, port, mailPorts)
	if err != nil {
		return nil, fmt.Errorf("connect to %.100q: %w", address, err)
	}
	conn, err := g.connect(ctx, t.host, t.port, t.private)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", net.JoinHostPort(t.host, t.port), err)
	}
	return conn, nil
}

var errOffline = fmt.Errorf("%w: Hearsay is offline (--offline or HEARSAY_OFFLINE): nothing is asked of other machines", hearsay.ErrRefused)
