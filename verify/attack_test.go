package verify_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"hash"
	"math/big"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

// Tokens that an attacker can make without any key.
func TestAttackAlgNone(t *testing.T) {
	body := b64(string(must(json.Marshal(claims(nil)))))
	signature := strings.Split(sign(t, ours(), claims(nil)), ".")[2]
	for _, alg := range []string{"none", "None", "NONE", "nOnE", "none ", " none", "non\\u0065", "", "null", "\\u0000none"} {
		for name, tail := range map[string]string{"no signature": "", "another signature": signature, "a zero byte": "AA"} {
			t.Run(alg+" with "+name, func(t *testing.T) {
				token := b64(`{"alg":"`+alg+`","typ":"JWT","kid":"ins_ours"}`) + "." + body + "." + tail
				refused(t, verifier(t), token, verify.TokenInvalidAlgorithm)
				// Not even a verifier that allows all algorithms takes it.
				refused(t, verifier(t, verify.WithAlgorithms("RS256", "RS384", "RS512", "ES256", "EdDSA")), token, verify.TokenInvalidAlgorithm)
			})
		}
	}
	t.Run("cannot be allowed", func(t *testing.T) {
		for _, alg := range []string{"none", "None", "HS256", "HS384", "HS512", "PS256", "RS1", "", "rs256"} {
			keys := must(verify.StaticKeys(ours().Public()))
			if _, err := verify.New(keys, verify.AllowAnyAuthorizedParty(), verify.WithAlgorithms(alg)); err == nil {
				t.Errorf("WithAlgorithms(%q) was accepted", alg)
			}
		}
	})
	t.Run("alg missing or of another type", func(t *testing.T) {
		for header, want := range map[string]verify.Reason{
			`{"typ":"JWT"}`:                       verify.TokenInvalidAlgorithm,
			`{"alg":null}`:                        verify.TokenInvalid,
			`{"alg":["RS256"]}`:                   verify.TokenInvalid,
			`{"alg":{"a":"RS256"}}`:               verify.TokenInvalid,
			`{"alg":256}`:                         verify.TokenInvalid,
			`{"alg":"RS256","alg":"none"}`:        verify.TokenInvalid,
			`{"alg":"rs256"}`:                     verify.TokenInvalidAlgorithm,
			`{"ALG":"RS256"}`:                     verify.TokenInvalid,
			`{"alg":"RS256\u0000","kid":"ins_1"}`: verify.TokenInvalidAlgorithm,
		} {
			refused(t, verifier(t), signRaw(t, header, string(must(json.Marshal(claims(nil))))), want)
		}
	})
}

// The public key, in every form in which it is passed around, used as an HMAC secret.
func TestAttackPublicKeyAsHMACSecret(t *testing.T) {
	public := ours().Public().Public().(*rsa.PublicKey)
	der := must(x509.MarshalPKIXPublicKey(public))
	text := must(ours().Public().PEM())
	line := must(ours().Public().JWTKey())
	secrets := map[string][]byte{
		"PEM":                           []byte(text),
		"PEM without the last line end": []byte(strings.TrimSpace(text)),
		"PEM with literal \\n":          []byte(strings.ReplaceAll(text, "\n", `\n`)),
		"PEM with CR LF":                []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"PEM on one line":               []byte(strings.ReplaceAll(text, "\n", "")),
		"CLERK_JWT_KEY":                 []byte(line),
		"SPKI":                          der,
		"PKCS #1":                       x509.MarshalPKCS1PublicKey(public),
		"modulus":                       public.N.Bytes(),
		"modulus in base64url":          []byte(base64.RawURLEncoding.EncodeToString(public.N.Bytes())),
		"JWK":                           []byte(ours().Public().JWK()),
		"JWKS":                          []byte(verify.MarshalJWKS(ours().Public())),
		"PEM after white space":         []byte(" \t\n" + text),
		"PEM after other text":          []byte("key\n" + text),
		"PKCS #1 in a PEM":              encodePEM("RSA PUBLIC KEY", x509.MarshalPKCS1PublicKey(public)),
		"OpenSSH":                       openSSH(public),
		"modulus in hexadecimal":        []byte(public.N.Text(16)),
		"kid":                           []byte("ins_ours"),
		"nothing":                       {},
		"a zero byte":                   {0},
	}
	hashes := map[string]func() hash.Hash{"HS256": sha256.New, "HS384": sha512.New384, "HS512": sha512.New}
	sources := map[string]verify.KeySource{
		"JWKS": must(verify.StaticJWKS(verify.MarshalJWKS(ours().Public()))),
		"PEM":  must(verify.StaticPEM(text)),
	}
	for name, secret := range secrets {
		t.Run(name, func(t *testing.T) {
			for alg, h := range hashes {
				input := b64(`{"alg":"`+alg+`","typ":"JWT","kid":"ins_ours"}`) + "." + b64(string(must(json.Marshal(claims(nil)))))
				mac := hmac.New(h, secret)
				mac.Write([]byte(input))
				token := input + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
				for _, keys := range sources {
					v := must(verify.New(keys, at(noon), verify.AllowAnyAuthorizedParty(), verify.WithAlgorithms("RS256", "RS384", "RS512", "ES256", "EdDSA")))
					refused(t, v, token, verify.TokenInvalidAlgorithm)
				}
			}
		})
	}
}

