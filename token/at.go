package token

import (
	"strconv"
	"strings"
	"time"
)

// ParseTime reads a point in time as users type it: RFC 3339, a day, seconds
// since 1970, or how far from now ("+30s", "-5m").
func ParseTime(text string, now time.Time) (time.Time, error) {
	if strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-") {
		if d, err := time.ParseDuration(text); err == nil {
			return now.Add(d), nil
		}
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, nil
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && n >= 0 && n <= 253402300799 {
		return time.Unix(n, 0), nil
	}
	return time.Time{}, failf("%s is not a time", Shown(text)).hint("for example 2026-11-23T18:00:00Z, 1795456800, or +30s from now")
}
