package token

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

// Keygen says which key to make and where to put it.
type Keygen struct {
	Dir  string
	Name string // of the files, without endings
	Alg  string
	Kid  string // DefaultKeyID when empty
}

// Generated is a new key and its files.
type Generated struct {
	Kid                   string
	Kind                  string // "RSA 2048 bits"
	Private, Public, JWKS string // files
	JWTKey                string // what CLERK_JWT_KEY is to hold
}

// Generate makes a key pair and writes three files: the private key, which
// only its owner may read, the public key, and a JWKS. A file that exists stops
// it before anything is written; when it fails later, nothing stays behind.
// The error is an *Error.
func (k *Keygen) Generate() (*Generated, error) {
	if Secretive(k.Name) || !regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$`).MatchString(k.Name) {
		return nil, failf("%s is no name for a key", Shown(k.Name)).hint("use letters, digits, - and _; --dir says where the files go")
	}
	base := filepath.Join(k.Dir, k.Name)
	g := &Generated{Private: base + ".private.pem", Public: base + ".public.pem", JWKS: base + ".jwks.json"}
	for _, name := range []string{g.Private, g.Public, g.JWKS} {
		if _, err := os.Lstat(name); err == nil {
			return nil, exists(name)
		}
	}
	key, err := newKey(k.Alg, k.Kid)
	if err != nil {
		return nil, err
	}
	public := key.Public()
	g.Kid, g.Kind = public.ID(), public.Describe()
	private, err := key.PrivatePEM()
	if err != nil {
		return nil, failf("%v", err)
	}
	pem, err := public.PEM()
	if err != nil {
		return nil, failf("%v", err)
	}
	if g.JWTKey, err = public.JWTKey(); err != nil {
		return nil, failf("%v", err)
	}
	var written []string
	for _, f := range []struct {
		name string
		text []byte
		mode fs.FileMode
	}{
		{g.Private, private, 0o600},
		{g.Public, []byte(pem), 0o644},
		{g.JWKS, []byte(verify.MarshalJWKS(public) + "\n"), 0o644},
	} {
		if err := create(f.name, f.text, f.mode); err != nil {
			for _, name := range written {
				_ = os.Remove(name) // made a moment ago; the error says more
			}
			return nil, err
		}
		written = append(written, f.name)
	}
	return g, nil
}

func newKey(alg, kid string) (*mint.Key, error) {
	key, err := mint.Generate(alg, kid)
	if err != nil {
		return nil, failf("%v", err)
	}
	if kid != "" {
		return key, nil
	}
	pem, err := key.PrivatePEM()
	if err != nil {
		return nil, failf("%v", err)
	}
	return parsePrivate(pem, alg, "")
}

// create writes a file that must not be there yet, or leaves none.
func create(name string, text []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return exists(name)
	}
	if err != nil {
		return unwritable(name, err)
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = os.Remove(name) // half of a key is of no use
		return unwritable(name, err)
	}
	return nil
}

func exists(name string) *Error {
	return failf("%s exists already; nothing was written", name).hint("choose another name, or move the file away: a key that is gone cannot be had again")
}

func unwritable(name string, err error) *Error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	e := failf("%s cannot be written: %v", name, err)
	e.err = err
	return e
}
