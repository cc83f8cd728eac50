// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/internal/durable"
)

// About says what a run is of. What a stage made serves another run if all of it is
// equal.
type About struct {
	Program string  `json:"program"` // its version
	Options string  `json:"options"` // that the result depends on, for people to read
	Inputs  []Input `json:"inputs"`
}

// Input is a file that texts are read from.
type Input struct {
	Path   string `json:"path"` // StandardInput is read again by every run
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// StandardInput is the path of an input whose digest is not known before.
const StandardInput = "-"

// ErrInUse: another run keeps its files there.
var ErrInUse = errors.New("another run keeps its temporary files there")

const (
	keepName = "hearsay-reuse" // of the folder within the one named
	lockName = "lock"
	markEnd  = ".json"
)

// keptStages are the stages whose output is kept, in order.
func keptStages() []string { return []string{"read", "seeds", "hits", "compare"} }

// mark is a file STAGE.json, which is written last, by a rename: a stage that has one
// is whole.
type mark struct {
	Stage string          `json:"stage"`
	About About           `json:"about"`
	Texts string          `json:"texts"` // digest of all texts
	Files []keptFile      `json:"files"`
	State json.RawMessage `json:"state"` // what the stages behind it need to know
}

type keptFile struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
}

// keep is a folder with what the stages of a run made.
type keep struct {
	dir       string
	about     About
	lock      *os.File
	marks     map[string]mark
	committed int       // files of the corpus that a mark has
	sum       hash.Hash // of the records of all texts
	texts     string
	notes     []string
}

// openKeep opens or makes the folder, and clears it of what is of no use to this run.
func openKeep(dir string, about About) (*keep, error) {
	k := &keep{dir: filepath.Join(dir, keepName), about: about, marks: map[string]mark{}, sum: sha256.New()}
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return nil, fmt.Errorf("keep temporary files: %w", err)
	}
	var err error
	if k.lock, err = os.OpenFile(filepath.Join(k.dir, lockName), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, fmt.Errorf("keep temporary files: %w", err)
	}
	if durable.TryLock(k.lock) != nil {
		return nil, errors.Join(fmt.Errorf("%w: %s", ErrInUse, k.dir), k.lock.Close())
	}
	why := k.readMarks()
	if err := k.clear(why); err != nil {
		return nil, errors.Join(err, k.lock.Close())
	}
	return k, nil
}

// readMarks reads the marks of stages that this run can go on from. Where it cannot, it
// returns why.
func (k *keep) readMarks() (why string) {
	for _, stage := range keptStages() {
		if stage == "read" && k.readsAgain() {
			continue
		}
		b, err := os.ReadFile(k.path(stage + markEnd))
		if errors.Is(err, fs.ErrNotExist) {
			return ""
		}
		var m mark
		if err != nil || json.Unmarshal(b, &m) != nil || m.Stage != stage {
			return stage + markEnd + " cannot be read"
		}
		if why := cmp.Or(differs(m.About, k.about), k.lacks(m)); why != "" {
			return why
		}
		k.marks[stage] = m
	}
	return ""
}

// readsAgain says that there is an input that only reading it tells from another.
func (k *keep) readsAgain() bool {
	return slices.ContainsFunc(k.about.Inputs, func(in Input) bool { return in.Path == StandardInput })
}

// differs says in what another run differs from this one; "" is in nothing.
func differs(was, is About) string {
	switch {
	case was.Program != is.Program:
		return fmt.Sprintf("it was of another program (%s; this is %s)", was.Program, is.Program)
	case was.Options != is.Options:
		return fmt.Sprintf("it had other options (%s; now %s)", was.Options, is.Options)
	case len(was.Inputs) != len(is.Inputs):
		return fmt.Sprintf("it had other inputs (%d files; now %d)", len(was.Inputs), len(is.Inputs))
	}
	for i, in := range is.Inputs {
		if was.Inputs[i].Path != in.Path {
			return fmt.Sprintf("it had other inputs (%s; now %s)", was.Inputs[i].Path, in.Path)
		}
		if was.Inputs[i] != in {
			return fmt.Sprintf("%s has changed since", in.Path)
		}
	}
	return ""
}

// lacks says which file of a stage is not there as it was left; "" is none.
func (k *keep) lacks(m mark) string {
	for _, f := range m.Files {
		if info, err := os.Stat(k.path(f.Name)); err != nil || info.Size() != f.Size {
			return fmt.Sprintf("%s is not as the stage %s left it", f.Name, m.Stage)
		}
	}
	return ""
}

