// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import "hearsay/internal/visible"

// controls makes characters visible that hide or reorder text. The whole page goes
// through it, so that no field is forgotten.
var controls = visible.Named()

// withoutControls takes them out.
var withoutControls = visible.Without()
