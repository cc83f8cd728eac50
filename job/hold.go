// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hearsay/internal/durable"
)

// lockSuffix ends the name of the file, beside the folder of a job, whose lock the desk holds
// that the job is of. The system gives it back when the program ends, however it ends: so a
// job that nobody holds was left behind.
const lockSuffix = ".lock"

// errHeld says that a job is another desk's.
var errHeld = errors.New("another program that serves this library has the job")

// hold takes the lock of a job, whose folder need not be there. Error: errHeld.
func (d *Desk) hold(id string) (*os.File, error) {
	path := d.folder(id) + lockSuffix
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if durable.TryLock(f) != nil {
		return nil, errors.Join(errHeld, f.Close())
	}
	// Who dropped the job between the two calls above removed the file, and another desk may
	// hold a new one.
	mine, err := f.Stat()
	now, gone := os.Stat(path)
	if err != nil || gone != nil || !os.SameFile(mine, now) {
		release(f)
		return nil, errHeld
	}
	return f, nil
}

// release gives a lock back; nil is none.
func release(f *os.File) {
	if f != nil {
		durable.Unlock(f) // what does not succeed, the end of the program does
		f.Close()
	}
}

// discard removes the folder of a job that is held, and its lock.
func (d *Desk) discard(id string, held *os.File) error {
	err := os.RemoveAll(d.folder(id))
	if held != nil {
		// Before it is given back: nobody takes the lock of a file that is to go. Where an open
		// file cannot be removed it stays, and means nothing.
		_ = os.Remove(held.Name())
	}
	release(held)
	return err
}

// claim makes the folder of a new job, with the next number that no desk of this library has
// taken, and holds it.
func (d *Desk) claim() (id string, held *os.File, err error) {
	if err := os.MkdirAll(filepath.Join(d.dir, inboxName), 0o755); err != nil {
		return "", nil, fmt.Errorf("make a job: %w", err)
	}
	for {
		d.mu.Lock()
		d.last++
		id = fmt.Sprintf("%06d", d.last)
		d.mu.Unlock()
		held, err = d.hold(id)
		if errors.Is(err, errHeld) {
			continue
		}
		if err == nil {
			err = os.Mkdir(d.folder(id), 0o755)
		}
		switch {
		case err == nil:
			return id, held, nil
		case !errors.Is(err, fs.ErrExist):
			release(held)
			return "", nil, fmt.Errorf("make a job: %w", err)
		}
		release(held) // of a job that another desk took and left
	}
}

// take puts a job of before on the list, unless another desk has it, and clears what is left of
// a file that nobody receives any more.
func (d *Desk) take(id string) error {
	held, err := d.hold(id)
	if errors.Is(err, errHeld) {
		return nil
	}
	// A folder that cannot be written has no lock: what it says can be read all the same.
	s, ok := readStatus(filepath.Join(d.folder(id), statusName))
	switch {
	case ok:
		d.jobs[s.ID] = &work{status: s, held: held, changed: make(chan struct{})}
	case err == nil:
		// An upload that broke off, or a damaged note: nobody waits for it.
		return d.discard(id, held)
	}
	return nil
}
