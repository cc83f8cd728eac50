// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"testing"
	"time"

	"hearsay"
)

// TestDateWritten: lists show a day as itself, whatever it means around the world.
func TestDateWritten(t *testing.T) {
	world := hearsay.Date{Earliest: time.Date(2014, 3, 13, 11, 0, 0, 0, time.UTC), Latest: time.Date(2014, 3, 15, 10, 59, 59, 0, time.UTC)}
	for value, want := range map[string][2]string{
		"2014-03-14":                {"2014-03-14T00:00:00Z", "2014-03-14T23:59:59Z"},
		"2014-03-04?":               {"2014-03-04T00:00:00Z", "2014-03-04T23:59:59Z"},
		"2014-03":                   {"2014-03-01T00:00:00Z", "2014-03-31T23:59:59Z"},
		"2014":                      {"2014-01-01T00:00:00Z", "2014-12-31T23:59:59Z"},
		"2014-03-14T11:30:00":       {"2014-03-14T11:30:00Z", "2014-03-14T11:30:59Z"},
		"2014-03-14T11:30:00+01:00": {"2014-03-13T11:00:00Z", "2014-03-15T10:59:59Z"}, // as it is
		"2014-03-14/2014-03-16":     {"2014-03-13T11:00:00Z", "2014-03-15T10:59:59Z"},
		"":                          {"2014-03-13T11:00:00Z", "2014-03-15T10:59:59Z"},
	} {
		world.Value = value
		from, to := world.Written()
		if from.Format(time.RFC3339) != want[0] || to.Format(time.RFC3339) != want[1] {
			t.Errorf("%q is from %s to %s, want %v", value, from, to, want)
		}
	}
}
