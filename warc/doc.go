// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package warc reads and writes WARC files (ISO 28500, versions 0.17 to 1.1) as
// a stream of records, and takes the HTTP response in a record apart. It knows
// nothing of news, opens no file and follows no address.
//
// Files made by others are foreign bytes: they may be cut, garbled or made to
// hurt. A [Reader] gives every record that is whole, an [Error] for every
// stretch that is not, and goes on behind it:
//
//	r := warc.NewReader(file, warc.Limits{})
//	for {
//		rec, err := r.Next()
//		var damaged *warc.Error
//		switch {
//		case err == io.EOF:
//			return nil
//		case errors.As(err, &damaged):
//			fmt.Println(damaged) // … at byte 4096: it ends within the block
//			continue
//		case err != nil:
//			return err // the disk, not the file's content
//		}
//		fmt.Println(rec.Type(), rec.TargetURI(), rec.Place.Offset, len(rec.Block))
//	}
//
// A [Writer] appends records, each in a gzip member of its own, so that [ReadAt]
// can fetch one again by its [Place]. The same records give the same bytes.
//
// # Limits
//
// Everything is bounded, since a few bytes can ask for a lot of work:
//
//	block of a record          32 MB     longer: Error wrapping hearsay.ErrTooLarge, the record is passed over
//	header of a record         64 KB     longer: Error wrapping hearsay.ErrCorrupt
//	window of a zstd frame    128 MB     four blocks, 8 MB at least; larger: Error
//	memory of a Reader        200 KB and the record; four blocks and the window at worst
//	work on damage             4 bytes read again for each byte of the file, and 64 MB; then reading stops
//	HTTP header               256 KB
//	decoded HTTP body          20 MB     and 100:1 once past 1 MB
//	content-encoding           one layer, gzip, deflate or zstd; br is refused
//
// What follows damage is only as good as the damage allows: bytes inside the
// block of a broken record can look like a record. Nothing inside a block whose
// ends fit is ever taken for one.
package warc
