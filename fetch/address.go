// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"hearsay"
)

// maxAddress is the longest address that is asked for, in bytes.
const maxAddress = 8 << 10

// target is a host and port that may be connected to.
type target struct {
	host, port string
	private    bool // its addresses may be private
	named      bool // by Allow
}

var (
	webPorts  = []string{"80", "443"}
	mailPorts = []string{"25", "465", "587"}
)

// parse accepts the addresses that may be asked for. The address that it returns is
// the one that is connected to: nothing parses it again.
func (g *Gate) parse(address string) (*url.URL, target, error) {
	refuse := func(why string) (*url.URL, target, error) {
		return nil, target{}, fmt.Errorf("%w: %s", hearsay.ErrRefused, why)
	}
	switch {
	case len(address) > maxAddress:
		return refuse("the address is longer than 8 KB")
	case strings.ContainsFunc(address, unfit):
		return refuse("the address holds a space, a control character or a backslash")
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return refuse("this is no web address")
	case u.Scheme != "http" && u.Scheme != "https":
		return refuse("only http and https addresses are fetched")
	case u.User != nil:
		return refuse("the address holds a name or password")
	case u.Hostname() == "":
		return refuse("the address names no host")
	}
	port := u.Port()
	if port == "" {
		port = defaultPort(u.Scheme)
	}
	t, err := g.target(u.Hostname(), port, webPorts)
	if err != nil {
		return nil, target{}, err
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = t.host
	if strings.Contains(t.host, ":") {
		u.Host = "[" + t.host + "]"
	}
	if t.port != defaultPort(u.Scheme) {
		u.Host += ":" + t.port
	}
	return u, t, nil
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// unfit is true for what browsers and resolvers read in different ways.
func unfit(r rune) bool { return r <= ' ' || r == '\\' || r >= 0x7f && r <= 0xa0 || r == 0xfffd }

// target vets a host and a port without asking the name service.
func (g *Gate) target(host, port string, ports []string) (target, error) {
	host, err := plainHost(host)
	if err != nil {
		return target{}, err
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 {
		return target{}, fmt.Errorf("%w: %.20q is no port", hearsay.ErrRefused, port)
	}
	t := target{host: host, port: strconv.FormatUint(n, 10)}
	exact := g.allow[net.JoinHostPort(t.host, t.port)]
	t.named = exact || g.allow[t.host] && slices.Contains(ports, t.port)
	t.private = g.opt.Private || t.named
	switch {
	case slices.Contains(metadataNames, host):
		return target{}, fmt.Errorf("%w: %s leads to the metadata service of the machine", hearsay.ErrRefused, host)
	case t.private:
		return t, nil
	case !slices.Contains(ports, t.port) && isPrivate(host):
		return target{}, fmt.Errorf("%w: %s is a private address; Hearsay does not fetch them; whoever runs it can allow this one with --allow %s, or all with --private",
			hearsay.ErrRefused, host, net.JoinHostPort(t.host, t.port))
	case !slices.Contains(ports, t.port):
		return target{}, fmt.Errorf("%w: only ports %s are connected to, not %s", hearsay.ErrRefused, strings.Join(ports, " and "), t.port)
	case isInside(host):
		return target{}, fmt.Errorf("%w: %s is a name inside a network; %s", hearsay.ErrRefused, host, howToAllow)
	}
	return t, nil
}

// isPrivate reports whether a host is written as a private address, or is a name inside a
// network.
func isPrivate(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && !isMetadata(ip) && !public(ip) || isInside(host)
}

// plainHost returns the one spelling of a host: lower case, in letters that the name
// service knows, without a dot at the end. Numbers that stand for an IPv4 address
// without looking like one (0x7f.1, 2130706433) are refused.
func plainHost(host string) (string, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Zone() != "" {
			return "", fmt.Errorf("%w: the address names a network card", hearsay.ErrRefused)
		}
		return ip.String(), nil
	}
	if strings.ContainsAny(host, ":%") {
		return "", fmt.Errorf("%w: %.100q is no host", hearsay.ErrRefused, host)
	}
	name, err := idna.Lookup.ToASCII(strings.TrimSuffix(host, "."))
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if err != nil || name == "" || len(name) > 253 || strings.Contains(name, "..") || strings.HasPrefix(name, ".") {
		return "", fmt.Errorf("%w: %.100q is no host", hearsay.ErrRefused, host)
	}
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.String(), nil
	}
	if last := name[strings.LastIndexByte(name, '.')+1:]; numeric(last) {
		return "", fmt.Errorf("%w: %.100q is an address in numbers that not everybody reads alike; write it as four numbers with dots", hearsay.ErrRefused, host)
	}
	return name, nil
}

// numeric reports whether a label is a number to those who read IPv4 addresses
// generously.
func numeric(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}

// hostKey is an entry of Allow as target looks it up.
func hostKey(entry string) string {
	host, port, err := net.SplitHostPort(entry)
	if err != nil {
		host, port = strings.Trim(entry, "[]"), ""
	}
	if plain, err := plainHost(host); err == nil {
		host = plain
	}
	if port == "" {
		return host
	}
	return net.JoinHostPort(host, port)
}

// metadataNames tell a rented machine its secrets.
var metadataNames = []string{
	"metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal",
	"metadata.azure.internal", "metadata.tencentyun.com", "metadata.platformequinix.com",
}

// inside are the ends of names that are never those of public hosts.
var inside = []string{"localhost", "localdomain", "local", "internal", "home.arpa"}

func isInside(host string) bool {
	return slices.ContainsFunc(inside, func(name string) bool { return host == name || strings.HasSuffix(host, "."+name) })
}
