// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package fetch is the gate that every outgoing request goes through. It is the
// only package that opens an outgoing connection (deps_test.go holds that), so
// there is one gate to check:
//
//   - http and https only, to ports 80 and 443, without a name or password in
//     the address;
//   - the address that is connected to is the address that was vetted: a host is
//     refused if any of its addresses is private, loopback, link-local or else
//     special, on every redirect again;
//   - at most 5 redirects, never from https to http;
//   - limits on time, on bytes received, on bytes after decompression and on
//     the ratio of the two, all checked on the way.
//
// It sends no cookie, no referrer and no credential, and runs no script.
package fetch