func encodePEM(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

// openSSH writes a key as ssh-keygen does (RFC 4253): CVE-2024-33663.
func openSSH(public *rsa.PublicKey) []byte {
	var b []byte
	for _, field := range [][]byte{[]byte("ssh-rsa"), big.NewInt(int64(public.E)).Bytes(), append([]byte{0}, public.N.Bytes()...)} {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(field))), field...)
	}
	return []byte("ssh-rsa " + base64.StdEncoding.EncodeToString(b))
}

func TestAttackSymmetricKeysAreNoKeys(t *testing.T) {
	for _, jwk := range []string{`{"kty":"oct","k":"AAAA","alg":"HS256","kid":"a"}`, `{"kty":"oct","k":""}`} {
		if _, err := verify.StaticJWK(jwk); err == nil {
			t.Errorf("%s became a key", jwk)
		}
		if _, err := verify.StaticJWKS(`{"keys":[` + jwk + `]}`); err == nil {
			t.Errorf("%s became a set", jwk)
		}
	}
}

func TestAttackSignatures(t *testing.T) {
	token := sign(t, ours(), claims(nil))
	input := token[:strings.LastIndexByte(token, '.')+1]
	good := must(base64.RawURLEncoding.DecodeString(token[len(input):]))
	enc := base64.RawURLEncoding.EncodeToString
	flipped := append([]byte(nil), good...)
	flipped[100] ^= 1
	n := ours().Public().Public().(*rsa.PublicKey).N
	plusN := new(big.Int).Add(new(big.Int).SetBytes(good), n)
	for name, signature := range map[string][]byte{
		"one zero byte":          {0},
		"256 zero bytes":         make([]byte, 256),
		"one":                    append(make([]byte, 255), 1),
		"the modulus":            n.Bytes(),
		"modulus minus one":      new(big.Int).Sub(n, big.NewInt(1)).Bytes(),
		"all ones":               []byte(strings.Repeat("\xff", 256)),
		"one bit flipped":        flipped,
		"a zero in front":        append([]byte{0}, good...),
		"a zero behind":          append(append([]byte(nil), good...), 0),
		"without its first byte": good[1:],
		"cut in half":            good[:128],
		"plus the modulus":       plusN.FillBytes(make([]byte, (plusN.BitLen()+7)/8)),
		"twice":                  append(append([]byte(nil), good...), good...),
		"64 zero bytes":          make([]byte, 64),
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, verifier(t), input+enc(signature), verify.TokenInvalidSignature)
		})
	}
	t.Run("empty", func(t *testing.T) { refused(t, verifier(t), input, verify.TokenInvalidSignature) })
	t.Run("another token's", func(t *testing.T) {
		other := sign(t, ours(), claims(mint.Claims{"sub": "user_other"}))
		refused(t, verifier(t), input+other[strings.LastIndexByte(other, '.')+1:], verify.TokenInvalidSignature)
	})
	t.Run("cut off, says so", func(t *testing.T) {
		for cut, want := range map[int]verify.Reason{42: verify.TokenInvalidSignature, 41: verify.TokenInvalid} {
			e := refused(t, verifier(t), token[:len(token)-cut], want)
			if !strings.Contains(e.Hint, "cut off") {
				t.Errorf("hint %q", e.Hint)
			}
		}
	})
	t.Run("of the right key with another hash or padding", func(t *testing.T) {
		private := must(rsa.GenerateKey(rand.Reader, 2048))
		k := must(mint.New(private, "RS256", "ins_ours"))
		v := verifytest.NewVerifier(t, k, at(noon))
		token := sign(t, k, claims(nil))
		input := token[:strings.LastIndexByte(token, '.')]
		d256, d512 := sha256.Sum256([]byte(input)), sha512.Sum512([]byte(input))
		pss := must(rsa.SignPSS(rand.Reader, private, crypto.SHA256, d256[:], nil))
		sha := must(rsa.SignPKCS1v15(rand.Reader, private, crypto.SHA512, d512[:]))
		bare := must(rsa.SignPKCS1v15(rand.Reader, private, 0, d256[:]))
		for _, s := range [][]byte{pss, sha, bare} {
			refused(t, v, input+"."+enc(s), verify.TokenInvalidSignature)
		}
		for _, alg := range []string{"PS256", "RS384", "RS512"} {
			refused(t, v, must(k.SignHeader(mint.Header{"alg": alg}, claims(nil))), verify.TokenInvalidAlgorithm)
		}
	})
}

