// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package watch_test

import "time"

var started = time.Now()

// processTime is the time that has gone by: this system does not tell it by core.
func processTime() time.Duration { return time.Since(started) }
