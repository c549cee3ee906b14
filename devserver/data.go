package devserver

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
)

// Data says what certain users and sessions look like, by their ids, in the
// words of the Backend API. A field that it leaves out is made up; one that is
// there, metadata too, is taken as a whole.
type Data struct {
	Users    map[string]map[string]any `json:"users"`
	Sessions map[string]map[string]any `json:"sessions"`
}

// ParseData reads Data from JSON.
func ParseData(text string) (Data, error) {
	var d Data
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return Data{}, fmt.Errorf("it is not a JSON object with users and sessions: %w", err)
	}
	for id := range d.Users {
		if !strings.HasPrefix(id, "user_") {
			return Data{}, fmt.Errorf("the id %q of a user does not start with user_", id)
		}
	}
	for id := range d.Sessions {
		if !strings.HasPrefix(id, "sess_") {
			return Data{}, fmt.Errorf("the id %q of a session does not start with sess_", id)
		}
	}
	return d, nil
}

// user is the user with an id, as the Backend API writes one. There is one for
// every id of the right form.
func (s *Server) user(id string) map[string]any {
	if !strings.HasPrefix(id, "user_") || len(id) > 100 {
		return nil
	}
	name := id[len("user_"):]
	created := millis(s.now().Add(-24 * time.Hour))
	email := "idn_" + name
	return with(map[string]any{
		"id":                       id,
		"object":                   "user",
		"external_id":              nil,
		"username":                 nil,
		"first_name":               "Ada",
		"last_name":                "Lovelace",
		"gender":                   "",
		"birthday":                 "",
		"profile_image_url":        "",
		"image_url":                "",
		"has_image":                false,
		"primary_email_address_id": email,
		"primary_phone_number_id":  nil,
		"primary_web3_wallet_id":   nil,
		"password_enabled":         false,
		"two_factor_enabled":       false,
		"totp_enabled":             false,
		"backup_code_enabled":      false,
		"banned":                   false,
		"locked":                   false,
		"email_addresses": []any{map[string]any{
			"id": email, "object": "email_address", "email_address": "ada@app.test",
			"verification": map[string]any{"status": "verified", "strategy": "email_code", "attempts": 1, "expire_at": nil},
			"linked_to":    []any{},
		}},
		"phone_numbers":     []any{},
		"web3_wallets":      []any{},
		"external_accounts": []any{},
		"saml_accounts":     []any{},
		"public_metadata":   map[string]any{},
		// Something to look for in what a browser gets: it must not be there.
		"private_metadata": map[string]any{"secret": "private-metadata-of-" + id},
		"unsafe_metadata":  map[string]any{},
		"last_sign_in_at":  millis(s.now()),
		"created_at":       created,
		"updated_at":       created,
	}, s.Data.Users[id])
}

// session is the session with an id. Which user it belongs to the id says, as
// it does in the tokens of `clerkctl token sign`: sess_ada is user_ada's.
func (s *Server) session(id string) map[string]any {
	if !strings.HasPrefix(id, "sess_") || len(id) > 100 {
		return nil
	}
	name := id[len("sess_"):]
	now := s.now()
	return with(map[string]any{
		"id":             id,
		"object":         "session",
		"client_id":      "client_" + name,
		"user_id":        "user_" + name,
		"status":         "active",
		"last_active_at": millis(now),
		"expire_at":      millis(now.Add(7 * 24 * time.Hour)),
		"abandon_at":     millis(now.Add(30 * 24 * time.Hour)),
		"created_at":     millis(now.Add(-time.Hour)),
		"updated_at":     millis(now),
	}, s.Data.Sessions[id])
}

// with adds and replaces fields.
func with(object, more map[string]any) map[string]any {
	maps.Copy(object, more)
	return object
}

func (s *Server) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

func millis(t time.Time) int64 { return t.UnixMilli() }
