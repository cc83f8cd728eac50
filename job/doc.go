// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package job changes a library while others read it: it receives files, shows
// what is in them, adds them, fetches a page that a person asked for, removes
// articles and checks the whole, one at a time and in the background.
//
// What was received lies in the library's folder until it has been added:
//
//	inbox/000001/job.json      what is to be done and how far it has come
//	inbox/000001/file/NAME     what was received; gone once it has been added
//	inbox/000001/skipped.csv   rows that could not be used, with reasons
//	kept/ID.txt                questions that somebody wanted to keep
//
// Adding the same again adds nothing, so a job that was interrupted, by a person
// or a power cut, is continued by starting it once more. The lock of the library
// is held only while a job runs: the command line may write between two of them,
// and a job that meets it waits as long as Options.Patience says, ends with
// hearsay.ErrConflict, and can be started again.
package job
