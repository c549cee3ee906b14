package token

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
)

var start = time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)

// unsigned makes the text of a token whose signature is nobody's.
func unsigned(iat time.Time) string {
	b64 := base64.RawURLEncoding.EncodeToString
	return b64([]byte(`{"alg":"RS256","typ":"JWT"}`)) + "." +
		b64(fmt.Appendf(nil, `{"sub":"user_1","iat":%d,"exp":%d}`, iat.Unix(), iat.Unix()+60)) + "." +
		b64(make([]byte, 256))
}

func TestFind(t *testing.T) {
	tok, newer := unsigned(start), unsigned(start.Add(time.Minute))
	tests := []struct{ name, text, want, from, notes string }{
		{"bare", tok, tok, "a bare token", ""},
		{"a text file's line end", tok + "\n", tok, "a bare token", ""},
		{"a Windows text file's line end", tok + "\r\n", tok, "a bare token", ""},
		{"white space", "  \t" + tok + " \n\n", tok, "a bare token", "white space"},
		{"byte order mark", "\ufeff" + tok, tok, "a bare token", ""},
		{"double quotes", `"` + tok + `"`, tok, "a bare token", "quotes"},
		{"single quotes", `'` + tok + `'`, tok, "a bare token", "quotes"},
		{"typographic quotes", `“` + tok + `”`, tok, "a bare token", "quotes"},
		{"backticks and white space", " `" + tok + "` ", tok, "a bare token", "white space around it was dropped; the quotes around it were dropped"},
		{"copied out of an object", `"` + tok + `",`, tok, "a bare token", "quotes"},
		{"among words", "my token is " + tok + ", thanks", tok, "a text with other words", "taken out of the text"},

		{"Bearer", "Bearer " + tok, tok, "the Authorization header", ""},
		{"bearer", "bearer " + tok, tok, "the Authorization header", `spelled "bearer"`},
		{"header", "Authorization: Bearer " + tok, tok, "the Authorization header", ""},
		{"header in lower case", "authorization:   Bearer " + tok, tok, "the Authorization header", ""},
		{"header without a scheme", "Authorization: " + tok, tok, "the Authorization header", "no scheme"},
		{"header of an object", `"Authorization": "Bearer ` + tok + `",`, tok, "the Authorization header", ""},
		{"value on the next line", "authorization\n\nHost:\nx\nAuthorization:\nBearer " + tok, tok, "the Authorization header", ""},
		{"all headers", "GET / HTTP/1.1\r\nHost: app.test\r\nCookie: __session=" + newer + "\r\nAuthorization: Bearer " + tok + "\r\n\r\n", tok, "the Authorization header", "the cookies were not looked at"},
		{"another scheme lets the cookie decide", "Authorization: Basic dXNlcjpwdw==\nCookie: __session=" + tok, tok, "the cookie __session", "another scheme"},
		{"the same header twice", "Authorization: Bearer " + tok + "\nAuthorization: Bearer " + tok, tok, "the Authorization header", ""},

		{"cookie line", "Cookie: a=b; __session=" + tok + "; __client_uat=1", tok, "the cookie __session", ""},
		{"cookie value", "__client_uat=1; __session=" + tok, tok, "the cookie __session", ""},
		{"cookie in quotes", `'__session="` + tok + `"'`, tok, "the cookie __session", "quotes"},
		{"newest of several", "Cookie: __session=" + tok + "; __session_AbCd-_12=" + newer, newer, "the cookie __session_AbCd-_12", "of 2 session cookies, the cookie __session_AbCd-_12 was issued last"},
		{"newest comes first", "Cookie: __session=" + newer + "; __session_AbCd-_12=" + tok, newer, "the cookie __session", "the cookie __session was issued last"},
		{"the same token twice", "__session=" + tok + "; __session_AbCd-_12=" + tok, tok, "the cookie __session", ""},
		{"an unreadable one beside it", "__session=garbage; __session_AbCd-_12=" + tok, tok, "the cookie __session_AbCd-_12", "was issued last"},
		{"one name twice", "__session=" + tok + "; __session=" + newer, newer, "the cookie __session", "more than once"},
		{"look-alikes", "__session_x=" + newer + "; __sessions=" + newer + "; __session=" + tok, tok, "the cookie __session", ""},
		{"set-cookie", "Set-Cookie: __session=" + tok + "; Path=/; HttpOnly", tok, "the cookie __session", ""},

		{"curl", `curl 'https://app.test/' -H 'accept: */*' -H 'authorization: Bearer ` + tok + `' --compressed`, tok, "the Authorization header", ""},
		{"curl with a prompt and breaks", "$ curl https://app.test \\\n  -H \"Authorization: Bearer " + tok + "\"", tok, "the Authorization header", ""},
		{"curl -b", `curl https://app.test -b '__client_uat=1; __session=` + tok + `'`, tok, "the cookie __session", ""},
		{"curl, options in one word", `curl -sSH'Authorization: Bearer ` + tok + `' https://app.test`, tok, "the Authorization header", ""},
		{"curl, long with =", `curl --header="Authorization: Bearer ` + tok + `" x`, tok, "the Authorization header", ""},
		{"curl --oauth2-bearer", `curl --oauth2-bearer ` + tok + ` x`, tok, "the Authorization header", ""},
		{"curl, $'…'", `curl 'x' -H $'cookie: name=\u0021it\'s; __session=` + tok + `'`, tok, "the cookie __session", ""},
		{"curl, a value like an option", `curl -d '-H' -X -H -H 'Cookie: __session=` + tok + `'`, tok, "the cookie __session", ""},
		{"curl for cmd.exe", "curl ^\"https://app.test/^\" ^\r\n  -H ^\"accept: */*^\" ^\r\n  -b ^\"__client_uat=1; __session=" + tok + "^\" ^\r\n  --compressed", tok, "the cookie __session", ""},

		{"json", `{"object":"token","jwt":"` + tok + `"}`, tok, "the jwt field of a JSON text", ""},
		{"json, deep", `{"response":{"sessions":[{"last_active_token":{"jwt":"` + tok + `","object":"token"}}]},"client":null}`, tok, "the jwt field of a JSON text", ""},
		{"json, several", `[{"jwt":"` + tok + `"},{"jwt":"` + newer + `"}]`, newer, "the jwt field of a JSON text", "of 2 jwt fields, number 2 was issued last"},
		{"json, jwt as a value", `{"kind":"jwt","jwt":"` + tok + `"}`, tok, "the jwt field of a JSON text", ""},
		{"json, escapes", `{"jwt":"` + strings.Replace(tok, ".", `\u002e`, 1) + `"}`, tok, "the jwt field of a JSON text", ""},
		{"a JSON string", `"` + tok + "\"\n", tok, "a bare token", "quotes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, err := Find(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if f.Token != test.want {
				t.Errorf("another token: %q", f.Token)
			}
			if f.From != test.from {
				t.Errorf("from %q, want %q", f.From, test.from)
			}
			notes := strings.Join(f.Notes, "; ")
			if test.notes == "" && notes != "" || !strings.Contains(notes, test.notes) {
				t.Errorf("notes %q, want %q", notes, test.notes)
			}
		})
	}
}

