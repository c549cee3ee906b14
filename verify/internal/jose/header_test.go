package jose

import (
	"strings"
	"testing"
)

func TestReadHeader(t *testing.T) {
	h, err := ReadHeader(`{"alg":"RS256","kid":"ins_1","typ":"JWT","cat":"c","oiat":1,"jwk":{},"x5c":[]}`)
	if err != nil {
		t.Fatal(err)
	}
	if h.Algorithm != "RS256" || h.KeyID != "ins_1" || h.Type != "JWT" || !h.HasType || h.Category != "c" || !h.HasCat || h.Unsupported != "" {
		t.Errorf("got %+v", h)
	}
	if strings.Join(h.Embedded, " ") != "jwk x5c" {
		t.Errorf("embedded keys: %v", h.Embedded)
	}
	for _, c := range []string{`{"crit":["exp"]}`, `{"crit":[]}`, `{"crit":"b64"}`, `{"crit":null}`} {
		if h, err := ReadHeader(c); err != nil || h.Unsupported != "crit" {
			t.Errorf("%s: %+v, %v", c, h, err)
		}
	}
	for _, c := range []string{`{"b64":false}`, `{"b64":true}`, `{"b64":"no"}`} {
		if h, err := ReadHeader(c); err != nil || h.Unsupported != "b64" {
			t.Errorf("%s: %+v, %v", c, h, err)
		}
	}
}

func TestReadHeaderRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"alg twice":            `{"alg":"RS256","alg":"none"}`,
		"ALG":                  `{"alg":"RS256","ALG":"none"}`,
		"Kid alone":            `{"Kid":"x"}`,
		"CRIT":                 `{"alg":"RS256","CRIT":["b64"]}`,
		"kid with Kelvin sign": "{\"\u212aid\":\"x\"}",
		"alg as a list":        `{"alg":["RS256"]}`,
		"alg as null":          `{"alg":null}`,
		"kid as a number":      `{"kid":1}`,
		"typ as null":          `{"typ":null}`,
		"cat as an object":     `{"cat":{}}`,
		"a list":               `[]`,
		"a string":             `"alg"`,
	} {
		t.Run(name, func(t *testing.T) {
			if h, err := ReadHeader(text); err == nil {
				t.Errorf("%s was read as %+v", text, h)
			}
		})
	}
	// Names that only resemble nothing of ours are anyone's to use.
	if _, err := ReadHeader(`{"Custom":1,"custom":2,"alg":"RS256"}`); err != nil {
		t.Error(err)
	}
}

func TestMiscasedClaim(t *testing.T) {
	for name, want := range map[string]string{
		"SUB": "sub", "Exp": "exp", "\u017fub": "sub", "Org_Id": "org_id", "O": "o",
		"sub": "", "Sub2": "", "userId": "", "": "",
	} {
		if got := MiscasedClaim(name); got != want {
			t.Errorf("MiscasedClaim(%q) = %q, want %q", name, got, want)
		}
	}
}
