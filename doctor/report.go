package doctor

import "slices"

// Status is how a check came out.
type Status uint8

// The statuses. The worst of a check's findings is the check's.
const (
	// NotApplicable is a check that has nothing to look at.
	NotApplicable Status = iota
	// OK is a check that found nothing wrong.
	OK
	// Warning works, but somebody should know.
	Warning
	// Failure has to be put right before the project renders on the server.
	Failure
)

// String is the status as reports spell it.
func (s Status) String() string {
	return [...]string{"not-applicable", "ok", "warning", "failure"}[s]
}

// Report is what there is to say about a project.
type Report struct {
	// Target is the SDK line that the project is checked against.
	Target string
	// Files is how many files were looked at.
	Files int
	// Shared are the checks of what the packages have in common; none where
	// there is only one.
	Shared []Check
	// Packages are those that have to do with Clerk, by path.
	Packages []Package
	// Interrupted is true when the run was stopped from outside.
	Interrupted bool
}

// Package is one package.json and the sources that belong to it.
type Package struct {
	// Path is the folder, relative to the working folder.
	Path string
	// Name is the name in the package.json; may be "".
	Name string
	// Framework is what renders it.
	Framework Framework
	Checks    []Check
}

// Framework is what renders a package's components.
type Framework string

// The frameworks. Only Next and Remix render on the server with this line.
const (
	Next    Framework = "next"
	Remix   Framework = "remix"
	React   Framework = "react"
	Gatsby  Framework = "gatsby"
	Expo    Framework = "expo"
	Library Framework = "library" // no framework: a package that others import
)

// Check is one question and its answer.
type Check struct {
	// ID names the check for programs, Title for people.
	ID, Title string
	Status    Status
	// Message says what was found where nothing is wrong, or why the check is
	// not applicable; "" where there are findings.
	Message  string
	Findings []Finding
}

// Finding is one thing that is wrong, and what puts it right.
type Finding struct {
	Status  Status // Warning or Failure
	Message string
	// Path is the file, relative to the working folder; "" for none. Line and
	// Column count from 1, 0 where the whole file is meant.
	Path         string
	Line, Column int
	Fix          Fix
}

// Fix says what to do: a command, or an edit in words.
type Fix struct {
	Command string
	Edit    string
	// Path and Line are where the edit goes, if not where the finding is.
	Path string
	Line int
}

// Summary counts the checks of a report by status.
type Summary struct{ OK, Warnings, Failures, NotApplicable int }

// Ready reports whether nothing has to be put right.
func (s Summary) Ready() bool { return s.Failures == 0 }

// Summary adds a report up.
func (r *Report) Summary() Summary {
	var s Summary
	add := func(checks []Check) {
		for _, c := range checks {
			switch c.Status {
			case OK:
				s.OK++
			case Warning:
				s.Warnings++
			case Failure:
				s.Failures++
			case NotApplicable:
				s.NotApplicable++
			}
		}
	}
	add(r.Shared)
	for _, p := range r.Packages {
		add(p.Checks)
	}
	return s
}

func (c *Check) fail(f Finding) {
	f.Status = Failure
	c.add(f)
}

// failOnce is fail for what several pages may share.
func (c *Check) failOnce(f Finding) {
	f.Status = Failure
	if !slices.Contains(c.Findings, f) {
		c.add(f)
	}
}

func (c *Check) warn(f Finding) {
	f.Status = Warning
	c.add(f)
}

func (c *Check) add(f Finding) {
	c.Status = max(c.Status, f.Status)
	c.Findings = append(c.Findings, f)
}

// ok says what was found, if nothing is wrong.
func (c *Check) ok(message string) {
	if len(c.Findings) == 0 {
		c.Status, c.Message = OK, message
	}
}
