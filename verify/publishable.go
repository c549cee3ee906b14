package verify

import (
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"strings"
)

// instance is what a publishable key says.
type instance struct {
	development bool
	frontendAPI string // host, such as clerk.example.com
	suffix      string // of the instance's cookies
}

func parsePublishableKey(key string) (*instance, error) {
	var i instance
	body, live := strings.CutPrefix(key, "pk_live_")
	if !live {
		var test bool
		body, test = strings.CutPrefix(key, "pk_test_")
		if !test {
			if strings.HasPrefix(key, "sk_") {
				return nil, errors.New("the publishable key is a secret key; one that was pasted somewhere should be rotated")
			}
			return nil, errors.New("the publishable key does not start with pk_live_ or pk_test_")
		}
		i.development = true
	}
	host, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "="))
	if err != nil {
		return nil, errors.New("the publishable key cannot be decoded; it may have been cut off")
	}
	api, ok := strings.CutSuffix(string(host), "$")
	if !ok || !hostname(api) {
		return nil, errors.New("the publishable key names no frontend API; it may have been cut off")
	}
	i.frontendAPI = api
	// SHA-1 is how Clerk derives the suffix; nothing depends on its strength.
	sum := sha1.Sum([]byte(key))
	i.suffix = base64.URLEncoding.EncodeToString(sum[:])[:8]
	return &i, nil
}

// hostname tells whether s can stand in an address as host, with a port at most,
// so that a handshake goes nowhere else than there.
func hostname(s string) bool {
	if !strings.Contains(s, ".") || strings.HasPrefix(s, ".") || strings.HasPrefix(s, "-") {
		return false
	}
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '-', c == ':':
		default:
			return false
		}
	}
	return true
}
