// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"fmt"
	"slices"

	"hearsay"
	"hearsay/extract"
	"hearsay/intake"
)

// Charsets are the encodings that somebody can choose for pages that name none, in the WHATWG's
// lower-case form: those in which news was written that was not UTF-8.
var Charsets = []string{
	"big5", "euc-jp", "euc-kr", "gb18030", "gbk", "ibm866", "iso-2022-jp", "iso-8859-2", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-15", "koi8-r", "koi8-u", "macintosh",
	"shift_jis", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874",
}

// ReadAs has the pages of a file that name no encoding read in one, rather than in what their
// bytes look like; "" goes back to that. Errors: ErrNotFound, ErrInvalid for an encoding that is
// not one of [Charsets], ErrConflict when the file is being added or was.
func (d *Desk) ReadAs(id, charset string) error {
	s, err := d.Status(id)
	if err != nil {
		return err
	}
	if charset != "" && !slices.Contains(Charsets, charset) {
		return fmt.Errorf("%.40q is no encoding that can be chosen: %w", charset, hearsay.ErrInvalid)
	}
	if s.State == Done || !s.State.Over() {
		return fmt.Errorf("job %s is %s already: %w", id, s.State, hearsay.ErrConflict)
	}
	return d.change(id, func(s *Status) { s.Charset = charset })
}

// walking is how the file of a job is read.
func (d *Desk) walking(s *Status) intake.Options {
	opt := intake.Options{Now: d.opt.Now()}
	if chosen := s.Charset; chosen != "" {
		opt.Charset = func(body []byte, mediaType string) string {
			if extract.Decode(body, mediaType).Guessed {
				return chosen
			}
			return ""
		}
	}
	return opt
}