// CVE-2022-21449: an ECDSA signature of zeros that some verifiers took for any text's.
func TestAttackPsychicSignature(t *testing.T) {
	k := must(mint.Generate("ES256", "ins_ec"))
	v := verifytest.NewVerifier(t, k, at(noon), verify.WithAlgorithms("ES256"))
	token := sign(t, k, claims(nil))
	accepted(t, v, token)
	input := token[:strings.LastIndexByte(token, '.')+1]
	good := must(base64.RawURLEncoding.DecodeString(token[len(input):]))
	order := k.Public().Public().(*ecdsa.PublicKey).Curve.Params().N.Bytes()
	half := func(r, s []byte) []byte { return append(append([]byte(nil), r...), s...) }
	zero := make([]byte, 32)
	der := append([]byte{0x30, 0x44, 2, 32}, append(append(good[:32:32], 2, 32), good[32:]...)...)
	for name, signature := range map[string][]byte{
		"zeros":       half(zero, zero),
		"r zero":      half(zero, good[32:]),
		"s zero":      half(good[:32], zero),
		"the order":   half(order, order),
		"ASN.1":       der,
		"too short":   good[:63],
		"too long":    append(append([]byte(nil), good...), 0),
		"swapped":     half(good[32:], good[:32]),
		"an RSA size": make([]byte, 256),
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, v, input+base64.RawURLEncoding.EncodeToString(signature), verify.TokenInvalidSignature)
		})
	}
}

// Keys that a token brings along or points to are never used.
func TestAttackEmbeddedKeys(t *testing.T) {
	evil := must(mint.Generate("RS256", "ins_ours"))
	var jwk map[string]any
	if err := json.Unmarshal([]byte(evil.Public().JWK()), &jwk); err != nil {
		t.Fatal(err)
	}
	for name, h := range map[string]mint.Header{
		"jwk":           {"jwk": jwk},
		"jku":           {"jku": "http://127.0.0.1:1/keys"},
		"x5u":           {"x5u": "http://127.0.0.1:1/cert"},
		"x5c":           {"x5c": []string{"MIIB"}},
		"all of them":   {"jwk": jwk, "jku": "https://evil.example", "x5u": "https://evil.example", "x5c": []string{}},
		"kid as a path": {"kid": "../../../../dev/null"},
		"kid as SQL":    {"kid": "x' UNION SELECT 'key"},
		"kid as a URL":  {"kid": "https://evil.example/keys"},
		"no kid":        {"kid": nil},
		"empty kid":     {"kid": ""},
	} {
		t.Run(name, func(t *testing.T) {
			token := must(evil.SignHeader(h, claims(nil)))
			want := verify.TokenInvalidSignature
			if kid, ok := h["kid"].(string); ok && kid != "" {
				want = verify.JWKKidMismatch
			}
			refused(t, verifier(t), token, want)
		})
	}
	// They do not make a good token bad either: many libraries write x5t and the like.
	accepted(t, verifier(t), signHeader(t, mint.Header{"jwk": jwk, "x5t": "a"}, claims(nil)))
}

