// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

// Column describes a column of a table that leaves Hearsay.
type Column struct {
	Name string
	Type ColumnType
	Says string // for people, one sentence without its full stop
}

// ColumnType is what the values of a column are. The words are those of Table
// Schema (Frictionless Data).
type ColumnType string

// The types of column.
const (
	TextColumn    ColumnType = "string"
	IntegerColumn ColumnType = "integer"
	NumberColumn  ColumnType = "number"
	TruthColumn   ColumnType = "boolean"
	ListColumn    ColumnType = "array"  // where rows can hold lists
	ObjectColumn  ColumnType = "object" // and things of several fields
)
