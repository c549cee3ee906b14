package jose

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"
)

var testRSA = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func spki(t *testing.T, public any) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func TestReadPEMForms(t *testing.T) {
	k := testRSA()
	der := spki(t, &k.PublicKey)
	block := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	line := base64.StdEncoding.EncodeToString(der)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "x"}, NotAfter: time.Now().Add(-time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"a PEM file":                  block,
		"without the last line end":   strings.TrimSpace(block),
		"with CR LF":                  strings.ReplaceAll(block, "\n", "\r\n"),
		"literal \\n, as in .env":     strings.ReplaceAll(block, "\n", `\n`),
		"literal \\r\\n":              strings.ReplaceAll(block, "\n", `\r\n`),
		"literal \\n in quotes":       `"` + strings.ReplaceAll(block, "\n", `\n`) + `"`,
		"in single quotes":            "'" + block + "'",
		"on one line":                 strings.ReplaceAll(block, "\n", ""),
		"on one line with spaces":     strings.ReplaceAll(block, "\n", " "),
		"the body on one line":        line,
		"the body on many lines":      block[len("-----BEGIN PUBLIC KEY-----"):strings.Index(block, "-----END")],
		"indented":                    "    " + strings.ReplaceAll(block, "\n", "\n    "),
		"with text before":            "here is my key:\n" + block,
		"PKCS #1":                     string(pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(&k.PublicKey)})),
		"a certificate, long expired": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})),
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ReadPEM(text)
			if err != nil {
				t.Fatal(err)
			}
			if !k.PublicKey.Equal(p) {
				t.Error("another key came out")
			}
		})
	}
}

func TestReadPEMRefuses(t *testing.T) {
	k := testRSA()
	der := spki(t, &k.PublicKey)
	block := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	pkcs8, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	private := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))
	for name, c := range map[string]struct{ text, want string }{
		"nothing":                    {"", "empty"},
		"only quotes":                {`""`, "empty"},
		"a private key":              {private, "private key"},
		"a private key, PKCS #1":     {string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(k)})), "private key"},
		"a private key, body only":   {base64.StdEncoding.EncodeToString(pkcs8), "private key"},
		"PKCS #1 private, body only": {base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PrivateKey(k)), "private key"},
		"an encrypted private key":   {"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "private key"},
		"an OpenSSH private key":     {"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "private key"},
		"a secret key":               {"sk_test_abc", "secret key"},
		"a publishable key":          {"pk_test_abc", "publishable key"},
		"a JWK":                      {`{"kty":"RSA"}`, "JSON"},
		"an SSH key":                 {"ssh-rsa AAAA me@host", "SSH"},
		"an address":                 {"https://api.clerk.com/v1/jwks", "address"},
		"two keys":                   {block + block, "more than one"},
		"cut off":                    {block[:200], "cut off"},
		"cut off before END":         {strings.Split(block, "-----END")[0], "cut off"},
		"no BEGIN":                   {block[30:], "no BEGIN"},
		"another END":                {strings.Replace(block, "END PUBLIC KEY", "END RSA PUBLIC KEY", 1), "no END line"},
		"base64url":                  {strings.NewReplacer("+", "-", "/", "_").Replace(base64.StdEncoding.EncodeToString(der)) + "-_", "not base64"},
		"base64 of the PEM":          {base64.StdEncoding.EncodeToString([]byte(block)), "decode it once"},
		"something else in base64":   {base64.StdEncoding.EncodeToString([]byte("hello")), "no public key"},
		"another block":              {"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----", "not a public key"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadPEM(c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want it to say %q", err, c.want)
			}
			if len(err.Error()) > 200 || strings.Contains(err.Error(), "MII") || strings.Contains(err.Error(), "sk_test_abc") {
				t.Errorf("the error shows key material: %v", err)
			}
		})
	}
}

