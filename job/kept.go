// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hearsay"
	"hearsay/internal/durable"
)

// keptDigits is how many hexadecimal digits name a kept text: 128 bits of its
// hash, so that the same text has the same name and no name can be guessed.
const keptDigits = 32

// Keep writes a text into the library's folder, because somebody asked for a link
// to a question that is too long for an address, and returns its name.
func (d *Desk) Keep(text string) (string, error) {
	sum := sha256.Sum256([]byte(text))
	id := hex.EncodeToString(sum[:])[:keptDigits]
	path := d.keptPath(id)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", fmt.Errorf("keep a text: %w", err)
	}
	if err := os.WriteFile(path+".new", []byte(text), 0o600); err != nil {
		return "", fmt.Errorf("keep a text: %w", err)
	}
	if err := durable.Rename(path+".new", path); err != nil {
		return "", fmt.Errorf("keep a text: %w", err)
	}
	return id, nil
}

func (d *Desk) keptPath(id string) string { return filepath.Join(d.dir, keptName, id+".txt") }

// Kept returns a kept text. Error: ErrNotFound.
func (d *Desk) Kept(id string) (string, error) {
	if !keptID(id) {
		return "", fmt.Errorf("kept text %q: %w", id, hearsay.ErrNotFound)
	}
	b, err := os.ReadFile(d.keptPath(id))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("kept text %s: %w", id, hearsay.ErrNotFound)
	}
	return string(b), err
}

// Forget removes a kept text, which may be gone already.
func (d *Desk) Forget(id string) error {
	if !keptID(id) {
		return fmt.Errorf("kept text %q: %w", id, hearsay.ErrNotFound)
	}
	return durable.Remove(d.keptPath(id))
}

// keptID reports whether a name is one that Keep gives: no other reaches the disk.
func keptID(id string) bool {
	b, err := hex.DecodeString(id)
	return err == nil && len(id) == keptDigits && id == hex.EncodeToString(b)
}