// clear removes the files that no mark has, and notes what and why.
func (k *keep) clear(why string) error {
	known := map[string]bool{lockName: true}
	for stage, m := range k.marks {
		known[stage+markEnd] = true
		for _, f := range m.Files {
			known[f.Name] = true
		}
	}
	entries, err := os.ReadDir(k.dir)
	if err != nil {
		return fmt.Errorf("keep temporary files: %w", err)
	}
	var gone []string
	for _, e := range entries {
		if known[e.Name()] || !e.Type().IsRegular() {
			continue
		}
		size := int64(0)
		if info, err := e.Info(); err == nil {
			size = info.Size()
		}
		if err := durable.Remove(k.path(e.Name())); err != nil {
			return fmt.Errorf("clear temporary files: %w", err)
		}
		gone = append(gone, fmt.Sprintf("%s (%d bytes)", e.Name(), size))
	}
	k.tell(why, gone)
	return nil
}

// tell notes what was cleared and why, and where the run goes on.
func (k *keep) tell(why string, gone []string) {
	last := ""
	for _, stage := range keptStages() {
		if _, ok := k.marks[stage]; ok {
			last = stage
		}
	}
	switch {
	case why != "" && last == "":
		k.note("starts anew, not from what another run left in %s: %s", k.dir, why)
	case why != "":
		k.note("what was behind the stage %s in %s is done anew: %s", last, k.dir, why)
	case last != "":
		k.note("goes on behind the stage %s, which a run before this left whole in %s", last, k.dir)
	}
	if len(gone) > 0 {
		k.note("cleared: %s", strings.Join(gone, ", "))
	}
}

func (k *keep) note(format string, args ...any) {
	k.notes = append(k.notes, fmt.Sprintf(format, args...))
}

func (k *keep) path(name string) string { return filepath.Join(k.dir, name) }

// drop forgets a stage and all behind it, and clears their files.
func (k *keep) drop(stage, why string) error {
	found := false
	for _, s := range keptStages() {
		if found = found || s == stage; found {
			delete(k.marks, s)
		}
	}
	return k.clear(why)
}

// filled takes the digest of all texts, which what is kept must be of.
func (k *keep) filled() error {
	k.texts = hex.EncodeToString(k.sum.Sum(nil))
	for _, stage := range keptStages()[1:] {
		if m, ok := k.marks[stage]; ok && m.Texts != k.texts {
			return k.drop(stage, "standard input has other texts")
		}
	}
	return nil
}

// commit makes a stage whole that has made these files: all is on disk before its mark
// gets its name.
func (k *keep) commit(stage string, files []*os.File, state any) error {
	m := mark{Stage: stage, About: k.about, Texts: k.texts}
	for _, f := range files {
		info, err := f.Stat()
		if err = cmp.Or(err, f.Sync()); err != nil {
			return fmt.Errorf("keep stage %s: %w", stage, err)
		}
		m.Files = append(m.Files, keptFile{filepath.Base(f.Name()), info.Size()})
	}
	b, err := json.Marshal(state)
	if err != nil {
		return fmt.Errorf("keep stage %s: %w", stage, err)
	}
	m.State = b
	if err := k.write(m); err != nil {
		return fmt.Errorf("keep stage %s: %w", stage, err)
	}
	k.marks[stage] = m
	return nil
}

func (k *keep) write(m mark) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	f, err := os.Create(k.path(m.Stage + markEnd + ".part"))
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	if err = cmp.Or(err, f.Sync(), f.Close(), durable.SyncFolder(k.dir)); err != nil {
		return err
	}
	return durable.Rename(f.Name(), k.path(m.Stage+markEnd))
}

// close removes what belongs to no whole stage, and the folder when nothing is left.
func (k *keep) close() error {
	err := k.clear("")
	if len(k.marks) > 0 {
		return errors.Join(err, k.lock.Close())
	}
	// Best effort: an empty folder with an empty file is in nobody's way.
	_ = os.Remove(k.path(lockName))
	err = errors.Join(err, k.lock.Close())
	_ = os.Remove(k.path(lockName))
	_ = os.Remove(k.dir)
	return err
}

// Leftovers lists the folders with temporary files below dir ("" for the system's
// temporary folder) whose runs are dead: those that were killed.
func Leftovers(dir string) []string {
	folders, _ := filepath.Glob(filepath.Join(cmp.Or(dir, os.TempDir()), tempPattern))
	return slices.DeleteFunc(folders, alive)
}

// alive says whether the lock of a folder is held, or cannot be asked for.
func alive(folder string) bool {
	f, err := os.OpenFile(filepath.Join(folder, lockName), os.O_RDWR, 0)
	if err != nil {
		return true
	}
	defer f.Close()
	return durable.TryLock(f) != nil
}