func jwkRSA(k *rsa.PublicKey, more string) string {
	return fmt.Sprintf(`{"kty":"RSA","kid":"a","n":%q,"e":%q%s}`, b64(k.N.Bytes()), b64(big.NewInt(int64(k.E)).Bytes()), more)
}

func TestReadJWK(t *testing.T) {
	k := testRSA()
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	point, err := ec.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	ed, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		text string
		fits []string
	}{
		"RSA":              {jwkRSA(&k.PublicKey, ""), []string{"RS256", "RS384", "RS512"}},
		"RSA for RS256":    {jwkRSA(&k.PublicKey, `,"use":"sig","alg":"RS256"`), []string{"RS256"}},
		"RSA with key_ops": {jwkRSA(&k.PublicKey, `,"key_ops":["sign","verify"]`), []string{"RS256", "RS384", "RS512"}},
		"P-256":            {fmt.Sprintf(`{"kty":"EC","crv":"P-256","x":%q,"y":%q}`, b64(point[1:33]), b64(point[33:])), []string{"ES256"}},
		"Ed25519":          {fmt.Sprintf(`{"kty":"OKP","crv":"Ed25519","x":%q}`, b64(ed)), []string{"EdDSA"}},
		"unknown members":  {jwkRSA(&k.PublicKey, `,"x5t":"a","custom":{"d":1}`), []string{"RS256", "RS384", "RS512"}},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := ReadJWK(c.text)
			if err != nil {
				t.Fatal(err)
			}
			var fits []string
			for _, alg := range append(Algorithms(), "none", "HS256", "PS256", "", "rs256", "ES384") {
				if key.Fits(alg) {
					fits = append(fits, alg)
				}
			}
			if strings.Join(fits, " ") != strings.Join(c.fits, " ") {
				t.Errorf("fits %v, want %v", fits, c.fits)
			}
		})
	}
}

func TestReadJWKRefuses(t *testing.T) {
	k := testRSA()
	good := jwkRSA(&k.PublicKey, "")
	with := func(n *big.Int, e int64) string {
		return fmt.Sprintf(`{"kty":"RSA","n":%q,"e":%q}`, b64(n.Bytes()), b64(big.NewInt(e).Bytes()))
	}
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	x := b64(p384.X.FillBytes(make([]byte, 48)))
	y := b64(p384.Y.FillBytes(make([]byte, 48)))
	for name, text := range map[string]string{
		"not JSON":                   `{`,
		"a set":                      `{"keys":[` + good + `]}`,
		"a list":                     `[` + good + `]`,
		"kty twice":                  `{"kty":"oct","kty":"RSA"}`,
		"no kty":                     `{"kid":"a"}`,
		"a symmetric key":            `{"kty":"oct","k":"AAAA"}`,
		"an unknown kty":             `{"kty":"AKP"}`,
		"a private key":              jwkRSA(&k.PublicKey, `,"d":"AQAB"`),
		"a private EC key":           `{"kty":"EC","crv":"P-256","d":"AA"}`,
		"for encryption":             jwkRSA(&k.PublicKey, `,"use":"enc"`),
		"key_ops encrypt":            jwkRSA(&k.PublicKey, `,"key_ops":["encrypt"]`),
		"key_ops empty":              jwkRSA(&k.PublicKey, `,"key_ops":[]`),
		"key_ops a string":           jwkRSA(&k.PublicKey, `,"key_ops":"verify"`),
		"alg for encryption":         jwkRSA(&k.PublicKey, `,"alg":"RSA-OAEP"`),
		"alg of another type":        jwkRSA(&k.PublicKey, `,"alg":"ES256"`),
		"alg none":                   jwkRSA(&k.PublicKey, `,"alg":"none"`),
		"alg HS256":                  jwkRSA(&k.PublicKey, `,"alg":"HS256"`),
		"alg a number":               jwkRSA(&k.PublicKey, `,"alg":1`),
		"kid a number":               `{"kty":"RSA","kid":1}`,
		"no n":                       `{"kty":"RSA","e":"AQAB"}`,
		"no e":                       fmt.Sprintf(`{"kty":"RSA","n":%q}`, b64(k.N.Bytes())),
		"n padded":                   strings.Replace(good, `","e"`, `==","e"`, 1),
		"n with a zero in front":     fmt.Sprintf(`{"kty":"RSA","n":%q,"e":"AQAB"}`, b64(append([]byte{0}, k.N.Bytes()...))),
		"1024 bits":                  jwkRSA(&small.PublicKey, ""),
		"9000 bits":                  with(new(big.Int).SetBit(new(big.Int).Set(k.N), 9000, 1), 65537),
		"exponent 1":                 with(k.N, 1),
		"exponent 3":                 with(k.N, 3),
		"exponent 65536":             with(k.N, 65536),
		"exponent of 33 bits":        with(k.N, 1<<32+1),
		"even modulus":               with(new(big.Int).Lsh(k.N, 1), 65537),
		"modulus divisible by 3":     with(new(big.Int).Mul(k.N, big.NewInt(3)), 65537),
		"modulus zero":               with(big.NewInt(0), 65537),
		"P-384":                      fmt.Sprintf(`{"kty":"EC","crv":"P-384","x":%q,"y":%q}`, x, y),
		"P-256 with P-384's numbers": fmt.Sprintf(`{"kty":"EC","crv":"P-256","x":%q,"y":%q}`, x, y),
		"a point off the curve":      fmt.Sprintf(`{"kty":"EC","crv":"P-256","x":%q,"y":%q}`, b64(make([]byte, 32)), b64(make([]byte, 32))),
		"X25519":                     `{"kty":"OKP","crv":"X25519","x":"AA"}`,
		"Ed25519 too short":          `{"kty":"OKP","crv":"Ed25519","x":"AAAA"}`,
	} {
		t.Run(name, func(t *testing.T) {
			if key, err := ReadJWK(text); err == nil {
				t.Errorf("was accepted as %s", key.Describe())
			}
		})
	}
}

