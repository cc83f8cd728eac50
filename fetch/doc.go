// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package fetch gets one page from the web, guardedly. It is the only package
// that opens an outgoing connection (deps_test.go holds that), so there is one
// gate to check:
//
//   - http and https only, to ports 80 and 443, without a name or password in
//     the address;
//   - the address that is connected to is the address that was vetted: private,
//     loopback, link-local and other special ranges are refused after the name
//     was resolved, in the dialer, on every redirect again;
//   - at most 5 redirects, never from https to http;
//   - limits on time, on bytes received and on bytes after decompression.
//
// It sends no cookie, no referrer and no credential, and runs no script. It is
// called only when a person gives an address.
package fetch
