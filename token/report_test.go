package token

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

func verifyWith(t *testing.T, k *mint.Key, tok string, change func(*Checks)) *Report {
	t.Helper()
	c := checks(KeyFlags{JWKS: write(t, "k.json", verify.MarshalJWKS(k.Public()))})
	if change != nil {
		change(c)
	}
	return Verify(t.Context(), tok, c)
}

func asText(t *testing.T, r *Report, signature bool) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteText(&b, terminal.Paint{}, signature); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func asJSON(t *testing.T, r *Report, signature bool) (string, map[string]any) {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteJSON(&b, signature); err != nil {
		t.Fatal(err)
	}
	var object map[string]any
	if err := json.Unmarshal(b.Bytes(), &object); err != nil {
		t.Fatalf("%v: %s", err, b.String())
	}
	return b.String(), object
}

// Every failed check is told, in the order of Clerk's SDK.
func TestAllReasons(t *testing.T) {
	k := newTestKey(t, "EdDSA")
	tok := goodToken(t, k, mint.Claims{"sub": "", "azp": "https://evil.test", "iss": "https://evil.test",
		"nbf": start.Add(time.Hour).Unix(), "iat": start.Add(time.Hour).Unix(), "exp": start.Add(-time.Hour).Unix()})
	broken := tok[:len(tok)-8] + "AAAAAAAA"
	r := verifyWith(t, k, broken, func(c *Checks) {
		c.Issuers, c.Audiences = []string{"https://clerk.app.test"}, []string{"api"}
	})
	want := "token-invalid-signature token-verification-failed token-verification-failed token-invalid-authorized-parties token-invalid-issuer token-expired token-not-active-yet token-iat-in-the-future"
	var got []string
	for _, e := range r.Reasons {
		got = append(got, string(e.Reason))
	}
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if r.Outcome() != Refused || *r.Verified || r.Key != nil {
		t.Errorf("outcome %v, verified %v, key %v", r.Outcome(), *r.Verified, r.Key)
	}
}

// auth is there for a token that is known to be good, and for no other.
func TestJSONVerified(t *testing.T) {
	k := newTestKey(t, "EdDSA")
	tok := goodToken(t, k, nil)
	tests := []struct {
		name                string
		report              *Report
		verified            any
		auth, unverified    bool
		header, claims, err bool
	}{
		{"good", verifyWith(t, k, tok, nil), true, true, false, true, true, false},
		{"expired", verifyWith(t, k, tok, func(c *Checks) { c.Clock = func() time.Time { return start.Add(time.Hour) } }), false, false, false, true, true, false},
		{"no key", Verify(t.Context(), tok, checks(KeyFlags{})), nil, false, false, true, true, true},
		{"no token", verifyWith(t, k, "garbage", nil), false, false, false, false, false, false},
		{"inspected", Inspect(tok, start), nil, false, true, true, true, false},
		{"inspected garbage", Inspect("garbage", start), nil, false, false, false, false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, o := asJSON(t, test.report, false)
			for _, field := range []string{"version", "command", "header", "claims", "verified", "reasons", "warnings", "auth", "notes"} {
				if _, ok := o[field]; !ok {
					t.Errorf("no field %s", field)
				}
			}
			is := func(field string) bool { return o[field] != nil }
			if o["verified"] != test.verified || is("auth") != test.auth || is("unverifiedAuth") != test.unverified ||
				is("header") != test.header || is("claims") != test.claims || is("error") != test.err {
				t.Errorf("%v", o)
			}
			if is("signature") {
				t.Error("the signature, which nobody asked for")
			}
			if test.auth {
				if a := o["auth"].(map[string]any); a["userId"] != "user_1" || a["sessionId"] != "sess_1" {
					t.Errorf("auth %v", a)
				}
			}
			if is("session") != test.auth {
				t.Errorf("session %v", o["session"])
			}
			reasons := o["reasons"].([]any)
			if (test.verified == false) != (len(reasons) > 0) && test.name != "inspected garbage" {
				t.Errorf("reasons %v", reasons)
			}
		})
	}
}

// The signature is shown when it is asked for, and no part of it otherwise.
func TestSignatureShown(t *testing.T) {
	k := newTestKey(t, "EdDSA")
	tok := goodToken(t, k, nil)
	signature := tok[strings.LastIndexByte(tok, '.')+1:]
	for _, r := range []*Report{verifyWith(t, k, tok, nil), Inspect(tok, start), verifyWith(t, newTestKey(t, "EdDSA"), tok, nil)} {
		json, _ := asJSON(t, r, false)
		text := asText(t, r, false)
		if strings.Contains(json, signature[:8]) || strings.Contains(text, signature[:8]) || strings.Contains(text+json, tok[:40]) {
			t.Errorf("%s: a part of the token or its signature without being asked", r.Command)
		}
		json, _ = asJSON(t, r, true)
		if !strings.Contains(json, `"signature":"`+signature+`"`) || !strings.Contains(asText(t, r, true), signature) {
			t.Errorf("%s: no signature", r.Command)
		}
	}
}

