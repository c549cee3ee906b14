package verify_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

func TestSessionOfVersion1(t *testing.T) {
	s := accepted(t, verifier(t), sign(t, ours(), claims(mint.Claims{
		"aud": []string{"a", "b"}, "sts": "active", "fva": []int{3, -1},
		"act":    map[string]any{"sub": "user_support", "type": "agent", "iss": "x"},
		"org_id": "org_1", "org_slug": "acme", "org_role": "org:admin", "org_permissions": []string{"org:a:read", "org:a:write"},
		"o": map[string]any{"id": "org_2"}, "fea": "u:dark-mode,o:billing,uo:chat,x:future", "pla": "u:pro",
		"custom": map[string]any{"tier": 3},
	})))
	if s.UserID != "user_test" || s.SessionID != "sess_test" || s.Issuer != verifytest.Issuer || s.AuthorizedParty != verifytest.Origin ||
		!reflect.DeepEqual(s.Audience, []string{"a", "b"}) || s.KeyID != "ins_ours" || s.Algorithm != "RS256" || s.Version != 1 || s.Status != "active" {
		t.Errorf("got %+v", s)
	}
	if !s.IssuedAt.Equal(noon) || !s.NotBefore.Equal(noon.Add(-10*time.Second)) || !s.Expiry.Equal(noon.Add(time.Minute)) || s.Expiry.Location() != time.UTC {
		t.Errorf("dates %v %v %v", s.IssuedAt, s.NotBefore, s.Expiry)
	}
	if *s.Actor != (verify.Actor{UserID: "user_support", Type: "agent"}) || *s.FactorAges != (verify.FactorAges{First: 3 * time.Minute, Second: -time.Minute}) {
		t.Errorf("actor %v, factors %v", s.Actor, s.FactorAges)
	}
	if !reflect.DeepEqual(*s.Org, verify.Organization{ID: "org_1", Slug: "acme", Role: "org:admin", Permissions: []string{"org:a:read", "org:a:write"}}) {
		t.Errorf("organisation %+v", s.Org)
	}
	if want := []verify.Entitlement{{Name: "dark-mode", User: true}, {Name: "billing", Org: true}, {Name: "chat", User: true, Org: true}}; !reflect.DeepEqual(s.Features, want) {
		t.Errorf("features %v", s.Features)
	}
	var custom struct {
		Custom struct{ Tier int }
		Exp    int64
	}
	if err := s.Claims(&custom); err != nil || custom.Custom.Tier != 3 || custom.Exp != s.Expiry.Unix() {
		t.Errorf("custom claims %+v, %v", custom, err)
	}
	if err := s.Claims(&struct{ Custom int }{}); err == nil {
		t.Error("claims that do not fit were decoded")
	}
	if !json.Valid(s.RawClaims()) || !strings.Contains(string(s.RawClaims()), `"tier":3`) {
		t.Errorf("raw claims %s", s.RawClaims())
	}
}

func TestSessionOfVersion2(t *testing.T) {
	for name, c := range map[string]struct {
		fea         string
		o           map[string]any
		permissions []string
	}{
		"bits, lowest first":       {"o:impersonation,o:memberships", map[string]any{"per": "read,manage", "fpm": "1,3"}, []string{"org:impersonation:read", "org:memberships:read", "org:memberships:manage"}},
		"only organisation's":      {"u:x,o:a,uo:b,u:y,ou:c", map[string]any{"per": "r", "fpm": "1,0,1"}, []string{"org:a:r", "org:c:r"}},
		"more features than masks": {"o:a,o:b", map[string]any{"per": "r", "fpm": "1"}, []string{"org:a:r"}},
		"more masks than features": {"o:a", map[string]any{"per": "r", "fpm": "1,1,1"}, []string{"org:a:r"}},
		"bits beyond the names":    {"o:a", map[string]any{"per": "r,w", "fpm": "255"}, []string{"org:a:r", "org:a:w"}},
		"spaces":                   {" o:a , o:b ", map[string]any{"per": "r, w", "fpm": "1, 2"}, []string{"org:a:r", "org:b:w"}},
		"no mask":                  {"o:a", map[string]any{"per": "r"}, nil},
		"no names":                 {"o:a", map[string]any{"fpm": "1"}, nil},
		"a mask that is no number": {"o:a,o:b", map[string]any{"per": "r", "fpm": "x,1"}, []string{"org:b:r"}},
		"a negative mask":          {"o:a", map[string]any{"per": "r", "fpm": "-1"}, nil},
		"a mask of 70 bits":        {"o:a", map[string]any{"per": strings.Repeat("p,", 69) + "last", "fpm": "590295810358705651712"}, []string{"org:a:last"}},
	} {
		t.Run(name, func(t *testing.T) {
			c.o["id"], c.o["rol"], c.o["slg"] = "org_1", "admin", "acme"
			s := accepted(t, verifier(t), sign(t, ours(), claims(mint.Claims{"v": 2, "o": c.o, "fea": c.fea, "org_id": "org_old", "org_role": "org:owner"})))
			if s.Version != 2 || s.Org == nil || s.Org.ID != "org_1" || s.Org.Role != "org:admin" || s.Org.Slug != "acme" {
				t.Fatalf("organisation %+v", s.Org)
			}
			if !reflect.DeepEqual(s.Org.Permissions, c.permissions) {
				t.Errorf("permissions %v, want %v", s.Org.Permissions, c.permissions)
			}
		})
	}
	for name, more := range map[string]mint.Claims{
		"no organisation":         {"v": 2},
		"null":                    {"v": 2, "o": json.RawMessage("null")},
		"no id":                   {"v": 2, "o": map[string]any{"rol": "admin"}},
		"version 1's only":        {"v": 2, "org_id": "org_1"},
		"version as a string":     {"v": "2", "o": map[string]any{"id": "org_1"}},
		"a version of the future": {"v": 3, "o": map[string]any{"id": "org_1"}},
	} {
		t.Run(name, func(t *testing.T) {
			if s := accepted(t, verifier(t), sign(t, ours(), claims(more))); s.Org != nil {
				t.Errorf("organisation %+v", s.Org)
			}
		})
	}
	if s := accepted(t, verifier(t), sign(t, ours(), claims(mint.Claims{"v": json.RawMessage("2.0"), "o": map[string]any{"id": "org_1"}}))); s.Version != 2 || s.Org == nil {
		t.Errorf("2.0 is 2, but the version is %d", s.Version)
	}
}

