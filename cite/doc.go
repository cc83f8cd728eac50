// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package cite renders articles for programs that keep references: RIS and CSL-JSON,
// each as a newspaper article.
//
// A date is as precise as what says it: a month stays a month, and a doubtful one is
// said to be about that time. Beside it stand the interval and where it is from.
package cite