func TestAttackKeyOfAnother(t *testing.T) {
	t.Run("signed by another instance, with its kid", func(t *testing.T) {
		e := refused(t, verifier(t), sign(t, theirs(), claims(nil)), verify.JWKKidMismatch)
		if !strings.Contains(e.Detail, `"ins_theirs"`) || !strings.Contains(e.Detail, verifytest.Issuer) {
			t.Errorf("the kid and the issuer should be named: %s", e.Detail)
		}
	})
	t.Run("signed by another instance, with our kid", func(t *testing.T) {
		refused(t, verifier(t), must(theirs().SignHeader(mint.Header{"kid": "ins_ours"}, claims(nil))), verify.TokenInvalidSignature)
	})
	t.Run("signed by one of our keys, with the kid of another", func(t *testing.T) {
		keys := must(verify.StaticKeys(ours().Public(), theirs().Public()))
		v := must(verify.New(keys, at(noon), verify.WithAuthorizedParties(verifytest.Origin)))
		accepted(t, v, sign(t, theirs(), claims(nil)))
		refused(t, v, must(theirs().SignHeader(mint.Header{"kid": "ins_ours"}, claims(nil))), verify.TokenInvalidSignature)
		e := refused(t, v, must(theirs().SignHeader(mint.Header{"kid": nil}, claims(nil))), verify.JWKFailedToResolve)
		if !strings.Contains(e.Detail, "no kid") {
			t.Error(e.Detail)
		}
	})
	t.Run("a PEM with a kid", func(t *testing.T) {
		pem := must(ours().Public().PEM())
		with := must(verify.New(must(verify.StaticPEM(pem, verify.WithKeyID("ins_ours"))), at(noon), verify.AllowAnyAuthorizedParty()))
		without := must(verify.New(must(verify.StaticPEM(pem)), at(noon), verify.AllowAnyAuthorizedParty()))
		foreign := signHeader(t, mint.Header{"kid": "ins_other"}, claims(nil))
		refused(t, with, foreign, verify.JWKKidMismatch)
		accepted(t, without, foreign)
		accepted(t, with, signHeader(t, mint.Header{"kid": nil}, claims(nil)))
	})
	t.Run("key and alg of different types", func(t *testing.T) {
		ec := must(mint.Generate("ES256", "ins_ec"))
		keys := must(verify.StaticKeys(ours().Public(), ec.Public()))
		v := must(verify.New(keys, at(noon), verify.AllowAnyAuthorizedParty(), verify.WithAlgorithms("RS256", "ES256")))
		accepted(t, v, sign(t, ec, claims(nil)))
		refused(t, v, must(ec.SignHeader(mint.Header{"kid": "ins_ours"}, claims(nil))), verify.TokenInvalidAlgorithm)
		refused(t, v, signHeader(t, mint.Header{"kid": "ins_ec"}, claims(nil)), verify.TokenInvalidAlgorithm)
	})
	t.Run("the key's own alg", func(t *testing.T) {
		v := verifier(t, verify.WithAlgorithms("RS256", "RS512"))
		refused(t, v, signHeader(t, mint.Header{"alg": "RS512"}, claims(nil)), verify.TokenInvalidAlgorithm)
	})
}

func TestAttackCritAndB64(t *testing.T) {
	for name, h := range map[string]mint.Header{
		"crit unknown":     {"crit": []string{"https://example.com/x"}, "https://example.com/x": true},
		"crit exp":         {"crit": []string{"exp"}, "exp": 1},
		"crit empty":       {"crit": []string{}},
		"crit a string":    {"crit": "b64"},
		"crit null":        {"crit": json.RawMessage("null")},
		"crit an object":   {"crit": map[string]any{}},
		"b64 false":        {"b64": false},
		"b64 true":         {"b64": true},
		"crit and b64":     {"crit": []string{"b64"}, "b64": false},
		"crit and b64 yes": {"crit": []string{"b64"}, "b64": true},
	} {
		t.Run(name, func(t *testing.T) { refused(t, verifier(t), signHeader(t, h, claims(nil)), verify.TokenInvalid) })
	}
}

