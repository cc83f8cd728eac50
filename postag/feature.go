// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

// A view is what the tagger sees of one word's surroundings: two words to each
// side and the two tags before.
type view struct {
	w      [5]word // the word in question is w[2]
	t1, t2 Tag     // of the word before, of the one before that
	title  bool    // capitals are owed to the line
}

// numFeatures is how many features a view has.
const numFeatures = 24

// A feature is known by 32 bits of a hash over its template and values. With
// 200,000 features in the model one in 20,000 that are not is taken for one
// that is.
type feature uint32

// hash mixes the values of template k. Zero is no feature's.
func hash(k, a, b uint64) feature {
	h := (a + k*0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9
	h ^= h>>32 ^ b
	h *= 0x94d049bb133111eb
	return feature(h>>32) | 1
}

// features lists the features of the view.
func (v *view) features(out *[numFeatures]feature) {
	l2, l1, w, r1, r2 := &v.w[0], &v.w[1], &v.w[2], &v.w[3], &v.w[4]
	t1, t2 := uint64(v.t1), uint64(v.t1)<<8|uint64(v.t2)
	c, cr := uint64(w.class), uint64(w.class)<<8|uint64(r1.class)
	place := uint64(w.shape)
	if w.owed {
		place |= 1 << 8
	}
	if v.title {
		place |= 1 << 9
	}
	tail2, tail3 := uint64(w.tail&0xffff), uint64(w.tail&0xffffff)
	*out = [numFeatures]feature{
		hash(1, w.hash, 0),
		hash(2, l1.hash, 0),
		hash(3, r1.hash, 0),
		hash(4, l2.hash, 0),
		hash(5, r2.hash, 0),
		hash(6, t1, 0),
		hash(7, t2, 0),
		hash(8, w.hash, t1),
		hash(9, w.hash, l1.hash),
		hash(10, w.hash, r1.hash),
		hash(11, uint64(w.tail), 0),
		hash(12, tail3, 0),
		hash(13, tail2, place),
		hash(14, uint64(w.head), 0),
		hash(15, tail3, t1),
		hash(16, uint64(r1.tail&0xffffff), 0),
		hash(17, uint64(l1.tail&0xffffff), 0),
		hash(18, cr, 0),
		hash(19, cr, t1),
		hash(20, c, t2),
		hash(21, uint64(r1.class)<<8|uint64(r2.class), t1),
		hash(22, w.hash, uint64(r1.class)),
		hash(23, place, uint64(r1.shape)<<8|uint64(l1.shape)),
		hash(24, uint64(w.tail&0xff), place),
	}
}
