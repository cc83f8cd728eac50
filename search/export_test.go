// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

// Hurry makes what a search may look at as little as in a library of a million articles.
func (e *Engine) Hurry() {
	e.limits = limits{holders: 40, weighed: 8, sifted: 20, part: 4, walked: 13, stride: 5, read: 3}
}