// Names given twice, or in another case, mean different things to different readers.
func TestAttackAmbiguousNames(t *testing.T) {
	good := string(must(json.Marshal(claims(nil))))
	header := `{"alg":"RS256","kid":"ins_ours","typ":"JWT"}`
	insert := func(more string) string { return good[:len(good)-1] + "," + more + "}" }
	for name, token := range map[string]string{
		"sub twice":               signRaw(t, header, insert(`"sub":"user_admin"`)),
		"sub twice, the same":     signRaw(t, header, insert(`"sub":"user_test"`)),
		"sub twice, escaped":      signRaw(t, header, insert(`"s\u0075b":"user_admin"`)),
		"exp twice":               signRaw(t, header, insert(`"exp":9999999999`)),
		"a custom name twice":     signRaw(t, header, insert(`"role":"user","role":"admin"`)),
		"twice inside a claim":    signRaw(t, header, insert(`"act":{"sub":"user_a","sub":"user_b"}`)),
		"SUB":                     signRaw(t, header, insert(`"SUB":"user_admin"`)),
		"Exp":                     signRaw(t, header, insert(`"Exp":9999999999`)),
		"sub with a long s":       signRaw(t, header, insert(`"ſub":"user_admin"`)),
		"AZP":                     signRaw(t, header, insert(`"AZP":"https://evil.example"`)),
		"org_Id":                  signRaw(t, header, insert(`"org_Id":"org_admin"`)),
		"alg twice in the header": signRaw(t, `{"alg":"RS256","kid":"ins_ours","alg":"RS256"}`, good),
		"KID in the header":       signRaw(t, `{"alg":"RS256","kid":"ins_ours","KID":"ins_x"}`, good),
		"kid with a Kelvin sign":  signRaw(t, "{\"alg\":\"RS256\",\"\u212aid\":\"ins_ours\"}", good),
	} {
		t.Run(name, func(t *testing.T) { refused(t, verifier(t), token, verify.TokenInvalid) })
	}
	t.Run("custom names that differ in case are the application's own", func(t *testing.T) {
		s := accepted(t, verifier(t), signRaw(t, header, insert(`"role":"user","Role":"admin"`)))
		var v struct{ Role string }
		if err := s.Claims(&v); err == nil {
			t.Errorf("Claims chose %q of two roles", v.Role)
		}
		for _, more := range []string{`"x":{"role":"a","ROLE":"b"}`, `"x":[{"\u212aey":1,"key":2}]`, `"ſ":1,"s":2`} {
			s := accepted(t, verifier(t), signRaw(t, header, insert(more)))
			if err := s.Claims(&map[string]any{}); err == nil {
				t.Errorf("Claims accepted %s", more)
			}
		}
	})
}

