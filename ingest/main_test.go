// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"os"
	"testing"

	"hearsay/internal/onpostgres"
)

// TestMain runs the tests on PostgreSQL when HEARSAY_POSTGRES names a server.
func TestMain(m *testing.M) { os.Exit(onpostgres.Run(m)) }
