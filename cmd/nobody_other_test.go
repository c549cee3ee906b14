//go:build !unix

package cmd_test

import "errors"

func becomeNobody(string) error { return errors.New("there are no users to become") }
