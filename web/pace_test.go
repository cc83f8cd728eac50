// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"net/netip"
	"testing"
	"time"
)

// TestPace counts what addresses may ask, on a clock of its own.
func TestPace(t *testing.T) {
	t.Parallel()
	p, now := newPace(), time.Date(2028, 3, 1, 0, 0, 0, 0, time.UTC)
	home := netip.MustParseAddr("192.0.2.7")
	for i := range strangerTraces {
		if err := p.take(home, now); err != nil {
			t.Fatalf("request %d: %v", i+1, err)
		}
	}
	var soon tooSoon
	for range 100 { // to be refused costs nothing
		if err := p.take(home, now); !errors.As(err, &soon) || soon.wait != strangerPause || !errors.Is(err, errPace) {
			t.Fatalf("%v, wait %s", err, soon.wait)
		}
	}
	if err := p.take(netip.MustParseAddr("192.0.2.8"), now); err != nil {
		t.Errorf("another address: %v", err)
	}
	now = now.Add(strangerPause)
	if err := p.take(home, now); err != nil {
		t.Errorf("when the time is over: %v", err)
	}
	if err := p.take(home, now); err == nil {
		t.Error("two for the time of one")
	}
	for i := range strangerTraces + 1 { // a network gives each customer 64 bits
		a := netip.MustParseAddr("2001:db8::").As16()
		a[15] = byte(i)
		if err := p.take(netip.AddrFrom16(a), now); (err != nil) != (i == strangerTraces) {
			t.Errorf("address %d of one network: %v", i, err)
		}
	}
	for i := range maxPaced + 10 {
		if err := p.take(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), now); err != nil {
			t.Fatal(err)
		}
	}
	if n := p.of.Len(); n != maxPaced {
		t.Errorf("%d addresses are remembered, want %d", n, maxPaced)
	}
	if err := p.take(netip.Addr{}, now); err != nil {
		t.Errorf("no address: %v", err)
	}
}