func TestAttackEncodings(t *testing.T) {
	token := sign(t, ours(), claims(nil))
	p := strings.Split(token, ".")
	join := func(parts ...string) string { return strings.Join(parts, ".") }
	// The last character of the signature has bits beyond the last byte.
	last := p[2][len(p[2])-1]
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	trailing := p[2][:len(p[2])-1] + string(alphabet[strings.IndexByte(alphabet, last)|1])
	for name, text := range map[string]string{
		"trailing bits":                  join(p[0], p[1], trailing),
		"padding":                        join(p[0], p[1], p[2]+"=="),
		"padding in the header":          join(p[0]+"=", p[1], p[2]),
		"base64 instead of base64url":    join(p[0], p[1], strings.NewReplacer("-", "+", "_", "/").Replace(p[2])+"+"),
		"line feed at the end":           token + "\n",
		"CR LF at the end":               token + "\r\n",
		"line feed in the signature":     join(p[0], p[1], p[2][:50]+"\n"+p[2][50:]),
		"carriage return in the header":  join(p[0][:5]+"\r"+p[0][5:], p[1], p[2]),
		"four line feeds in the payload": join(p[0], p[1][:4]+"\n\n\n\n"+p[1][4:], p[2]),
		"space in front":                 " " + token,
		"space behind":                   token + " ",
		"tab inside":                     join(p[0], p[1][:4]+"\t"+p[1][4:], p[2]),
		"space after a dot":              join(p[0], " "+p[1], p[2]),
		"zero byte behind":               token + "\x00",
		"byte order mark in front":       "\ufeff" + token,
		"quotes":                         `"` + token + `"`,
		"percent-encoded dot":            strings.Replace(token, ".", "%2E", 1),
		"full-width dot":                 strings.Replace(token, ".", "．", 1),
		"a fourth part":                  token + ".AA",
		"an empty fourth part":           token + ".",
		"two tokens":                     token + " " + token,
		"two tokens with a comma":        token + "," + token,
		"100,000 dots":                   strings.Repeat(".", 100000),
		"16,000 dots":                    strings.Repeat(".", 16000),
		"2 MiB":                          token + strings.Repeat("A", 2<<20),
		"JSON serialisation":             `{"payload":"` + p[1] + `","protected":"` + p[0] + `","signature":"` + p[2] + `"}`,
		"general JSON serialisation":     `{"payload":"` + p[1] + `","signatures":[{"protected":"` + p[0] + `","signature":"` + p[2] + `"}]}`,
		"detached payload":               join(p[0], "", p[2]),
	} {
		t.Run(name, func(t *testing.T) { refused(t, verifier(t), text, verify.TokenInvalid) })
	}
}

func TestAttackMalformedJSON(t *testing.T) {
	good := string(must(json.Marshal(claims(nil))))
	header := `{"alg":"RS256","kid":"ins_ours","typ":"JWT"}`
	insert := func(more string) string { return good[:len(good)-1] + "," + more + "}" }
	for name, payload := range map[string]string{
		"byte order mark":       "\ufeff" + good,
		"invalid UTF-8":         insert("\"x\":\"\xff\""),
		"invalid UTF-8 in sub":  strings.Replace(good, "user_test", "user_\xfftest", 1),
		"half a surrogate pair": insert(`"x":"\ud800"`),
		"1e400":                 insert(`"x":1e400`),
		"nesting of 33":         insert(`"x":` + strings.Repeat("[", 32) + strings.Repeat("]", 32)),
		"nesting of thousands":  insert(`"x":` + strings.Repeat("[", 4000)),
		"a list":                "[" + good + "]",
		"a string":              `"` + "user" + `"`,
		"null":                  "null",
		"empty":                 "",
		"text after":            good + "x",
		"another object after":  good + good,
		"a comment":             "/**/" + good,
		"a trailing comma":      good[:len(good)-1] + ",}",
		"NaN":                   insert(`"x":NaN`),
		"a control character":   insert("\"x\":\"\x01\""),
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, verifier(t), signRaw(t, header, payload), verify.TokenInvalid)
		})
	}
	for name, h := range map[string]string{
		"byte order mark": "\ufeff" + header,
		"invalid UTF-8":   strings.Replace(header, "ins_ours", "ins_\xff", 1),
		"deep nesting":    `{"alg":"RS256","x":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`,
		"a list":          `[]`,
		"nothing":         ``,
		"trailing comma":  `{"alg":"RS256",}`,
	} {
		t.Run("header: "+name, func(t *testing.T) { refused(t, verifier(t), signRaw(t, h, good), verify.TokenInvalid) })
	}
	t.Run("white space and escapes are harmless", func(t *testing.T) {
		s := accepted(t, verifier(t), signRaw(t, " {\"alg\" : \"RS\\u0032\\u00356\" ,\r\n\t\"kid\":\"ins_ours\"} ", strings.Replace(good, `"user_test"`, ` "user_\u0074est" `, 1)))
		if s.UserID != "user_test" {
			t.Errorf("sub is %q", s.UserID)
		}
	})
	t.Run("nesting of 32", func(t *testing.T) {
		accepted(t, verifier(t), signRaw(t, header, insert(`"x":`+strings.Repeat("[", 31)+strings.Repeat("]", 31))))
	})
}

