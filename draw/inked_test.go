// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw_test

import "image"

// inked counts the dark pixels of a picture.
func inked(img image.Image) (n int) {
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x6000 {
				n++
			}
		}
	}
	return n
}
