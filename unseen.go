// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

// UnseenID names an [Unseen].
type UnseenID = ID[Unseen]

// ID names the source by all that is known of it: who it is and which articles have
// it from there. So it is another once another article does.
func (u *Unseen) ID() UnseenID {
	parts := []string{string(u.Kind), string(u.Agent.Kind), u.Agent.Name, u.Agent.Role, u.Agent.Domain, u.Agent.QID}
	for _, m := range u.Members {
		parts = append(parts, string(m[:]))
	}
	return NewID[Unseen]("unseen", parts...)
}
