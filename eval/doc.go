// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package eval scores a stage against a folder of ground truth. One file per
// kind of truth turns that folder's layout into texts and expectations; the
// metrics are those that the set's own authors publish, so that the figures
// can be laid beside theirs.
//
//	report, err := eval.Quotes("quotes-polnear", eval.Options{})
//	report.WriteText(os.Stdout)
//
// Nothing is tuned here and nothing is timed: a score depends on the input
// alone. Texts of the sets never appear in a report, except when the caller
// asks for the errors to be listed, to look at them by hand.
package eval
