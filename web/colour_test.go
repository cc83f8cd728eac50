// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tokens reads the colours of a theme from the style sheet.
func tokens(t *testing.T, dark bool) map[string][3]float64 {
	t.Helper()
	css, err := files.ReadFile("assets/hearsay.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, _ := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	part := light
	if dark {
		part, _, _ = strings.Cut(rest, "}")
	}
	out := map[string][3]float64{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{3}|[0-9a-f]{6});`).FindAllStringSubmatch(part, -1) {
		hex := m[2]
		if len(hex) == 3 {
			hex = strings.Repeat(hex[:1], 2) + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:], 2)
		}
		var c [3]float64
		for i := range c {
			n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c[i] = float64(n) / 255
		}
		out[m[1]] = c
	}
	return out
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b [3]float64) float64 {
	luminance := func(c [3]float64) float64 {
		var l float64
		for i, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
			v := c[i] / 12.92
			if c[i] > 0.04045 {
				v = math.Pow((c[i]+0.055)/1.055, 2.4)
			}
			l += weight * v
		}
		return l
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast holds the colours to WCAG 2.2: text on every ground at least
// 4.5:1 (7:1 for what is read at length), strokes and borders at least 3:1.
func TestContrast(t *testing.T) {
	for _, dark := range []bool{false, true} {
		c := tokens(t, dark)
		for _, pair := range []struct {
			a, b  string
			least float64
		}{
			{"ink", "page", 7}, {"ink", "panel", 7}, {"ink", "same", 7}, {"ink", "changed", 7}, {"ink", "cut", 7},
			{"soft", "page", 4.5}, {"link", "page", 7}, {"link", "same", 4.5}, {"link", "changed", 4.5},
			{"same-stroke", "page", 3}, {"changed-stroke", "page", 3}, {"cut-stroke", "page", 3},
			{"same-stroke", "same", 3}, {"changed-stroke", "changed", 3}, {"cut-stroke", "cut", 3}, {"soft", "panel", 3}, {"bar", "page", 3},
		} {
			a, b := c[pair.a], c[pair.b]
			if got := contrast(a, b); got < pair.least {
				t.Errorf("dark %v: %s on %s is %.2f:1, at least %.1f:1", dark, pair.a, pair.b, got, pair.least)
			}
		}
		if len(c) < 12 {
			t.Errorf("dark %v: only %d colours were read", dark, len(c))
		}
	}
}