// What holds no token, and what is said about it. Where Find itself has
// nothing to say, the decoder has.
func TestFindNothing(t *testing.T) {
	tok, other := unsigned(start), unsigned(start.Add(time.Minute))
	const secret = "c2VjcmV0c2VjcmV0"
	tests := []struct{ name, text, want string }{
		{"empty", "", "the input is empty"},
		{"white space", " \n\t ", "the input is empty"},
		{"quotes", `""`, "the input is empty"},
		{"two tokens", tok + "\n" + other, "the text holds 2 tokens"},
		{"two headers", "Authorization: Bearer " + tok + "\nAuthorization: Bearer " + other, "2 Authorization headers with different values"},
		{"two in one header", "Authorization: Bearer " + tok + ", " + other, "more than a token"},
		{"broken by lines", tok[:50] + "\n" + tok[50:], "broken into 2 parts by white space"},
		{"variable", "$TOKEN", "the text is the variable TOKEN"},
		{"variable in a header", `Authorization: Bearer ${TOKEN}`, "the variable TOKEN in place of a token"},
		{"variable of PowerShell", `Bearer $env:TOKEN`, "the variable TOKEN"},
		{"header without a value", "Authorization: Bearer ", "has no dots"},
		{"other cookies", "Cookie: __client_uat=1; __clerk_db_jwt=" + secret + "; id=" + secret, "there is no __session cookie"},
		{"empty cookie", "__session=; __client_uat=0", "the __session cookie is empty"},
		{"basic", "Authorization: Basic " + secret, "neither a Bearer token nor a __session cookie"},
		{"curl without", "curl https://app.test -H 'Accept: */*'", "the curl command has neither"},
		{"curl cut off", "curl https://app.test -H 'Authorization: Bearer " + secret, "ends inside a quotation"},
		{"curl cut off in double quotes", `curl -H "Authorization: Bearer ` + secret, "ends inside a quotation"},
		{"curl cut off in $'", `curl -H $'Authorization: Bearer ` + secret, "ends inside a quotation"},
		{"curl with a file", "curl -b cookies.txt https://app.test", "the curl command has neither"},
		{"json without", `{"token":"` + tok + `"}`, "no jwt field"},
		{"json, jwt is no string", `{"jwt":{"a":1}}`, "no jwt field"},
		{"json cut off", `{"a":[1,`, "is not JSON"},
		{"JSON serialisation", `{"payload":"e30","signatures":[{"protected":"e30","signature":"AA"}]}`, "JSON serialisation"},
		{"JWKS", `{"keys":[]}`, "a JSON Web Key"},
		{"words", "hello world", ""},
		{"secret key", "sk_test_" + secret, "secret key"},
		{"publishable key", "pk_test_" + secret, "publishable key"},
		{"refresh token", secret, "has no dots"},
		{"PEM", "-----BEGIN PUBLIC KEY-----\n" + secret + "\n-----END PUBLIC KEY-----", "PEM"},
		{"JWE", "eyJhbGciOiJkaXIifQ..a.b.c", "encrypted token"},
		{"truncated", tok[:60], "cut off"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := Inspect(test.text, start)
			if r.Token != nil || r.Outcome() != Refused || len(r.Reasons) != 1 {
				t.Fatalf("outcome %v, reasons %v", r.Outcome(), r.Reasons)
			}
			e := r.Reasons[0]
			if e.Reason != verify.TokenInvalid || !strings.Contains(e.Detail, test.want) {
				t.Errorf("%v, want %q", e, test.want)
			}
			for _, s := range []string{e.Detail, e.Hint} {
				if strings.Contains(s, secret) || strings.Contains(s, tok[:30]) {
					t.Errorf("a secret in %q", s)
				}
			}
		})
	}
}

