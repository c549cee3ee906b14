// Pictures draws the pictures of the README: it runs clerkctl as in a terminal
// and sets what it prints as SVG, with a background of its own, so that it can be
// read on light pages and on dark ones. A test holds that the pictures are
// current.
//
//	go run ./docs/pictures
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/clerkctl/clerkctl/cmd"
)

// picture is a command, as it is typed in a folder of testdata.
type picture struct{ name, folder, command string }

func pictures() []picture {
	return []picture{
		{"migrate", "apps/next-hasura", "clerkctl migrate --diff components/ApolloClerkProvider.tsx components/Header.tsx"},
		{"lint", "apps/expo-assertions", "clerkctl lint src/screens"},
		{"token", "token", "clerkctl token verify --file request.txt --jwks jwks.json --at 2026-11-23T18:00:18Z"},
	}
}

// columns is how wide the terminal is.
const columns = 90

// terminal is what a command writes to.
type terminal struct{ bytes.Buffer }

func (*terminal) Columns() int { return columns }

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// write draws all pictures of the repository at root.
func write(root string) error {
	for _, p := range pictures() {
		text, err := p.draw(filepath.Join(root, "testdata"))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, "docs/pictures", p.name+".svg"), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// draw runs the command in its folder, with all the colours that there are.
func (p picture) draw(testdata string) ([]byte, error) {
	back, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]string{"TERM": "xterm-256color", "COLORTERM": "truecolor", "CLICOLOR_FORCE": "1", "NO_COLOR": ""} {
		if err := os.Setenv(name, value); err != nil {
			return nil, err
		}
	}
	if err := os.Chdir(filepath.Join(testdata, p.folder)); err != nil {
		return nil, err
	}
	var out terminal
	code := cmd.Main(strings.Fields(p.command)[1:], strings.NewReader(""), &out, &out)
	if err := os.Chdir(back); err != nil {
		return nil, err
	}
	if code > 1 {
		return nil, fmt.Errorf("%s: exit code %d\n%s", p.command, code, &out)
	}
	return drawing("$ "+p.command+"\n"+out.String(), p.command)
}
