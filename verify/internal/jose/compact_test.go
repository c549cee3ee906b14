package jose

import (
	"encoding/base64"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	c, err := Split("aa.bb.cc")
	if err != nil {
		t.Fatal(err)
	}
	if c != (Compact{"aa", "bb", "cc", "aa.bb"}) {
		t.Errorf("got %+v", c)
	}
	if c, err := Split("aa..cc"); err != nil || c.Payload != "" {
		t.Errorf("an empty payload is a payload: %+v, %v", c, err)
	}
}

func TestSplitSaysWhatItGot(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"empty":             {"", "is empty"},
		"secret key":        {"sk_test_abc", "secret key"},
		"publishable key":   {"pk_test_abc", "publishable key"},
		"machine token":     {"mt_abc", "machine"},
		"PEM":               {"-----BEGIN PUBLIC KEY-----", "PEM"},
		"JSON":              {`{"payload":"aa.bb.cc"}`, "JSON"},
		"no dots":           {"abcdef", "not a JWT"},
		"bearer":            {"Bearer aa.bb.cc", "Bearer"},
		"two parts":         {"aa.bb", "two parts"},
		"JWE":               {"a.b.c.d.e", "JWE"},
		"four parts":        {"a.b.c.d", "4 parts"},
		"two tokens":        {"a.b.c a.b.c", "more than one token"},
		"two with a comma":  {"a.b.c,a.b.c", "more than one token"},
		"no header":         {".b.c", "empty header"},
		"only dots":         {"..", "empty header"},
		"100,000 dots":      {strings.Repeat(".", 100000), "100000 bytes"},
		"16 KiB of dots":    {strings.Repeat(".", MaxToken), "parts instead of three"},
		"2 MiB":             {strings.Repeat("a", 2<<20), "bytes; at most"},
		"one byte too many": {strings.Repeat("a", MaxToken-3) + ".b.c", "bytes; at most"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Split(c.text)
			if err == nil || !strings.Contains(err.Detail, c.want) {
				t.Errorf("got %v, want it to say %q", err, c.want)
			}
		})
	}
}

func TestDecodeHasOneSpelling(t *testing.T) {
	for name, part := range map[string]string{
		"trailing bits, two characters":   "QR",
		"trailing bits, three characters": "QUF",
		"one character left over":         "QUFBQ",
		"padded":                          "QQ==",
		"padded once":                     "QUE=",
		"a space":                         "Q Q",
		"a tab":                           "QQ\t",
		"a line feed":                     "QQ\n",
		"a line feed in the middle":       "QU\nFB",
		"a carriage return":               "QUFB\r",
		"a line feed that fills a group":  "QUF\n",
		"four characters and a feed":      "QUFB\n",
		"base64":                          "+/+/",
		"not base64":                      "Q?Q!",
		"not ASCII":                       "QQé",
		"a zero byte":                     "QQ\x00",
	} {
		t.Run(name, func(t *testing.T) {
			if b, err := Decode(part); err == nil {
				t.Errorf("%q was decoded to %q", part, b)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "QQ", "QUE", "QUFB", "QR", "Q\nQ", "QQ=="} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, part string) {
		b, err := Decode(part)
		if err == nil && base64.RawURLEncoding.EncodeToString(b) != part {
			t.Fatalf("%q decodes, but is not how it would be written", part)
		}
		if err != nil {
			if m, merr := base64.RawURLEncoding.DecodeString(part); merr == nil && base64.RawURLEncoding.EncodeToString(m) == part {
				t.Fatalf("%q is canonical, but: %v", part, err)
			}
		}
	})
}
