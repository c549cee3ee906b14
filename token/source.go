package token

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf16"

	"github.com/clerkctl/clerkctl/internal/input"
)

// maxInput bounds what is read in search of a token: a few of the largest
// curl commands that a browser copies.
const maxInput = 1 << 20

// Source is where a token is to be read from: arguments, a file, or an
// environment variable, and standard input when none of them is given.
type Source struct {
	Args   []string // what the command line has beside flags; "-" is standard input
	File   string
	Env    string
	Stdin  io.Reader
	Getenv func(string) string
	// Waiting is called before standard input is read, unless an argument
	// asked for that. May be nil.
	Waiting func()
}

// Read gives the text of the source as it is. The error is an *Error, or
// ctx's when it ended before standard input did.
func (s *Source) Read(ctx context.Context) (string, error) {
	given := 0
	for _, is := range []bool{len(s.Args) > 0, s.File != "", s.Env != ""} {
		if is {
			given++
		}
	}
	switch {
	case given > 1:
		return "", failf("more than one place to read the token from is given").hint("give an argument, --file or --env, and one only")
	case s.File != "":
		return ReadFile("the token file", s.File)
	case s.Env != "":
		return s.readEnv()
	case len(s.Args) == 1 && s.Args[0] == "-":
	case len(s.Args) > 0:
		// The shell splits what was pasted without quotes.
		return strings.Join(s.Args, " "), nil
	case s.Waiting != nil:
		s.Waiting()
	}
	return readStdin(ctx, s.Stdin)
}

func (s *Source) readEnv() (string, error) {
	if Secretive(s.Env) || strings.ContainsAny(s.Env, "=$ ") {
		return "", failf("--env takes the name of an environment variable, not a value").hint("for example --env TOKEN")
	}
	// A variable that is not set holds no token, just as one that is empty.
	return s.Getenv(s.Env), nil
}

// ReadFile reads a file of bounded size that somebody named on the command line.
func ReadFile(what, name string) (string, error) {
	if Secretive(name) {
		return "", failf("%s cannot be read: the name given looks like a token or a key, not like a file", what).
			hint("put the text into a file, or pipe it in, so that it does not stay in the shell's history")
	}
	f, err := os.Open(name)
	if err != nil {
		return "", unreadable(what, name, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	b, err := readBounded(f)
	if err != nil {
		return "", unreadable(what, name, err)
	}
	return b, nil
}

func unreadable(what, name string, err error) *Error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	e := failf("%s %s cannot be read: %v", what, name, err)
	e.err = err
	if errors.Is(err, fs.ErrNotExist) {
		e.Text = what + " " + name + " does not exist"
		return e.hint("check the spelling of its name")
	}
	return e
}

// readStdin lets an interrupt end a read that waits for somebody to type.
func readStdin(ctx context.Context, in io.Reader) (string, error) {
	text, err := input.Read(ctx, func() (string, error) { return readBounded(in) })
	if err != nil && !errors.Is(err, ctx.Err()) {
		err = failf("standard input cannot be read: %v", err)
	}
	return text, err
}

func readBounded(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err != nil {
		return "", err
	}
	if len(b) > maxInput {
		return "", errors.New("it has more than 1 MiB")
	}
	return decodeUTF16(b), nil
}

// decodeUTF16 reads what Windows PowerShell writes with > and |.
func decodeUTF16(b []byte) string {
	var order func([]byte) uint16
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		order = func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		order = func(b []byte) uint16 { return uint16(b[1]) | uint16(b[0])<<8 }
	default:
		return string(b)
	}
	var units []uint16
	for i := 2; i+1 < len(b); i += 2 {
		units = append(units, order(b[i:]))
	}
	return string(utf16.Decode(units))
}
