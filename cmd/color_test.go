package cmd

import (
	"bytes"
	"io"
	"os"
	"testing"
)

func TestColors(t *testing.T) {
	// A character device that is no terminal.
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	for _, test := range []struct {
		flag string
		env  map[string]string
		w    io.Writer
		want bool
	}{
		{"auto", nil, &bytes.Buffer{}, false},
		{"auto", nil, null, false},
		{"always", map[string]string{"NO_COLOR": "1"}, &bytes.Buffer{}, true},
		{"never", map[string]string{"CLICOLOR_FORCE": "1"}, &bytes.Buffer{}, false},
		{"auto", map[string]string{"CLICOLOR_FORCE": "1"}, &bytes.Buffer{}, true},
		{"auto", map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, &bytes.Buffer{}, true},
		{"auto", map[string]string{"CLICOLOR_FORCE": "0"}, &bytes.Buffer{}, false},
		{"auto", map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, &bytes.Buffer{}, false},
		{"auto", map[string]string{"CLICOLOR_FORCE": "1"}, nil, false}, // a report in a file
	} {
		a := newApp(nil, nil, nil)
		a.env = func(name string) string { return test.env[name] }
		if got := a.colors(test.flag, test.w); got != test.want {
			t.Errorf("--color %s, %v: %v", test.flag, test.env, got)
		}
	}
}
