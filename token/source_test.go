package token

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestSource(t *testing.T) {
	file := write(t, "t", "from a file")
	for _, test := range []struct {
		name   string
		source Source
		want   string
	}{
		{"argument", Source{Args: []string{"a.b.c"}}, "a.b.c"},
		{"arguments", Source{Args: []string{"Authorization:", "Bearer", "a.b.c"}}, "Authorization: Bearer a.b.c"},
		{"-", Source{Args: []string{"-"}, Stdin: strings.NewReader("piped")}, "piped"},
		{"stdin", Source{Stdin: strings.NewReader("piped")}, "piped"},
		{"file", Source{File: file}, "from a file"},
		{"env", Source{Env: "TOKEN"}, "from the environment"},
		{"env that is not set", Source{Env: "NONE"}, ""},
	} {
		test.source.Getenv = env(map[string]string{"TOKEN": "from the environment"})
		got, err := test.source.Read(t.Context())
		if err != nil || got != test.want {
			t.Errorf("%s: %q %v, want %q", test.name, got, err, test.want)
		}
	}
	const secret = "eyJhbGciOiJSUzI1NiJ9.e30.c2VjcmV0"
	for _, test := range []struct {
		name   string
		source Source
		want   string
	}{
		{"two", Source{Args: []string{"a"}, File: file}, "more than one place"},
		{"file and env", Source{Env: "TOKEN", File: file}, "more than one place"},
		{"no such file", Source{File: "nowhere"}, "nowhere does not exist"},
		{"folder", Source{File: t.TempDir()}, "cannot be read"},
		{"a token as file", Source{File: secret}, "looks like a token"},
		{"a token as variable", Source{Env: secret}, "takes the name of an environment variable"},
		{"an assignment as variable", Source{Env: "TOKEN=1"}, "takes the name"},
		{"too much", Source{Stdin: strings.NewReader(strings.Repeat("x", maxInput+1))}, "more than 1 MiB"},
		{"failing stdin", Source{Stdin: io.MultiReader(failing{})}, "standard input cannot be read"},
	} {
		_, err := test.source.Read(t.Context())
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "c2VjcmV0") {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("broken") }

// Somebody who changes their mind need not send an end of file.
func TestSourceInterrupted(t *testing.T) {
	r, w := io.Pipe()
	defer func() { _ = w.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	waiting := false
	s := Source{Stdin: r, Waiting: func() { waiting = true; cancel() }}
	if _, err := s.Read(ctx); !errors.Is(err, context.Canceled) || !waiting {
		t.Errorf("%v, waiting %v", err, waiting)
	}
}

// PowerShell pipes and redirects in UTF-16.
func TestUTF16(t *testing.T) {
	want := "eyJ.é𝄞.x\r\n"
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(want)) {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	for _, b := range [][]byte{little, big, []byte(want)} {
		if got := decodeUTF16(b); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := decodeUTF16([]byte{0xff, 0xfe, 'a'}); got != "" {
		t.Errorf("half a character: %q", got)
	}
}
