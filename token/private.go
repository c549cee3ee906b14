package token

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/clerkctl/clerkctl/verify/mint"
)

// DevKeyFile is where the key of this machine's developer is kept: that of
// `clerkctl dev`, with which `clerkctl token sign` signs unless told otherwise.
// It lies outside of every project, so that it cannot be committed.
func DevKeyFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", failf("there is no folder for a development key: %v", err).hint("name a file with --key")
	}
	return filepath.Join(dir, "clerkctl", "dev.private.pem"), nil
}

// OpenDevKey reads the private key in a file, or makes an RS256 key and writes
// it there, when the file does not exist. created tells which.
func OpenDevKey(file, kid string) (key *mint.Key, created bool, err error) {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		key, _, err := readPrivate(file, "", kid)
		return key, false, err
	}
	if Secretive(file) {
		return nil, false, failf("--key takes the name of a file, not a key")
	}
	if key, err = newKey("RS256", kid); err != nil {
		return nil, false, err
	}
	pem, err := key.PrivatePEM()
	if err != nil {
		return nil, false, failf("%v", err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, false, unwritable(filepath.Dir(file), err)
	}
	if err := create(file, pem, 0o600); err != nil {
		return nil, false, err
	}
	return key, true, nil
}

// readPrivate reads a private key to sign with. A warning says when others can
// read the file too.
func readPrivate(file, alg, kid string) (key *mint.Key, warning string, err error) {
	text, err := ReadFile("the private key", file)
	if err != nil {
		return nil, "", err
	}
	if key, err = parsePrivate([]byte(text), alg, kid); err != nil {
		e := failf("%s: %v", file, err)
		e.err = err
		return nil, "", e.hint("a key to sign with is made by clerkctl token keygen")
	}
	if info, err := os.Stat(file); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		warning = "the private key " + file + " can be read by others; chmod 600 keeps it to you"
	}
	return key, warning, nil
}

func parsePrivate(pem []byte, alg, kid string) (*mint.Key, error) {
	key, err := mint.ParsePEM(pem, alg, kid)
	if err != nil || kid != "" {
		return key, err
	}
	return mint.ParsePEM(pem, alg, DefaultKeyID(key.Public()))
}
