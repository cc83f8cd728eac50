// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package ingest is the only package that knows the order of the stages. It
// reads one capture ([Read]), and it fills a library from a stream of them
// ([Add], [Rebuild]):
//
//	capture → extract → quote → speaker → credits, fingerprints → library
//
// The stages run on all cores; what they give is committed in the order in which
// it came, in batches that are on disk with all their parts or not at all. Adding
// what the library has is a look-up. A page that cannot be used is an outcome,
// kept and countable, and never stops the others.
package ingest
