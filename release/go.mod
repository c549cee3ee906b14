// What makes the archives of a release. A module of its own, so that nobody who
// installs clerkctl also requires what only releases need.
module github.com/clerkctl/clerkctl/release

go 1.26

require github.com/CycloneDX/cyclonedx-go v0.12.0
