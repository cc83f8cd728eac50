// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"hearsay/account"
	"hearsay/admit"
)

// Address is one of a route, for tests that walk all of them.
type Address struct {
	Path    string
	Form    string // ".json", ".csv" or ""
	Methods []string
	Right   account.Right
}

// Addresses lists every address that a site with accounts has, in all its forms.
func Addresses(gate *admit.Gate) (out []Address) {
	for _, r := range (&site{opt: Options{Gate: gate}}).routes() {
		for _, f := range []form{asPage, asJSON, asCSV} {
			if r.page.handler(f) != nil {
				out = append(out, Address{r.path, string(f), r.methods, r.right})
			}
		}
	}
	return out
}

// Local is what the log-in makes of an address to go to.
var Local = local

// Masked is what strangers see of a text.
var Masked = masked
