// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import "testing"

func TestParseBytes(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "70000000": 70_000_000, "64MB": 64 << 20, "64m": 64 << 20, "2GB": 2 << 30, "2 gb": 2 << 30, "1K": 1 << 10,
		"": -1, "GB": -1, "-1": -1, "1.5GB": -1, "1TB": -1, "9999999999GB": -1, "MGB": -1,
	} {
		got, err := parseBytes(s)
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("%q is %d, want %d", s, got, want)
		}
	}
}
