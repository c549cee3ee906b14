package devserver

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/token"
	"github.com/clerkctl/clerkctl/verify"
)

// Setup says which files a stand-in is made of.
type Setup struct {
	KeyFile  string // the private key, made if it does not exist; token.DevKeyFile when empty
	Kid      string // made from the key when empty
	DataFile string // see Data; none when empty
}

// Opened is a stand-in that is ready to serve, and how to use it.
type Opened struct {
	Server *Server

	keyFile string
	created bool // whether the key was made just now
	given   bool // whether the key was named on the command line
	issuer  string
	jwtKey  string
}

// Open reads the files, and makes the key where there is none yet. The error
// is a *token.Error.
func (s *Setup) Open() (*Opened, error) {
	o := &Opened{Server: &Server{}, keyFile: s.KeyFile, given: s.KeyFile != ""}
	if s.DataFile != "" {
		text, err := token.ReadFile("the data", s.DataFile)
		if err != nil {
			return nil, err
		}
		if o.Server.Data, err = ParseData(text); err != nil {
			return nil, &token.Error{Text: fmt.Sprintf("the data %s cannot be used: %v", s.DataFile, err),
				Hint: `it looks like {"users": {"user_ada": {"first_name": "Ada"}}, "sessions": {}}`}
		}
	}
	var err error
	if !o.given {
		if o.keyFile, err = token.DevKeyFile(); err != nil {
			return nil, err
		}
	}
	key, created, err := token.OpenDevKey(o.keyFile, s.Kid)
	if err != nil {
		return nil, err
	}
	o.created = created
	o.Server.Keys = []*verify.Key{key.Public()}
	o.issuer = token.DefaultIssuer(o.keyFile)
	if o.jwtKey, err = key.Public().JWTKey(); err != nil {
		return nil, &token.Error{Text: err.Error()}
	}
	o.Server.SignCommand = o.signCommand()
	return o, nil
}

// signCommand makes a token with the stand-in's key.
func (o *Opened) signCommand() string {
	sign := "clerkctl token sign"
	if o.given {
		sign += " --key " + terminal.Escape(quoted(o.keyFile))
	}
	if k := o.Server.Keys[0]; k.ID() != token.DefaultKeyID(k) {
		sign += " --kid " + terminal.Escape(quoted(k.ID()))
	}
	return sign
}

// Usage says how to use the stand-in at an address. The whole text can stand in
// a .env file: what does not set a variable is a comment. CLERK_API_URL is the
// address.
func (o *Opened) Usage(address string) string {
	sign := o.Server.SignCommand
	state := "kept in"
	if o.created {
		state = "made and written to"
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	frontend := strings.TrimPrefix(o.issuer, "https://")
	// Keys of a production instance, since those of a development instance make
	// the SDKs look for a cookie that only Clerk's own pages set.
	publishable := "pk_live_" + base64.StdEncoding.EncodeToString([]byte(frontend+"$"))
	line("# a stand-in of Clerk's Backend API, for development: %s", address)
	line("# key %s, %s %s", terminal.Escape(o.Server.Keys[0].ID()), state, terminal.Escape(o.keyFile))
	line("")
	line("# what an application needs, in .env.local: the SSR beta")
	line("CLERK_API_URL=%s", address)
	line("CLERK_API_KEY=live_development_only")
	line("CLERK_JWT_KEY=%s", o.jwtKey)
	line("CLERK_FRONTEND_API=%s", frontend)
	line("NEXT_PUBLIC_CLERK_FRONTEND_API=%s", frontend)
	line("NEXT_PUBLIC_CLERK_JS=%s%s", address, clerkJSPath)
	line("# and later SDKs")
	line("CLERK_SECRET_KEY=sk_live_development_only")
	line("CLERK_PUBLISHABLE_KEY=%s", publishable)
	line("NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=%s", publishable)
	line("")
	line("# a request that is signed in, and the check of a token")
	line(`# curl -H "$(%s --cookie)" http://127.0.0.1:3000/`, sign)
	line("# %s | clerkctl token verify --jwks %s/v1/jwks", sign, address)
	line("")
	line("# press Ctrl-C to stop")
	return b.String()
}

// quoted writes a word for a POSIX shell.
func quoted(word string) string {
	if word != "" && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./@:%+,=") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
