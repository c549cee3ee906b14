package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// fingerprintName names the fingerprint and the version of how it is made: a
// reader compares only those of one name.
const fingerprintName = "clerkctl/v1"

// fingerprints tell the findings of one file apart in a way that stays the
// same when the lines around them move: by the rule, the path, the line's text
// but for white space, and, where all of these are equal, their order.
type fingerprints struct {
	path string
	seen map[string]int
}

func newFingerprints(path string) *fingerprints {
	return &fingerprints{path: path, seen: map[string]int{}}
}

// of is the fingerprint of the file's next finding.
func (p *fingerprints) of(l *codemod.Located) string {
	line := strings.Join(strings.Fields(l.Place.Excerpt), " ")
	key := strings.Join([]string{l.Rule, p.path, line}, "\x00")
	p.seen[key]++
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(p.seen[key])))
	return hex.EncodeToString(sum[:16])
}
