// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package table

import (
	"encoding/json"

	"hearsay"
)

// Resource is a file of a folder, for its datapackage.json.
type Resource struct {
	Name, Path, Says string
	Format           string // csv, jsonl or parquet
	Columns          []hearsay.Column
}

// mediaTypes are those of the formats.
func mediaTypes() map[string]string {
	return map[string]string{"csv": "text/csv", "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}
}

// Package is datapackage.json (Frictionless Data Package, version 1) of a folder of
// tables: what each column is. Only CSV is a tabular resource by that standard.
func Package(name, says string, resources []Resource) ([]byte, error) {
	type field struct {
		Name        string             `json:"name"`
		Type        hearsay.ColumnType `json:"type"`
		Description string             `json:"description"`
	}
	type schema struct {
		Fields        []field  `json:"fields"`
		MissingValues []string `json:"missingValues"`
	}
	type resource struct {
		Name        string `json:"name"`
		Path        string `json:"path"`
		Description string `json:"description"`
		Format      string `json:"format"`
		MediaType   string `json:"mediatype"`
		Encoding    string `json:"encoding,omitempty"`
		Profile     string `json:"profile"`
		Schema      schema `json:"schema"`
	}
	type pack struct {
		Profile     string     `json:"profile"`
		Name        string     `json:"name"`
		Description string     `json:"description"`
		Resources   []resource `json:"resources"`
	}
	out := pack{Profile: "tabular-data-package", Name: name, Description: says, Resources: []resource{}}
	for _, r := range resources {
		s := schema{Fields: []field{}, MissingValues: []string{""}}
		for _, c := range r.Columns {
			s.Fields = append(s.Fields, field{c.Name, c.Type, c.Says})
		}
		file := resource{
			Name: r.Name, Path: r.Path, Description: r.Says, Format: r.Format, MediaType: mediaTypes()[r.Format], Encoding: "utf-8",
			Profile: "tabular-data-resource", Schema: s,
		}
		if r.Format != "csv" {
			out.Profile, file.Profile = "data-package", "data-resource"
		}
		if r.Format == "parquet" {
			file.Encoding = ""
		}
		out.Resources = append(out.Resources, file)
	}
	return json.MarshalIndent(out, "", "  ")
}
