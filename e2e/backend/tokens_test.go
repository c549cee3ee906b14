package backend

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

type tokenCase struct {
	name  string
	token string
	options
}

func b64(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

// tokens are the cases for verifyToken.
func (w *world) tokens() []tokenCase {
	var out []tokenCase
	add := func(name, token string, o ...options) {
		c := tokenCase{name: name, token: token}
		if len(o) > 0 {
			c.options = o[0]
		}
		out = append(out, c)
	}
	raw := func(s string) any { return json.RawMessage(s) }
	token := w.sign(good(nil))
	parts := strings.Split(token, ".")
	payload := string(must(json.Marshal(good(nil))))
	head := `{"alg":"RS256","kid":"ins_ours","typ":"JWT"}`
	insert := func(more string) string { return payload[:len(payload)-1] + "," + more + "}" }
	seconds := func(n int) *time.Duration { d := time.Duration(n) * time.Second; return &d }

	// What both accept.
	add("a good token", token)
	add("a good token, keys from the endpoint", token, options{remote: true})
	add("any authorized party", w.sign(good(mint.Claims{"azp": "https://other.example"})), options{anyParty: true})
	add("no azp, any authorized party", w.sign(good(mint.Claims{"azp": nil})), options{anyParty: true})
	add("no typ", w.header(mint.Header{"typ": nil}, good(nil)))
	add("no sid", w.sign(good(mint.Claims{"sid": nil})))
	add("no iss", w.sign(good(mint.Claims{"iss": nil})))
	add("no nbf and no iat", w.sign(good(mint.Claims{"nbf": nil, "iat": nil})))
	add("category session", w.header(mint.Header{"cat": verify.CategorySession}, good(nil)))
	add("category that says nothing", w.header(mint.Header{"cat": verify.CategoryAny}, good(nil)))
	add("version 2 with an organisation", w.sign(good(mint.Claims{"v": 2, "o": map[string]any{"id": "org_1", "rol": "admin", "per": "r,w", "fpm": "3"}, "fea": "o:a"})))
	add("custom claims", w.sign(good(mint.Claims{"metadata": map[string]any{"deep": []any{1, "é", nil}}})))
	add("a fraction of a second", w.sign(good(mint.Claims{"exp": raw("1795435260.9")})))
	add("white space in the JSON", w.raw(" { \"alg\" : \"RS256\", \"kid\":\"ins_ours\" }", "\n"+payload+"\t"))
	add("an escaped name", w.raw(head, strings.Replace(payload, `"sub"`, `"s\u0075b"`, 1)))
	add("another kid, with a PEM", w.header(mint.Header{"kid": "ins_else"}, good(nil)))
	add("a jwk in the header", w.header(mint.Header{"jwk": map[string]any{"kty": "RSA"}, "jku": "https://evil.example"}, good(nil)))
	add("the right audience", w.sign(good(mint.Claims{"aud": []string{"web", "api"}})), options{audience: []string{"api"}})
	add("the right issuer", token, options{issuer: []string{"https://" + liveAPI}})

	// Times.
	for n, name := range map[int]string{-4: "expired within the skew", -5: "expired by the skew", -6: "expired beyond the skew", -3600: "expired long ago"} {
		add(name, w.sign(good(mint.Claims{"exp": now.Unix() + int64(n)})))
	}
	add("expired, no skew", w.sign(good(mint.Claims{"exp": now.Unix()})), options{skew: seconds(0)})
	add("not expired, no skew", w.sign(good(mint.Claims{"exp": now.Unix() + 1})), options{skew: seconds(0)})
	add("expired within a long skew", w.sign(good(mint.Claims{"exp": now.Unix() - 59})), options{skew: seconds(60)})
	for n, name := range map[int]string{5: "nbf at the skew", 6: "nbf beyond the skew"} {
		add(name, w.sign(good(mint.Claims{"nbf": now.Unix() + int64(n)})))
	}
	for n, name := range map[int]string{5: "iat at the skew", 6: "iat beyond the skew"} {
		add(name, w.sign(good(mint.Claims{"iat": now.Unix() + int64(n)})))
	}
	add("nbf beyond, no skew", w.sign(good(mint.Claims{"nbf": now.Unix() + 1})), options{skew: seconds(0)})
	add("exp missing", w.sign(good(mint.Claims{"exp": nil})))
	add("exp a string", w.sign(good(mint.Claims{"exp": "9999999999"})))
	add("exp null", w.sign(good(mint.Claims{"exp": raw("null")})))
	add("exp zero", w.sign(good(mint.Claims{"exp": 0})))
	add("exp negative", w.sign(good(mint.Claims{"exp": -1})))
	add("exp 1e300", w.sign(good(mint.Claims{"exp": raw("1e300")})))
	add("exp 1e400", w.raw(head, strings.Replace(payload, `"exp":1795435260`, `"exp":1e400`, 1)))
	add("nbf a string", w.sign(good(mint.Claims{"nbf": "0"})))
	add("nbf null", w.sign(good(mint.Claims{"nbf": raw("null")})))
	add("iat a string", w.sign(good(mint.Claims{"iat": "0"})))

	// Other claims.
	add("sub missing", w.sign(good(mint.Claims{"sub": nil})))
	add("sub empty", w.sign(good(mint.Claims{"sub": ""})))
	add("sub a number", w.sign(good(mint.Claims{"sub": 1})))
	add("sid a number", w.sign(good(mint.Claims{"sid": 1})))
	add("azp of another", w.sign(good(mint.Claims{"azp": "https://evil.example"})))
	add("azp with a slash", w.sign(good(mint.Claims{"azp": origin + "/"})))
	add("azp missing", w.sign(good(mint.Claims{"azp": nil})))
	add("azp a list", w.sign(good(mint.Claims{"azp": []string{origin}})))
	add("another issuer", w.sign(good(mint.Claims{"iss": "https://evil.example"})), options{issuer: []string{"https://" + liveAPI}})
	add("no issuer, but one asked for", w.sign(good(mint.Claims{"iss": nil})), options{issuer: []string{"https://" + liveAPI}})
	add("another audience", w.sign(good(mint.Claims{"aud": "web"})), options{audience: []string{"api"}})
	add("no audience, but one asked for", token, options{audience: []string{"api"}})
	add("audience a number", w.sign(good(mint.Claims{"aud": 1})), options{audience: []string{"api"}})
	add("fea without a scope", w.sign(good(mint.Claims{"v": 2, "fea": "billing"})))
	add("o a string", w.sign(good(mint.Claims{"v": 2, "o": "org_1"})))

	// Header and class.
	add("typ jwt", w.header(mint.Header{"typ": "jwt"}, good(nil)))
	add("typ at+jwt", w.header(mint.Header{"typ": "at+jwt"}, good(nil)))
	add("category machine", w.header(mint.Header{"cat": verify.CategoryMachine}, good(nil)))
	add("category template", w.header(mint.Header{"cat": verify.CategoryTemplate}, good(nil)))
	add("a machine's sub", w.sign(good(mint.Claims{"sub": "mch_1"})))
	add("crit", w.header(mint.Header{"crit": []string{"exp"}}, good(nil)))
	add("b64 false", w.header(mint.Header{"b64": false}, good(nil)))
	add("alg none", b64(`{"alg":"none"}`)+"."+parts[1]+".")
	add("alg none with a signature", b64(`{"alg":"none"}`)+"."+parts[1]+"."+parts[2])
	add("alg missing", w.header(mint.Header{"alg": nil}, good(nil)))
	add("alg lower case", w.header(mint.Header{"alg": "rs256"}, good(nil)))
	add("alg RS512", w.header(mint.Header{"alg": "RS512"}, good(nil)))
	add("alg PS256", w.header(mint.Header{"alg": "PS256"}, good(nil)))
	mac := hmac.New(sha256.New, []byte(w.pem))
	input := b64(`{"alg":"HS256"}`) + "." + parts[1]
	mac.Write([]byte(input))
	add("HS256 with the public key", input+"."+base64.RawURLEncoding.EncodeToString(mac.Sum(nil)))
	add("another kid, keys from the endpoint", w.header(mint.Header{"kid": "ins_else"}, good(nil)), options{remote: true})
	add("no kid, keys from the endpoint", w.header(mint.Header{"kid": nil}, good(nil)), options{remote: true})
	add("alg none, keys from the endpoint", b64(`{"alg":"none","kid":"ins_else"}`)+"."+parts[1]+".AA", options{remote: true})

	// Signatures and spellings.
	add("signed by another", must(w.evil.SignHeader(mint.Header{"kid": "ins_ours"}, good(nil))))
	add("signed by another, expired", must(w.evil.Sign(good(mint.Claims{"exp": 1}))))
	add("another token's signature", parts[0]+"."+parts[1]+"."+strings.Split(w.sign(good(mint.Claims{"jti": "2"})), ".")[2])
	add("signature cut off", parts[0]+"."+parts[1]+"."+parts[2][:300])
	add("signature empty", parts[0]+"."+parts[1]+".")
	last := parts[2][len(parts[2])-1:]
	add("trailing bits", token[:len(token)-1]+string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[strings.Index("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", last)|1]))
	add("padded signature", token+"==")
	add("line feed behind", token+"\n")
	add("space in front", " "+token)
	add("empty", "")
	add("garbage", "garbage")
	add("two parts", parts[0]+"."+parts[1])
	add("four parts", token+".AA")
	add("JSON serialisation", `{"protected":"`+parts[0]+`"}`)
	add("payload not JSON", w.raw(head, "hello"))
	add("payload a list", w.raw(head, "[]"))
	add("payload null", w.raw(head, "null"))
	add("sub twice", w.raw(head, insert(`"sub":"user_admin"`)))
	add("SUB beside sub", w.raw(head, insert(`"SUB":"user_admin"`)))
	add("alg twice", w.raw(`{"alg":"RS256","alg":"RS256"}`, payload))
	add("byte order mark", w.raw(head, "\ufeff"+payload))
	add("invalid UTF-8", w.raw(head, insert("\"x\":\"\xff\"")))
	add("half a surrogate pair", w.raw(head, insert(`"x":"\ud800"`)))
	add("deep nesting", w.raw(head, insert(`"x":`+strings.Repeat("[", 100)+strings.Repeat("]", 100))))
	add("a token of 20 KiB", w.sign(good(mint.Claims{"x": strings.Repeat("x", 15<<10)})))
	return out
}