func TestAttackMalformedClaims(t *testing.T) {
	raw := func(s string) any { return json.RawMessage(s) }
	for name, more := range map[string]mint.Claims{
		"exp as a string":            {"exp": "1795435260"},
		"exp missing":                {"exp": nil},
		"exp null":                   {"exp": raw("null")},
		"exp as a list":              {"exp": raw("[1795435260]")},
		"exp true":                   {"exp": true},
		"exp beyond year 9999":       {"exp": raw("253402300800")},
		"exp 1e300":                  {"exp": raw("1e300")},
		"exp of 40 digits":           {"exp": raw(strings.Repeat("9", 40))},
		"exp before the year 1":      {"exp": raw("-62135596800")},
		"nbf as a string":            {"nbf": "1"},
		"nbf null":                   {"nbf": raw("null")},
		"iat as a string":            {"iat": "1"},
		"iat an object":              {"iat": raw("{}")},
		"sub missing":                {"sub": nil},
		"sub empty":                  {"sub": ""},
		"sub null":                   {"sub": raw("null")},
		"sub a number":               {"sub": 1},
		"sub a list":                 {"sub": []string{"user_test"}},
		"sid a number":               {"sid": 1},
		"iss a list":                 {"iss": []string{verifytest.Issuer}},
		"azp a list":                 {"azp": []string{verifytest.Origin}},
		"azp a number":               {"azp": 1},
		"aud a number":               {"aud": 1},
		"aud a list of numbers":      {"aud": []int{1}},
		"aud an object":              {"aud": raw("{}")},
		"sts a number":               {"sts": 1},
		"act a string":               {"act": "user_x"},
		"act without a string":       {"act": raw(`{"sub":1}`)},
		"fva a number":               {"fva": 1},
		"fva of one":                 {"fva": []int{1}},
		"fva of strings":             {"fva": []string{"1", "2"}},
		"org_id a number":            {"org_id": 1},
		"org_permissions a string":   {"org_permissions": "org:a:b"},
		"org_permissions of numbers": {"org_permissions": []int{1}},
		"o a string":                 {"v": 2, "o": "org_1"},
		"o with a number":            {"v": 2, "o": raw(`{"id":1}`)},
		"fea a list":                 {"v": 2, "fea": []string{"o:a"}},
		"fea without a scope":        {"v": 2, "fea": "o:a,b"},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, verifier(t), sign(t, ours(), claims(more)), verify.TokenVerificationFailed)
		})
	}
	for name, more := range map[string]mint.Claims{
		"null for what may be missing": {"sid": raw("null"), "iss": raw("null"), "sts": raw("null"), "act": raw("null"), "fva": raw("null"), "org_id": raw("null"), "aud": raw("null"), "org_permissions": raw("null")},
		"exp with a fraction":          {"exp": raw("1795435260.9")},
		"exp with an exponent":         {"exp": raw("1.79543526e9")},
		"nbf and iat missing":          {"nbf": nil, "iat": nil},
		"unknown claims of any type":   {"x": 1, "y": raw(`[{}]`), "z": nil, "metadata": raw(`{"sub":1,"SUB":2}`)},
	} {
		t.Run("accepted: "+name, func(t *testing.T) { accepted(t, verifier(t), sign(t, ours(), claims(more))) })
	}
}

