package bench

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	_ "crypto/sha512" // RS384, RS512
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

// Mode is what is done to a token.
type Mode string

// The modes. Control is the bare cryptography: hash and signature.
const (
	Control Mode = "control"
	Verify  Mode = "verify"
	Cached  Mode = "cached"
	Request Mode = "request"
)

// measured are the modes in the order of reports.
var measured = [...]Mode{Verify, Cached, Request}

// tokens is how many different tokens take turns, so that no mode lives off
// the processor having seen the same bytes a moment ago.
const tokens = 64

const (
	origin      = "https://app.clerkctl.test"
	frontendAPI = "clerk.clerkctl.test"
)

// subject is what is measured for one algorithm.
type subject struct {
	alg        string
	keyBits    int
	tokenBytes int
	ops        map[Mode]func(i int) error
}

// newSubject makes a key and tokens of its own.
func newSubject(alg string) (*subject, error) {
	key, err := mint.Generate(alg, "ins_bench")
	if err != nil {
		return nil, err
	}
	now := time.Now()
	var list []string
	for i := range tokens {
		claims := mint.Session(now, "https://"+frontendAPI, fmt.Sprintf("user_%027d", i), fmt.Sprintf("sess_%027d", i)).
			With(mint.Claims{"azp": origin, "exp": now.Add(24 * time.Hour).Unix()})
		token, err := key.Sign(claims)
		if err != nil {
			return nil, err
		}
		list = append(list, token)
	}
	keys, err := verify.StaticKeys(key.Public())
	if err != nil {
		return nil, err
	}
	return prepare(alg, keys, key.Public(), list, []verify.Option{
		verify.WithAuthorizedParties(origin), verify.WithIssuer("https://" + frontendAPI),
		verify.WithPublishableKey("pk_live_" + base64.StdEncoding.EncodeToString([]byte(frontendAPI+"$"))),
	}, cookieRequest)
}

// ownSubject measures a token that somebody brought. It is verified at the
// time of its own issue, because it has expired by now.
func ownSubject(token, jwks string) (*subject, error) {
	keys, err := verify.StaticJWKS(jwks)
	if err != nil {
		return nil, fmt.Errorf("the keys cannot be used: %w", err)
	}
	peek, err := verify.Decode(token)
	if err != nil {
		return nil, fmt.Errorf("the token cannot be decoded: %w", err)
	}
	public, _, err := verify.ParseJWKS(jwks)
	if err != nil {
		return nil, fmt.Errorf("the keys cannot be used: %w", err)
	}
	s := peek.Session
	if s == nil {
		return nil, errors.New("the token's claims are malformed")
	}
	var fitting *verify.Key
	for _, k := range public {
		if k.ID() == peek.KeyID || len(public) == 1 {
			fitting = k
		}
	}
	if fitting == nil {
		return nil, fmt.Errorf("none of the keys has the token's kid %q", peek.KeyID)
	}
	at := s.IssuedAt
	if at.IsZero() {
		at = s.Expiry.Add(-time.Second)
	}
	return prepare(peek.Algorithm, keys, fitting, []string{token}, []verify.Option{
		verify.AllowAnyAuthorizedParty(),
		verify.WithClock(func() time.Time { return at }),
	}, headerRequest)
}

func prepare(alg string, keys verify.KeySource, key *verify.Key, list []string, opts []verify.Option, request func(string) *http.Request) (*subject, error) {
	opts = append(opts, verify.WithAlgorithms(alg))
	plain, err := verify.New(keys, opts...)
	if err != nil {
		return nil, err
	}
	remembering, err := verify.New(keys, append(opts, verify.WithVerifiedCache(16*tokens))...)
	if err != nil {
		return nil, err
	}
	control, err := controlOf(alg, key.Public(), list)
	if err != nil {
		return nil, err
	}
	var requests []*http.Request
	for _, t := range list {
		requests = append(requests, request(t))
	}
	ctx := context.Background()
	s := &subject{alg: alg, keyBits: bits(key.Public()), tokenBytes: len(list[0])}
	s.ops = map[Mode]func(int) error{
		Control: control,
		Verify: func(i int) error {
			_, err := plain.Verify(ctx, list[i%len(list)])
			return err
		},
		Cached: func(i int) error {
			_, err := remembering.Verify(ctx, list[i%len(list)])
			return err
		},
		Request: func(i int) error {
			if state := plain.Authenticate(requests[i%len(requests)]); state.Status != verify.SignedIn {
				return errors.New("the request is not signed in: " + string(state.Reason))
			}
			return nil
		},
	}
	// Everything is done once before the clock runs: what fails, fails here,
	// and the cache is filled.
	for mode, op := range s.ops {
		for i := range list {
			if err := op(i); err != nil {
				return nil, fmt.Errorf("the token cannot be measured (%s): %w", mode, err)
			}
		}
	}
	return s, nil
}

func cookieRequest(token string) *http.Request {
	r, _ := http.NewRequest(http.MethodGet, origin+"/", nil) // the address is ours and valid
	r.Header.Set("Cookie", "__client_uat="+strconv.FormatInt(time.Now().Add(-time.Hour).Unix(), 10)+"; __session="+token)
	r.Header.Set("Sec-Fetch-Dest", "document")
	return r
}

func headerRequest(token string) *http.Request {
	r, _ := http.NewRequest(http.MethodGet, origin+"/", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	return r
}

func bits(public crypto.PublicKey) int {
	switch k := public.(type) {
	case *rsa.PublicKey:
		return k.N.BitLen()
	case *ecdsa.PublicKey:
		return k.Curve.Params().BitSize
	case ed25519.PublicKey:
		return 8 * len(k)
	}
	return 0
}

// controlOf does what no verifier can do without: hash the signing input and
// check the signature, with the decoding done beforehand.
func controlOf(alg string, public crypto.PublicKey, list []string) (func(int) error, error) {
	type signed struct{ input, signature []byte }
	var all []signed
	for _, token := range list {
		dot := strings.LastIndexByte(token, '.')
		signature, err := base64.RawURLEncoding.DecodeString(token[dot+1:])
		if err != nil {
			return nil, err
		}
		if alg == "ES256" && len(signature) == 64 { // crypto/ecdsa reads ASN.1
			signature, err = asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])})
			if err != nil {
				return nil, err
			}
		}
		all = append(all, signed{[]byte(token[:dot]), signature})
	}
	hash, ok := map[string]crypto.Hash{"RS256": crypto.SHA256, "RS384": crypto.SHA384, "RS512": crypto.SHA512, "ES256": crypto.SHA256, "EdDSA": 0}[alg]
	if !ok {
		return nil, fmt.Errorf("cannot measure the algorithm %q", alg)
	}
	digest := func(b []byte) []byte {
		h := hash.New()
		h.Write(b)
		return h.Sum(nil)
	}
	bad := errors.New("the signature is not this key's")
	return func(i int) error {
		s := &all[i%len(all)]
		good := false
		switch k := public.(type) {
		case *rsa.PublicKey:
			good = rsa.VerifyPKCS1v15(k, hash, digest(s.input), s.signature) == nil
		case *ecdsa.PublicKey:
			good = ecdsa.VerifyASN1(k, digest(s.input), s.signature)
		case ed25519.PublicKey:
			good = ed25519.Verify(k, s.input, s.signature)
		}
		if !good {
			return bad
		}
		return nil
	}, nil
}
