// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

// Revision is one version of a page, and how it differs from the version before.
type Revision struct {
	Brief
	// Before is the version that it is compared with: the one seen before; zero for
	// the first, and where there are too many to compare.
	Before ArticleID
	// Changes are those of substance, A in Before and B in this version, in the order
	// of this version.
	Changes []Change
	// Says tells the differences in words: "2 sentences added, 1 number changed".
	Says string
}
