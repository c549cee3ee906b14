// Clerkctl moves applications from Clerk's released SDKs to the next line.
package main

import (
	"os"

	"github.com/clerkctl/clerkctl/cmd"
)

func main() { os.Exit(cmd.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
