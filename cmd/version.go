package cmd

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) version() *cobra.Command {
	format := "text"
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Example: `  clerkctl version
  clerkctl version --format json`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			if err := oneOf("format", format, versionFormats()); err != nil {
				return err
			}
			if format == "json" {
				return a.printBuild()
			}
			return a.printVersion()
		},
	}
	c.Flags().StringVar(&format, "format", format, "how to print it: `text|json`")
	completeWords(c, "format", versionFormats()...)
	c.ValidArgsFunction = cobra.NoFileCompletions
	return c
}

func versionFormats() []string { return []string{"text", "json"} }

func (a *app) printVersion() error {
	return a.print(fmt.Sprintf("clerkctl %s (%s, %s/%s)\n", buildVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH))
}

// build is what the go command recorded about the program. What it did not
// record is empty.
type build struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
	Time    string `json:"time"` // of the commit, as RFC 3339 has it
	// Modified is true when files were changed since that commit.
	Modified bool   `json:"modified"`
	Go       string `json:"go"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
}

func (a *app) printBuild() error {
	b := build{Version: buildVersion(), Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				b.Commit = s.Value
			case "vcs.time":
				b.Time = s.Value
			case "vcs.modified":
				b.Modified = s.Value == "true"
			}
		}
	}
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return failf("cannot print the version: %w", err)
	}
	return a.print(string(text) + "\n")
}

// buildVersion is what the go command recorded: the module's version for
// `go install module@version`, else the commit.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "devel " + s.Value[:min(12, len(s.Value))]
		}
	}
	return "devel"
}
