// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"

	"hearsay/fetch"
)

// egress is what may go out, and how: the flags of it. What no flag says, the
// environment does.
type egress struct {
	private, offline       bool
	agent, webProxy, allow string
}

// egressEnv is where egress is said for all commands.
const (
	envOffline = "HEARSAY_OFFLINE"
	envProxy   = "HEARSAY_PROXY"
	envAllow   = "HEARSAY_ALLOW"
	envAgent   = "HEARSAY_AGENT"
)

func egressFlags(c *call) {
	e := &c.egress
	c.BoolVar(&e.private, "private", false, "allow addresses of private networks")
	c.StringVar(&e.allow, "allow", "", "allow these `hosts` of private networks, with commas, as wiki.example or wiki.example:8080")
	c.BoolVar(&e.offline, "offline", false, "refuse everything that would leave this machine")
	c.StringVar(&e.agent, "agent", "", "what sites are told of who asks: `text` with an address where they reach you")
	c.StringVar(&e.webProxy, "web-proxy", "", "`address` of a proxy that all requests go through")
}

// fill adds what the environment says.
func (e *egress) fill(env func(string) string) {
	off := env(envOffline)
	e.offline = e.offline || off != "" && off != "0"
	for _, f := range []struct {
		value *string
		name  string
	}{{&e.webProxy, envProxy}, {&e.allow, envAllow}, {&e.agent, envAgent}} {
		if *f.value == "" {
			*f.value = env(f.name)
		}
	}
}

// gate is the door that all requests of a call go through: made once, so that it
// knows which hosts were asked when.
func (p *program) gate(c *call) (*fetch.Gate, error) {
	if c.door == nil {
		gate, err := c.egress.gate()
		if err != nil {
			return nil, err
		}
		c.door = gate
	}
	return c.door, nil
}

// gate makes a gate of its own, at which further hosts may be private, too.
func (e *egress) gate(allow ...string) (*fetch.Gate, error) {
	proxy, err := fetch.ParseProxy(e.webProxy)
	if err != nil {
		return nil, usage("--web-proxy or %s: %v", envProxy, err)
	}
	allow = append(allow, strings.FieldsFunc(e.allow, func(r rune) bool { return r == ',' || r == ' ' })...)
	return fetch.New(fetch.Options{Private: e.private, Allow: allow, Proxy: proxy, Offline: e.offline, Agent: e.agent, Robots: true}), nil
}
