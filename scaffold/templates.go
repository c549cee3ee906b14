package scaffold

import (
	"embed"
	"fmt"
	"strings"
	"text/template"
)

// templates are the files of new projects. What stands between [[ and ]] is
// filled in, for JSX is full of braces.
//
//go:embed all:templates
var templates embed.FS

// fill makes a file of a framework's template. shared names templates that it
// may call.
func fill(framework, name string, data any, shared ...string) (string, error) {
	t := template.New(name).Delims("[[", "]]").Option("missingkey=error")
	for _, file := range append(shared, name) {
		text, err := templates.ReadFile("templates/" + framework + "/" + file)
		if err != nil {
			return "", err
		}
		if file == name {
			_, err = t.Parse(string(text))
		} else {
			_, err = t.New(file).Parse(string(text))
		}
		if err != nil {
			return "", err
		}
	}
	var b strings.Builder
	if err := t.Execute(&b, data); err != nil {
		return "", fmt.Errorf("template %s: %w", name, err)
	}
	return b.String(), nil
}

// loaderFlags are the options of a loader, as they are written in an object.
func loaderFlags(user, session bool) string {
	var flags []string
	if user {
		flags = append(flags, "loadUser: true")
	}
	if session {
		flags = append(flags, "loadSession: true")
	}
	return strings.Join(flags, ", ")
}