// Nothing that is pasted makes the search panic or take long, and a token that
// is found is part of the text or written in it with escapes.
func FuzzFind(f *testing.F) {
	tok := unsigned(start)
	for _, seed := range []string{
		tok, "Bearer " + tok, "Cookie: __session=" + tok + "; a=b", `{"jwt":"` + tok + `"}`,
		`curl 'x' -H $'a: \u00e9\'' -b "__session=` + tok + `" \` + "\n --compressed", "curl ^\"x^\" ^\n -H ^\"a: b^\"",
		"Authorization:\nBearer x", `[{"jwt":{"jwt":"x"}},`, "$TOKEN", "“x”", "\ufeff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Inspect(text, start)
		if r.Token == nil && len(r.Reasons) == 0 {
			t.Fatal("neither a token nor a reason")
		}
		if r.Found != nil && r.Token != nil && strings.ContainsAny(r.Found.Token, " \n") {
			t.Fatalf("white space in the token %q", r.Found.Token)
		}
	})
}

func TestSplitShell(t *testing.T) {
	for text, want := range map[string]string{
		`a b  c`:                    "a|b|c",
		`a 'b c' "d e"`:             "a|b c|d e",
		`a'b'"c"d`:                  "abcd",
		`'' ""`:                     "|",
		`a\ b \'`:                   "a b|'",
		"a \\\n b":                  "a|b",
		"a \\\r\n b":                "a|b",
		`"a\"b\$c\d\` + "\n" + `e"`: `a"b$c\de`,
		`$'a\'b\\\n\x41\u00e9'`:     "a'b\\\nAé",
		`$'\u00'`:                   "u00",
		`$a`:                        "$a",
		`'it'\''s'`:                 "it's",
	} {
		words, ok := splitShell(text)
		if got := strings.Join(words, "|"); !ok || got != want {
			t.Errorf("%q: %q (%v), want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{`'a`, `"a`, `"a\"`, `$'a`, `$'a\'`} {
		if words, ok := splitShell(text); ok {
			t.Errorf("%q: %q", text, words)
		}
	}
}
