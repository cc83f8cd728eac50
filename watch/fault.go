// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"hearsay"
	"hearsay/fetch"
)

// Fault says in plain words, to people who see a page or a list, whose fault an error of Look or Add is and what now.
func Fault(err error) string { return fault(err) }

// fault says in plain words whose fault an error is and what now.
func fault(err error) string {
	var status *fetch.StatusError
	if errors.As(err, &status) {
		return statusFault(status)
	}
	var certificate *x509.CertificateInvalidError
	var wrongHost x509.HostnameError
	var unknownSigner x509.UnknownAuthorityError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, hearsay.ErrRefused), errors.Is(err, hearsay.ErrTooLarge):
		return "Hearsay does not take it: " + tail(err)
	case errors.Is(err, hearsay.ErrInvalid), errors.Is(err, hearsay.ErrCorrupt):
		return "The site sends what cannot be read: " + tail(err) + ". If the address is that of a page, look for the address of its feed."
	case strings.Contains(err.Error(), "no such host"):
		return "There is no site of that name. Check the address; the site may be gone."
	case strings.Contains(err.Error(), "lookup "):
		return "The name of the site could not be looked up. Check the connection of this machine."
	case errors.As(err, &certificate), errors.As(err, &wrongHost), errors.As(err, &unknownSigner):
		return "The site's certificate is not valid, so it may be somebody else's. Nothing is fetched until the site mends it."
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout(), strings.Contains(err.Error(), "no answer within"):
		return "The site did not answer in time. Nothing to do, unless it lasts."
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "The site broke the connection off. Nothing to do, unless it lasts."
	case errors.Is(err, fs.ErrNotExist):
		return "The folder is not there. Check its path, or whether its disk is mounted."
	case errors.Is(err, fs.ErrPermission):
		return "The folder may not be read. Allow it to the user that runs Hearsay."
	}
	return "It could not be had: " + tail(err)
}

func statusFault(e *fetch.StatusError) string {
	switch {
	case e.Wall:
		return "The site asks for a browser check (CAPTCHA), so programs get nothing. Ask it for a feed without one."
	case e.Status == 410:
		return "The site says that it is gone for good (410)."
	case e.Status == 404:
		return "The site says that there is nothing at this address (404). It may have moved: look on the site."
	case e.Status == 401, e.Status == 402, e.Status == 403, e.Status == 451:
		return fmt.Sprintf("The site refuses to give it (%d). It may be for subscribers, or not for programs.", e.Status)
	case e.Status == 429:
		return "The site says that it is asked too often (429). It is asked again when that time is over."
	case e.Status >= 500:
		return fmt.Sprintf("The site has a fault of its own (%d). Nothing to do, unless it lasts.", e.Status)
	}
	return fmt.Sprintf("The site answered %d, which gives nothing to read.", e.Status)
}

// tail is an error without what was being done.
func tail(err error) string {
	text := err.Error()
	for _, kind := range []error{hearsay.ErrRefused, hearsay.ErrTooLarge, hearsay.ErrInvalid, hearsay.ErrCorrupt} {
		if _, rest, ok := strings.Cut(text, kind.Error()+": "); ok && errors.Is(err, kind) {
			text = rest
		}
	}
	return strings.TrimRight(strings.Join(strings.Fields(text), " "), ".")
}
