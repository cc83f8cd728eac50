// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import "fmt"

// skips names what could not be read, so that no figure hides it. After a
// hundred the rest is only counted.
type skips struct {
	names []string
	more  int
}

func (s *skips) add(format string, args ...any) {
	if len(s.names) == 100 {
		s.more++
		return
	}
	s.names = append(s.names, fmt.Sprintf(format, args...))
}

func (s *skips) list() []string {
	if s.more == 0 {
		return s.names
	}
	return append(s.names, fmt.Sprintf("and %d more", s.more))
}