// What a token says cannot move the cursor, change colours or reorder text,
// wherever it says it.
func TestHostileClaims(t *testing.T) {
	const hostile = "\x1b]0;x\x07\x1b[2J\u202e\u009b31m\r\n\u2028end"
	k := newTestKey(t, "EdDSA")
	text, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	tok, err := k.SignHeader(mint.Header{"x": hostile, hostile: 1}, mint.Session(start, hostile, hostile, hostile).With(mint.Claims{
		"azp": hostile, "sts": hostile, hostile: hostile, "deep": map[string]any{hostile: []string{hostile}},
		"act": map[string]any{"sub": hostile}, "v": 2, "fea": "o:" + hostile, "pla": "u:" + hostile,
		"o": map[string]any{"id": hostile, "slg": hostile, "rol": hostile, "per": hostile, "fpm": "1"},
	}))
	if err != nil {
		t.Fatal(err)
	}
	request := "Cookie: __session=" + tok + "; other" + hostile + "=1"
	for name, r := range map[string]*Report{
		"inspect": Inspect(request, start), "not valid": verifyWith(t, k, tok, nil),
		"valid": verifyWith(t, k, tok, func(c *Checks) { c.AuthorizedParties = nil }),
	} {
		if r.Token == nil {
			t.Fatalf("%s: %v", name, r.Reasons)
		}
		j, o := asJSON(t, r, false)
		for _, out := range []string{asText(t, r, false), j} {
			for _, c := range out {
				if c != '\n' && (unicode.IsControl(c) || terminal.Unsafe(c)) {
					t.Fatalf("%s: %q in %q", name, c, out)
				}
			}
		}
		if strings.Count(j, "\n") != 1 {
			t.Errorf("%s: JSON on %d lines", name, strings.Count(j, "\n"))
		}
		// JSON still says what the token says.
		if o["claims"].(map[string]any)["azp"] != hostile {
			t.Errorf("%s: azp became %q, want %s", name, o["claims"].(map[string]any)["azp"], text)
		}
	}
}

// A token that says nothing, or nothing readable, is still shown.
func TestOddTokens(t *testing.T) {
	b64 := base64.RawURLEncoding.EncodeToString
	for name, payload := range map[string]string{
		"empty": `{}`, "wrong types": `{"exp":"soon","sub":5,"o":[]}`, "huge numbers": `{"exp":1e300,"iat":-1}`,
		"wide": `{"名前":"値","custom":"` + strings.Repeat("x", 300) + `"}`, "nested": `{"a":{"b":[1,2,{"c":null}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			r := Inspect(b64([]byte(`{"alg":"none"}`))+"."+b64([]byte(payload))+".", start)
			if r.Token == nil {
				t.Fatal(r.Reasons)
			}
			out := asText(t, r, false)
			if !strings.HasPrefix(out, "not verified") || !strings.Contains(out, "alg-none") || !strings.Contains(out, "no server should accept it") {
				t.Error(out)
			}
		})
	}
}

func TestShownValue(t *testing.T) {
	for raw, want := range map[string]string{
		`"user_1"`: "user_1", `12`: "12", `"12"`: `"12"`, `"true"`: `"true"`, `""`: `""`, `" a"`: `" a"`, `"a b"`: "a b",
		`"[x"`: `"[x"`, `"\u001b"`: `"\u001b"`, "\"\u202e\"": `"\u202e"`, `{"a" : [1, 2]}`: `{"a":[1,2]}`, `null`: "null", `"\"x\""`: `"\"x\""`,
	} {
		if got := shownValue(json.RawMessage(raw)); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

// In a narrow terminal explanations are broken at its edge, and only a line
// with a value, which can be copied, is longer.
func TestNarrowText(t *testing.T) {
	k := newTestKey(t, "EdDSA")
	r := verifyWith(t, k, goodToken(t, k, nil), nil)
	var b bytes.Buffer
	if err := r.WriteText(&b, terminal.Paint{}.In(40), false); err != nil {
		t.Fatal(err)
	}
	below := 0
	for line := range strings.Lines(b.String()) {
		line = strings.TrimRight(line, "\n")
		if !strings.HasPrefix(line, "    ") {
			continue
		}
		below++
		if terminal.Width(line) > 40 && len(strings.Fields(line)) > 1 { // a path is one word
			t.Errorf("%d columns: %q", terminal.Width(line), line)
		}
	}
	if below == 0 || strings.Join(strings.Fields(b.String()), "") != strings.Join(strings.Fields(asText(t, r, false)), "") {
		t.Errorf("it does not say the same as a wide one:\n%s", b.String())
	}
}
