// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"net/netip"
	"slices"
)

// special lists the ranges that are no public host: IANA's special-purpose
// registries, and what stands for a range of IPv4 inside IPv6.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32",
	"::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// allotted is all that IPv6 has for public hosts.
var allotted = netip.MustParsePrefix("2000::/3")

// public reports whether an address is that of a public host. An IPv4 address in
// IPv6 clothes (mapped, 6to4, NAT64, ISATAP) is judged by what it stands for; Teredo
// lies in a special range.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if inner, ok := embedded(ip); ok {
		return public(inner)
	}
	if !ip.IsValid() || !ip.IsGlobalUnicast() || ip.Is6() && !allotted.Contains(ip) {
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// embedded returns the IPv4 address inside an IPv6 transition address.
func embedded(ip netip.Addr) (netip.Addr, bool) {
	if !ip.Is6() {
		return netip.Addr{}, false
	}
	b := ip.As16()
	four := func(i int) (netip.Addr, bool) { return netip.AddrFrom4([4]byte(b[i : i+4])), true }
	switch {
	case sixToFour.Contains(ip):
		return four(2)
	case nat64.Contains(ip):
		return four(12)
	case b[8]&^2 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe: // ISATAP
		return four(12)
	}
	return netip.Addr{}, false
}

var (
	sixToFour = netip.MustParsePrefix("2002::/16")
	nat64     = netip.MustParsePrefix("64:ff9b::/96")
)

// metadata are the addresses at which a rented machine is told its secrets. Not all
// of them are special to anybody else.
var metadata = []netip.Addr{
	netip.MustParseAddr("169.254.169.254"), netip.MustParseAddr("169.254.170.2"), netip.MustParseAddr("168.63.129.16"),
	netip.MustParseAddr("100.100.100.200"), netip.MustParseAddr("192.0.0.192"), netip.MustParseAddr("fd00:ec2::254"),
}

func isMetadata(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if inner, ok := embedded(ip); ok {
		return isMetadata(inner)
	}
	return slices.Contains(metadata, ip)
}
