package project

// The reasons for which a file is left alone, as reports name them.
const (
	SkipTooLarge      = "too-large"
	SkipMinified      = "minified"
	SkipGenerated     = "generated"
	SkipNotUTF8       = "not-utf8"
	SkipUnreadable    = "unreadable"
	SkipChangedOnDisk = "changed-on-disk"
	SkipWriteError    = "write-error"
	// SkipUnsupported is a file named outright that is no source file. It is
	// worth a word to the person, not an entry in a report.
	SkipUnsupported = "unsupported"
)