func TestHas(t *testing.T) {
	s := &verify.Session{
		UserID:   "user_1",
		Org:      &verify.Organization{ID: "org_1", Role: "org:admin", Permissions: []string{"org:billing:read"}},
		Features: []verify.Entitlement{{Name: "chat", User: true}, {Name: "sso", Org: true}},
		Plans:    []verify.Entitlement{{Name: "pro", User: true, Org: true}},
	}
	for _, c := range []struct {
		all  []verify.Requirement
		want bool
	}{
		{[]verify.Requirement{verify.Role("org:admin")}, true},
		{[]verify.Requirement{verify.Role("admin")}, true},
		{[]verify.Requirement{verify.Role("org:org:admin")}, true},
		{[]verify.Requirement{verify.Role("member")}, false},
		{[]verify.Requirement{verify.Role("")}, false},
		{[]verify.Requirement{verify.Permission("org:billing:read")}, true},
		{[]verify.Requirement{verify.Permission("billing:read")}, true},
		{[]verify.Requirement{verify.Permission("org:billing:manage")}, false},
		{[]verify.Requirement{verify.Feature("chat")}, true},
		{[]verify.Requirement{verify.Feature("user:chat")}, true},
		{[]verify.Requirement{verify.Feature("u:chat")}, true},
		{[]verify.Requirement{verify.Feature("org:chat")}, false},
		{[]verify.Requirement{verify.Feature("org:sso")}, true},
		{[]verify.Requirement{verify.Feature("team:sso")}, false},
		{[]verify.Requirement{verify.Feature("org:")}, false},
		{[]verify.Requirement{verify.Plan("pro"), verify.Role("admin")}, true},
		{[]verify.Requirement{verify.Plan("pro"), verify.Role("member")}, false},
		{[]verify.Requirement{{}}, false},
		{nil, false},
	} {
		if got := s.Has(c.all...); got != c.want {
			t.Errorf("Has(%v) = %v", c.all, got)
		}
	}
	var nobody *verify.Session
	if nobody.Has(verify.Role("admin")) || (&verify.Session{UserID: "u"}).Has(verify.Role("admin")) || (&verify.Session{Org: s.Org}).Has(verify.Role("admin")) {
		t.Error("nobody has a role")
	}
}

// Whatever prints a value of this package, the token is not in it.
func TestNothingPrintsTheToken(t *testing.T) {
	token := sign(t, ours(), claims(nil))
	signature := token[strings.LastIndexByte(token, '.')+1:]
	v := verifier(t)
	s := accepted(t, v, token)
	state := v.Authenticate(verifytest.Bearer(token))
	unverified := must(verify.Decode(token))
	auth := state.Auth()
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for _, value := range []any{s, *s, state, &state, auth, &auth, unverified, ours(), struct{ S *verify.Session }{s}, []verify.Auth{auth}, v.Report(t.Context(), token)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			text := fmt.Sprintf(verb, value)
			if strings.Contains(text, signature) || strings.Contains(text, token[:60]) {
				t.Errorf("%s of %T shows the token", verb, value)
			}
		}
		logger.Info("value", "value", value)
	}
	encoded := string(must(json.Marshal([]any{s, state, auth, unverified})))
	if strings.Contains(encoded, signature) || strings.Contains(log.String(), signature) {
		t.Error("JSON or a log shows the token")
	}
	got, err := auth.GetToken(t.Context())
	if err != nil || got != token {
		t.Errorf("GetToken gives %v", err)
	}
}