// Tokens that the instance's key signs for other purposes.
func TestAttackOtherClasses(t *testing.T) {
	for name, token := range map[string]string{
		"a JWT template":           signHeader(t, mint.Header{"cat": verify.CategoryTemplate}, claims(nil)),
		"machine to machine":       signHeader(t, mint.Header{"cat": verify.CategoryMachine}, claims(nil)),
		"an unknown class":         signHeader(t, mint.Header{"cat": "cl_new"}, claims(nil)),
		"an empty class":           signHeader(t, mint.Header{"cat": ""}, claims(nil)),
		"a machine's sub":          sign(t, ours(), claims(mint.Claims{"sub": "mch_1"})),
		"an OAuth access token":    signHeader(t, mint.Header{"typ": "at+jwt"}, claims(nil)),
		"the same, in full":        signHeader(t, mint.Header{"typ": "application/at+jwt"}, claims(nil)),
		"a machine's, other class": signHeader(t, mint.Header{"cat": verify.CategorySession}, claims(mint.Claims{"sub": "mch_1"})),
		"class before the rest":    signHeader(t, mint.Header{"cat": verify.CategoryTemplate, "alg": "none"}, claims(mint.Claims{"exp": 1})),
	} {
		t.Run(name, func(t *testing.T) { refused(t, verifier(t), token, verify.TokenTypeMismatch) })
	}
	for name, typ := range map[string]any{"jwt": "jwt", "JOSE": "JOSE", "empty": "", "logout+jwt": "logout+jwt", "AT+JWT": "AT+JWT"} {
		t.Run("typ "+name, func(t *testing.T) {
			refused(t, verifier(t), signHeader(t, mint.Header{"typ": typ}, claims(nil)), verify.TokenInvalid)
		})
	}
	accepted(t, verifier(t), signHeader(t, mint.Header{"typ": nil}, claims(nil)))
	accepted(t, verifier(t), signHeader(t, mint.Header{"cat": verify.CategorySession}, claims(nil)))
	accepted(t, verifier(t), signHeader(t, mint.Header{"cat": verify.CategoryAny}, claims(nil)))
	accepted(t, verifier(t, verify.AllowCategories(verify.CategoryTemplate)), signHeader(t, mint.Header{"cat": verify.CategoryTemplate}, claims(nil)))
	accepted(t, verifier(t, verify.WithType("custom+jwt")), signHeader(t, mint.Header{"typ": "custom+jwt"}, claims(nil)))
	machines := verifier(t, verify.AllowMachineTokens())
	accepted(t, machines, sign(t, ours(), claims(mint.Claims{"sub": "mch_1"})))
	accepted(t, machines, signHeader(t, mint.Header{"typ": "at+jwt"}, claims(nil)))
	accepted(t, machines, signHeader(t, mint.Header{"cat": verify.CategoryMachine}, claims(nil)))
	refused(t, machines, signHeader(t, mint.Header{"cat": verify.CategoryTemplate}, claims(nil)), verify.TokenTypeMismatch)
}

func TestAttackWeakKeys(t *testing.T) {
	small := must(rsa.GenerateKey(rand.Reader, 1024))
	if _, err := verify.NewKey(&small.PublicKey, "", ""); err == nil {
		t.Error("a key of 1024 bits was accepted")
	}
	public := ours().Public().Public().(*rsa.PublicKey)
	for _, e := range []int{1, 2, 3, 17, 65536} {
		if _, err := verify.NewKey(&rsa.PublicKey{N: public.N, E: e}, "", ""); err == nil {
			t.Errorf("the exponent %d was accepted", e)
		}
	}
	for _, k := range []any{nil, "key", []byte("key"), small, (*rsa.PublicKey)(nil), &rsa.PublicKey{}, (*ecdsa.PublicKey)(nil)} {
		if _, err := verify.NewKey(k, "", ""); err == nil {
			t.Errorf("%T was accepted as a key", k)
		}
	}
}

// A good signature over expired claims, and the reverse: the signature is judged first,
// so that nothing is said about claims that nobody signed.
func TestAttackOrderOfChecks(t *testing.T) {
	bad := claims(mint.Claims{"exp": 1, "azp": "https://evil.example", "iss": "https://evil.example"})
	forged := must(theirs().SignHeader(mint.Header{"kid": "ins_ours"}, bad))
	refused(t, verifier(t, verify.WithIssuer(verifytest.Issuer)), forged, verify.TokenInvalidSignature)
	all := verifier(t, verify.WithIssuer(verifytest.Issuer)).Report(t.Context(), forged)
	var reasons []string
	for _, e := range all.Failures {
		reasons = append(reasons, string(e.Reason))
	}
	if got := strings.Join(reasons, " "); got != "token-invalid-signature token-invalid-authorized-parties token-invalid-issuer token-expired" {
		t.Errorf("Report lists %s", got)
	}
	if all.Key != nil {
		t.Error("Report names a key for a forged signature")
	}
}
