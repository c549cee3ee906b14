package token

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/verify"
)

// KeyList is the keys of a source.
type KeyList struct {
	Keys    []*verify.Key
	Skipped []string // why each of the others cannot be verified with
	From    string
	Notes   []string
}

// List reads the keys of a file, "-" or an address, in any form; without a
// name, of the first of the flags that is given. The error is an *Error, or
// ctx's.
func (k *KeyFlags) List(ctx context.Context, name string, stdin io.Reader) (*KeyList, error) {
	keys, err := k.named(ctx, name, stdin)
	if err != nil {
		return nil, err
	}
	l := &KeyList{Keys: keys.all, From: keys.From, Notes: keys.Notes}
	skipped := keys.skip
	if remote, ok := keys.Source.(*verify.Remote); ok {
		if l.Keys, skipped, err = remote.Keys(ctx); err != nil {
			return nil, remoteFailed(ctx, err)
		}
	}
	for _, s := range skipped {
		l.Skipped = append(l.Skipped, s.Error())
	}
	return l, nil
}

func (k *KeyFlags) named(ctx context.Context, name string, stdin io.Reader) (*Keys, error) {
	var text, from string
	switch {
	case name == "":
		return k.Open()
	case name != "-" && isAddress(name):
		return fromAddress(name, name)
	case name == "-":
		t, err := readStdin(ctx, stdin)
		if err != nil {
			return nil, err
		}
		text, from = t, "standard input"
	default:
		t, err := ReadFile("the key file", name)
		if err != nil {
			return nil, err
		}
		text, from = t, name
	}
	if strings.TrimSpace(text) == "" {
		return nil, failf("%s is empty", from)
	}
	// A key pair of one's own may be listed from its private half.
	if key, err := parsePrivate([]byte(text), "", k.KeyID); err == nil {
		keys, err := fromKeys([]*verify.Key{key.Public()}, nil, from)
		if err == nil {
			keys.Notes = append(keys.Notes, from+" holds a private key; only its public half is used")
		}
		return keys, err
	}
	return k.fromText(text, from)
}

func remoteFailed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *verify.Error
	if errors.As(err, &e) {
		return &Error{Text: e.Error(), Hint: e.Hint, err: e}
	}
	return failf("%v", err)
}

// Forms are the forms that keys are converted into, as users type them.
func Forms() []string { return []string{"jwks", "pem", "jwt-key"} }

// Convert writes the keys in one of Forms. kid chooses one of several where a
// form holds only one.
func (l *KeyList) Convert(form, kid string) (string, error) {
	keys := l.Keys
	if len(keys) > 1 && kid != "" {
		var one []*verify.Key
		for _, k := range keys {
			if k.ID() == kid {
				one = append(one, k)
			}
		}
		if len(one) == 0 {
			return "", failf("none of the %d keys has the kid %s", len(keys), Shown(kid)).hint("the kids are %s", kids(keys))
		}
		keys = one
	}
	if form == "jwks" {
		named := make([]*verify.Key, len(keys))
		for i, k := range keys {
			var err error
			if named[i], err = withAlgorithm(k); err != nil {
				return "", err
			}
		}
		return verify.MarshalJWKS(named...) + "\n", nil
	}
	if len(keys) != 1 {
		return "", failf("the form %s holds one key, but there are %d", form, len(keys)).hint("choose one with --kid: %s", kids(keys))
	}
	var text string
	var err error
	if form == "pem" {
		text, err = keys[0].PEM()
	} else if text, err = keys[0].JWTKey(); err == nil {
		text = "CLERK_JWT_KEY=" + text + "\n"
	}
	if err != nil {
		return "", failf("%v", err)
	}
	return text, nil
}

// withAlgorithm gives a key that names no algorithm that of its type, as the
// keys that Clerk serves have one.
func withAlgorithm(k *verify.Key) (*verify.Key, error) {
	if k.Algorithm() != "" {
		return k, nil
	}
	var err error
	for _, alg := range []string{"RS256", "ES256", "EdDSA"} {
		var named *verify.Key
		if named, err = verify.NewKey(k.Public(), k.ID(), alg); err == nil {
			return named, nil
		}
	}
	return nil, failf("%v", err)
}

func kids(keys []*verify.Key) string {
	var all []string
	for _, k := range keys {
		if k.ID() == "" {
			all = append(all, "(one has none)")
			continue
		}
		all = append(all, k.ID())
	}
	return strings.Join(all, ", ")
}

// WriteText lists the keys for people.
func (l *KeyList) WriteText(w io.Writer, paint terminal.Paint) error {
	rows := [][]string{{"KID", "KEY", "ALG", "THUMBPRINT"}}
	for _, k := range l.Keys {
		rows = append(rows, []string{orDash(k.ID()), k.Describe(), orDash(k.Algorithm()), Thumbprint(k)})
	}
	var b strings.Builder
	widths := make([]int, 4)
	for _, row := range rows {
		for i := range row {
			row[i] = terminal.Escape(row[i])
			widths[i] = max(widths[i], terminal.Width(row[i]))
		}
	}
	for n, row := range rows {
		for i, cell := range row {
			shown := cell
			if n == 0 {
				shown = paint.Bold(cell)
			} else if i == 0 {
				shown = paint.Cyan(cell)
			}
			b.WriteString(shown)
			if i < len(row)-1 {
				b.WriteString(pad(cell, widths[i]) + "  ")
			}
		}
		b.WriteByte('\n')
	}
	for _, s := range l.Skipped {
		fmt.Fprintf(&b, "%s %s\n", paint.Yellow("passed over:"), terminal.Escape(s))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// WriteJSON lists the keys for programs.
func (l *KeyList) WriteJSON(w io.Writer) error {
	type key struct {
		ID         string `json:"kid"`
		Kind       string `json:"kind"`
		Alg        string `json:"alg"`
		Thumbprint string `json:"thumbprint"`
	}
	out := struct {
		Version int      `json:"version"`
		Command string   `json:"command"`
		Source  string   `json:"source"`
		Notes   []string `json:"notes"`
		Keys    []key    `json:"keys"`
		Skipped []string `json:"skipped"`
	}{1, "token keys", l.From, list(l.Notes), []key{}, list(l.Skipped)}
	for _, k := range l.Keys {
		out.Keys = append(out.Keys, key{k.ID(), k.Describe(), k.Algorithm(), Thumbprint(k)})
	}
	return writeJSON(w, out)
}
