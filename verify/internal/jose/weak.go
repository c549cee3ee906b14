package jose

import (
	"crypto/rsa"
	"encoding/hex"
	"fmt"
	"math/big"
)

const (
	minModulus  = 2048
	maxModulus  = 8192 // a larger one makes every verification slow
	minExponent = 65537
)

// checkRSA refuses keys whose signatures can be forged or whose use is a mistake.
func checkRSA(p *rsa.PublicKey) error {
	if p == nil || p.N == nil || p.N.Sign() <= 0 {
		return fmt.Errorf("the RSA key has no modulus")
	}
	switch bits := p.N.BitLen(); {
	case bits < minModulus:
		return fmt.Errorf("the RSA key has %d bits; at least %d are needed", bits, minModulus)
	case bits > maxModulus:
		return fmt.Errorf("the RSA key has %d bits; at most %d are accepted", bits, maxModulus)
	case p.E&1 == 0:
		return fmt.Errorf("the RSA key has the even exponent %d", p.E)
	case p.E < minExponent:
		return fmt.Errorf("the RSA key has the exponent %d; at least %d is needed", p.E, minExponent)
	}
	return checkModulus(p.N)
}

// checkModulus looks at the modulus modulo small primes. A factor among them
// means that the key is broken or made up. A modulus that is a power of 65537
// modulo every one of the primes up to 167 was made by the Infineon library of
// CVE-2017-15361 (ROCA): its primes have that shape, and a sound modulus passes
// for one with a chance of about one in 2^27.
func checkModulus(n *big.Int) error {
	roca := true
	var quotient, rest, prime big.Int
	for _, p := range smallPrimes {
		quotient.QuoRem(n, prime.SetInt64(p), &rest)
		r := rest.Int64()
		if r == 0 {
			return fmt.Errorf("the RSA modulus has the small factor %d", p)
		}
		if roca && p > 2 && !powerOf65537(r, p) {
			roca = false
		}
	}
	if roca {
		return fmt.Errorf("the RSA key was made by a flawed library (ROCA, CVE-2017-15361) and can be factored")
	}
	return nil
}

var smallPrimes = [...]int64{
	2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79,
	83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
}

// smallOrder tells whether an Ed25519 key is one of the points whose order divides 8, in
// any of their encodings. Their multiples are so few that a signature can be guessed.
func smallOrder(key []byte) bool {
	const (
		orderEight    = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
		orderEightToo = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
	)
	y := append([]byte(nil), key...)
	y[31] &= 0x7f // the sign of x, which does not change the order
	switch hex.EncodeToString(y) {
	case orderEight, orderEightToo: // order 8
		return true
	}
	// The others have y of 0, 1 or -1, or the same plus the prime 2^255 - 19.
	middle := y[1:31]
	switch {
	case y[31] == 0 && uniform(middle, 0):
		return y[0] <= 1
	case y[31] == 0x7f && uniform(middle, 0xff):
		return y[0] >= 0xec && y[0] <= 0xee
	}
	return false
}

func uniform(b []byte, value byte) bool {
	for _, c := range b {
		if c != value {
			return false
		}
	}
	return true
}

func powerOf65537(r, p int64) bool {
	g := int64(65537) % p
	for x, i := int64(1), int64(0); i < p; i++ {
		if x == r {
			return true
		}
		x = x * g % p
	}
	return false
}
