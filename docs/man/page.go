package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// pages are the manual pages of a command and of all below it, by file name.
func pages(c *cobra.Command, version, date string) map[string]string {
	c.InitDefaultHelpCmd()
	c.InitDefaultCompletionCmd("bash")
	all := map[string]string{}
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		if !c.IsAvailableCommand() && c.HasParent() {
			return
		}
		all[pageName(c)+".1"] = page(c, version, date)
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(c)
	return all
}

func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// page is the manual page of one command, in the man macros.
func page(c *cobra.Command, version, date string) string {
	var b strings.Builder
	name := pageName(c)
	fmt.Fprintf(&b, ".TH %s 1 %s %s %s\n", quoted(strings.ToUpper(name)), date, quoted(strings.TrimSpace("clerkctl "+version)), quoted("clerkctl"))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", text(name), text(c.Short))
	arguments := strings.TrimPrefix(c.UseLine(), c.CommandPath())
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n%s\n", text(c.CommandPath()), text(strings.TrimSpace(arguments)))
	b.WriteString(".SH DESCRIPTION\n")
	long := c.Long
	if long == "" {
		long = c.Short + "."
	}
	paragraphs(&b, long)
	commands(&b, c)
	c.InitDefaultHelpFlag()
	options(&b, c.LocalFlags())
	if c.Example != "" {
		b.WriteString(".SH EXAMPLES\n")
		verbatim(&b, strings.Split(c.Example, "\n"))
	}
	seeAlso(&b, c)
	return b.String()
}

// paragraphs sets the text of a help: lines that are indented stay as they are,
// the others are filled.
func paragraphs(b *strings.Builder, help string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(help), "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		var code []string
		for line := range strings.SplitSeq(strings.Trim(paragraph, "\n"), "\n") {
			if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
				code = append(code, line)
				continue
			}
			verbatim(b, code)
			code = nil
			b.WriteString(text(line) + "\n")
		}
		verbatim(b, code)
	}
}

// verbatim sets lines as they are.
func verbatim(b *strings.Builder, lines []string) {
	if len(lines) == 0 {
		return
	}
	b.WriteString(".nf\n")
	for _, line := range lines {
		b.WriteString(text(strings.ReplaceAll(line, "\t", "    ")) + "\n")
	}
	b.WriteString(".fi\n")
}

func commands(b *strings.Builder, c *cobra.Command) {
	if !c.HasAvailableSubCommands() {
		return
	}
	b.WriteString(".SH COMMANDS\n")
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			fmt.Fprintf(b, ".TP\n.B %s\n%s\n", text(sub.Name()), text(sub.Short))
		}
	}
}

func options(b *strings.Builder, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	b.WriteString(".SH OPTIONS\n")
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := `\fB` + text("--"+f.Name) + `\fR`
		if f.Shorthand != "" {
			name = `\fB` + text("-"+f.Shorthand) + `\fR, ` + name
		}
		if value != "" {
			separator := " "
			if f.NoOptDefVal != "" {
				separator = "=" // it may be left out
			}
			name += separator + `\fI` + text(value) + `\fR`
		}
		switch f.DefValue {
		case "", "false", "0", "0s", "[]":
		default:
			usage += " (default " + strings.Trim(f.DefValue, "[]") + ")"
		}
		fmt.Fprintf(b, ".TP\n%s\n%s\n", name, text(usage))
	})
}

func seeAlso(b *strings.Builder, c *cobra.Command) {
	var names []string
	if c.HasParent() {
		names = append(names, pageName(c.Parent()))
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, pageName(sub))
		}
	}
	if len(names) == 0 {
		return
	}
	b.WriteString(".SH SEE ALSO\n")
	for i, name := range names {
		end := ","
		if i+1 == len(names) {
			end = ""
		}
		fmt.Fprintf(b, ".BR %s (1)%s\n", text(name), end)
	}
}

// text writes a line so that troff prints it as it is: a backslash begins an
// escape, a dot or an apostrophe at the beginning a request, and a bare hyphen
// is not the one of the keyboard.
func text(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "`", `\(ga`, "'", `\(aq`, "~", `\(ti`, "^", `\(ha`, "…", "...", "–", `\(en`, "—", `\(em`).Replace(s)
	if strings.HasPrefix(s, ".") {
		s = `\&` + s
	}
	return s
}

// quoted is an argument of a request.
func quoted(s string) string { return `"` + strings.ReplaceAll(text(s), `"`, `\(dq`) + `"` }
