// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build !linux && !darwin && !freebsd

package batch

func freeBytes(string) (int64, bool) { return 0, false }
