// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package robots reads robots.txt files by RFC 9309: which addresses of a site a
// program that wanders may ask for, and (an addition that many sites use) how long
// it should pause between two.
//
// The groups that name a program are read as one; when none does, those for "*". The
// longest pattern that matches decides, and Allow wins ties. It is a function of
// bytes: fetching the file, keeping it for a day and what a missing file means are
// its caller's business.
package robots
