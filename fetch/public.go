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

// public reports whether an address is that of a public host. An IPv4 address in
// IPv6 clothes (mapped, 6to4, NAT64) is judged by what it stands for.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if inner, ok := embedded(ip); ok {
		return public(inner)
	}
	if !ip.IsValid() || !ip.IsGlobalUnicast() {
		return false
	}
	for _, p := range special {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// embedded returns the IPv4 address inside an IPv6 transition address.
func embedded(ip netip.Addr) (netip.Addr, bool) {
	if !ip.Is6() {
		return netip.Addr{}, false
	}
	b := ip.As16()
	four := func(i int) (netip.Addr, bool) { return netip.AddrFrom4([4]byte(b[i : i+4])), true }
	switch {
	case b[0] == 0x20 && b[1] == 0x02: // 6to4
		return four(2)
	case b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xff && b[3] == 0x9b && allZero(b[4:12]): // NAT64
		return four(12)
	case allZero(b[:12]) && !allZero(b[12:15]): // IPv4-compatible
		return four(12)
	}
	return netip.Addr{}, false
}

func allZero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

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