// rocaModulus makes a modulus with the fingerprint of the flawed library: a power of
// 65537 modulo the product of the primes it was built on.
func rocaModulus() *big.Int {
	m := big.NewInt(1)
	for p := int64(3); p <= 167; p++ {
		if big.NewInt(p).ProbablyPrime(0) {
			m.Mul(m, big.NewInt(p))
		}
	}
	n := new(big.Int).Exp(big.NewInt(65537), big.NewInt(12345), m)
	n.Add(n, new(big.Int).Mul(m, new(big.Int).Lsh(big.NewInt(1), 1830)))
	for n.Bit(0) == 0 || n.BitLen() < 2048 {
		n.Add(n, m)
		if n.BitLen() < 2048 {
			n.Add(n, new(big.Int).Mul(m, new(big.Int).Lsh(big.NewInt(1), 1835)))
		}
	}
	return n
}

// TestSmallOrder shows for each refused point why: crypto/ed25519 takes a signature that
// was made without any key.
func TestSmallOrder(t *testing.T) {
	ff := strings.Repeat("ff", 30)
	for name, text := range map[string]string{
		"order 1":             "01" + strings.Repeat("00", 31),
		"order 2":             "ec" + ff + "7f",
		"order 4":             strings.Repeat("00", 32),
		"order 4, negative":   strings.Repeat("00", 31) + "80",
		"order 8":             "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"order 8, negative":   "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
		"order 8, other":      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
		"order 8, other, neg": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
		"order 4, not canon":  "ed" + ff + "7f",
		"order 1, not canon":  "ee" + ff + "7f",
	} {
		t.Run(name, func(t *testing.T) {
			key := ed25519.PublicKey(must(hex.DecodeString(text)))
			if _, err := NewKey(key, "", ""); err == nil {
				t.Error("was accepted")
			}
			forged := append([]byte{1}, make([]byte, 63)...) // R is the identity, S is zero
			good := 0
			for i := range 200 {
				if ed25519.Verify(key, []byte{byte(i)}, forged) {
					good++
				}
			}
			if good == 0 {
				t.Error("no forgery succeeds, so the point need not be refused")
			}
		})
	}
	for _, text := range []string{"02" + strings.Repeat("00", 31), "eb" + ff + "7f", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"} {
		if smallOrder(must(hex.DecodeString(text))) {
			t.Errorf("%s was refused", text)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestROCA(t *testing.T) {
	_, err := NewKey(&rsa.PublicKey{N: rocaModulus(), E: 65537}, "", "")
	if err == nil || !strings.Contains(err.Error(), "ROCA") {
		t.Errorf("got %v", err)
	}
}

func TestReadJWKS(t *testing.T) {
	k := testRSA()
	good := jwkRSA(&k.PublicKey, "")
	keys, skipped, err := ReadJWKS(`{"keys":[` + good + `,{"kty":"oct","kid":"s","k":"AA"},{"kty":"EC","crv":"P-521"},{"kty":"new"}],"more":1}`)
	if err != nil || len(keys) != 1 || len(skipped) != 3 {
		t.Fatalf("%d keys, %d skipped, %v", len(keys), len(skipped), err)
	}
	var u *UnsupportedError
	if skipped[0].KeyID != "s" || !errors.As(skipped[0].Err, &u) {
		t.Errorf("skipped %+v", skipped[0])
	}
	for name, text := range map[string]string{
		"no list":                        `{}`,
		"keys an object":                 `{"keys":{}}`,
		"keys null":                      `{"keys":null}`,
		"a bare list":                    `[` + good + `]`,
		"a number":                       `{"keys":[1]}`,
		"a kid twice":                    `{"keys":[` + good + `,` + good + `]}`,
		"kid twice, one for another use": `{"keys":[` + good + `,{"kty":"oct","kid":"a","k":"AA"}]}`,
		"a private key":                  `{"keys":[` + jwkRSA(&k.PublicKey, `,"d":"AQAB"`) + `]}`,
		"a broken key":                   `{"keys":[` + good + `,{"kty":"RSA","kid":"b"}]}`,
		"keys twice":                     `{"keys":[],"keys":[` + good + `]}`,
	} {
		if _, _, err := ReadJWKS(text); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestKeyEqual(t *testing.T) {
	k := testRSA()
	a, err := NewKey(&k.PublicKey, "a", "RS256")
	if err != nil {
		t.Fatal(err)
	}
	public := k.PublicKey
	same, _ := NewKey(&public, "a", "RS256")
	other, _ := NewKey(&public, "b", "RS256")
	free, _ := NewKey(&public, "a", "")
	if !a.Equal(same) || a.Equal(other) || a.Equal(free) {
		t.Error("equality must compare the key, its kid and its alg")
	}
}

// FuzzKeys: no text makes a reader panic, and what it accepts is sound.
func FuzzKeys(f *testing.F) {
	k := testRSA()
	f.Add(jwkRSA(&k.PublicKey, ""))
	f.Add(`{"keys":[` + jwkRSA(&k.PublicKey, `,"alg":"RS256"`) + `]}`)
	f.Add(`{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}`)
	f.Add("-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----")
	f.Fuzz(func(t *testing.T, text string) {
		check := func(key *Key, err error) {
			if err != nil {
				return
			}
			if p, ok := key.Public.(*rsa.PublicKey); ok && (p.N.BitLen() < 2048 || p.E < 65537 || p.E%2 == 0) {
				t.Fatalf("a weak key was accepted: %d bits, exponent %d", p.N.BitLen(), p.E)
			}
			if _, err := json.Marshal(key.ID); err != nil {
				t.Fatal(err)
			}
		}
		check(ReadJWK(text))
		keys, _, err := ReadJWKS(text)
		for _, key := range keys {
			check(key, err)
		}
		if p, err := ReadPEM(text); err == nil {
			check(NewKey(p, "", ""))
		}
	})
}
