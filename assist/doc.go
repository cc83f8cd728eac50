// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package assist answers AI assistants over the Model Context Protocol: where a
// text comes from, how two articles differ, where a story begins, what became of a
// quotation, which articles hold some words.
//
//	assist.Serve(ctx, engine, opt, os.Stdin, os.Stdout)  // one assistant, over pipes
//	http.Serve(listener, assist.Handler(engine, opt))    // several, on this machine
//
// It is a window and no door. Tools read one library; none writes, and none fetches
// an address, whatever a question or an article says. Results are the objects of
// package wire, with two more fields: notice, which says that their text is quoted
// material of strangers, and left_out, which says what was cut to keep the result
// small. Beside the object stands a short text with foreign words in ⟪ ⟫.
package assist
