package jose

import (
	"crypto"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// ReadPEM reads a public key from the forms in which CLERK_JWT_KEY is found:
// with or without BEGIN and END lines, on one line or many, in quotes, with line
// ends written as backslash and n. A certificate gives its key; its dates and
// issuer are not looked at.
func ReadPEM(text string) (crypto.PublicKey, error) {
	t := normalize(text)
	if err := notPEM(t); err != nil {
		return nil, err
	}
	label, body, err := block(t)
	if err != nil {
		return nil, err
	}
	if strings.Contains(label, "PRIVATE KEY") {
		return nil, errPrivate
	}
	der, err := base64.StdEncoding.Strict().DecodeString(strings.Join(strings.Fields(body), ""))
	if err != nil {
		return nil, errors.New("the text between BEGIN and END is not base64; the key may have been cut off")
	}
	switch label {
	case "PUBLIC KEY":
		return publicKey(der)
	case "RSA PUBLIC KEY":
		p, err := x509.ParsePKCS1PublicKey(der)
		if err != nil {
			return nil, errors.New("the RSA PUBLIC KEY block holds no RSA public key")
		}
		return p, nil
	case "CERTIFICATE":
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, errors.New("the CERTIFICATE block holds no certificate")
		}
		return c.PublicKey, nil
	}
	return nil, fmt.Errorf("a PEM block of type %s is not a public key", Quote(label))
}

func normalize(text string) string {
	t := strings.TrimSpace(text)
	for _, q := range []string{`"`, `'`} {
		if len(t) > 1 && strings.HasPrefix(t, q) && strings.HasSuffix(t, q) {
			t = strings.TrimSpace(t[1 : len(t)-1])
		}
	}
	t = strings.ReplaceAll(t, `\r`, "\n")
	return strings.ReplaceAll(t, `\n`, "\n")
}

func notPEM(t string) error {
	switch {
	case t == "":
		return errors.New("the key is empty")
	case strings.HasPrefix(t, "sk_"):
		return errors.New("this is a Clerk secret key, not a public key; one that was pasted somewhere should be rotated")
	case strings.HasPrefix(t, "pk_"):
		return errors.New("this is a publishable key; the JWT public key (PEM) is needed")
	case strings.HasPrefix(t, "{"):
		return errors.New("this is JSON (a JWK or a JWKS), not a PEM key")
	case strings.HasPrefix(t, "ssh-"):
		return errors.New("this is an SSH key, not a PEM key")
	case strings.HasPrefix(t, "http://"), strings.HasPrefix(t, "https://"):
		return errors.New("this is an address, not a PEM key")
	}
	return nil
}

// block finds the one block of t, or takes all of t as the body of a PUBLIC KEY.
func block(t string) (label, body string, err error) {
	const begin, end, dashes = "-----BEGIN ", "-----END ", "-----"
	start := strings.Index(t, begin)
	if start < 0 {
		if strings.Contains(t, dashes) {
			return "", "", errors.New("the PEM key has an END line but no BEGIN line")
		}
		return "PUBLIC KEY", t, nil
	}
	label, rest, ok := strings.Cut(t[start+len(begin):], dashes)
	if !ok {
		return "", "", errors.New("the BEGIN line of the PEM key is cut off")
	}
	body, tail, ok := strings.Cut(rest, end+label+dashes)
	if !ok {
		return "", "", errors.New("the PEM key has no END line that matches its BEGIN line; it may have been cut off")
	}
	if strings.Contains(tail, begin) {
		return "", "", errors.New("the text holds more than one PEM block")
	}
	return label, body, nil
}

func publicKey(der []byte) (crypto.PublicKey, error) {
	p, err := x509.ParsePKIXPublicKey(der)
	if err == nil {
		return p, nil
	}
	// The usual mistakes are worth telling apart from a damaged key.
	if _, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		return nil, errPrivate
	}
	if _, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return nil, errPrivate
	}
	if strings.HasPrefix(string(der), "-----BEGIN") {
		return nil, errors.New("the key is base64 of a PEM text; decode it once")
	}
	return nil, errors.New("the text holds no public key in SPKI form; it may have been cut off")
}
