// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package keep looks after a library over the years: it backs it up while others write
// to it, verifies and restores backups, and takes out of it what must not stay.
//
// A backup is a folder, or a tar file, with the layout of a library and a list of its
// files with their SHA-256 sums, which is written last. What has no list, or one that
// does not fit, is no backup. A backup may come from anywhere: its names are compared
// with those that a library has before a file is opened, links are not followed, and
// what stands in its databases leads to no file elsewhere.
package keep
