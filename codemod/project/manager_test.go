package project

import (
	"path/filepath"
	"testing"
)

func TestManager(t *testing.T) {
	for _, tt := range []struct {
		name    string
		files   map[string]string
		manager string
		dir     string
	}{
		{"npm", map[string]string{"a/package.json": "{}", "a/package-lock.json": ""}, "npm", "a"},
		{"shrinkwrap", map[string]string{"a/npm-shrinkwrap.json": ""}, "npm", "a"},
		{"yarn", map[string]string{"a/yarn.lock": "", "a/package-lock.json": ""}, "yarn", "a"},
		{"pnpm at the root", map[string]string{"a/package.json": "{}", "pnpm-lock.yaml": ""}, "pnpm", "."},
		{"pnpm without a lock file", map[string]string{"a/package.json": "{}", "pnpm-workspace.yaml": ""}, "pnpm", "."},
		{"bun", map[string]string{"bun.lock": ""}, "bun", "."},
		{"bun, old", map[string]string{"bun.lockb": ""}, "bun", "."},
		{"the field", map[string]string{"a/package.json": `{"packageManager": "pnpm@8.6.0+sha256.abc"}`, "a/yarn.lock": ""}, "pnpm", "a"},
		{"an unknown field", map[string]string{"a/package.json": `{"packageManager": "cnpm@8"}`, "yarn.lock": ""}, "yarn", "."},
		{"the nearest", map[string]string{"a/yarn.lock": "", "package.json": `{"packageManager": "pnpm@8.6.0"}`}, "yarn", "a"},
		{"none", map[string]string{"a/package.json": "{}"}, "", ""},
		{"a folder of that name", map[string]string{"a/yarn.lock/x": ""}, "", ""},
	} {
		root := tree(t, tt.files)
		got, ok := New(root, versions()).Manager(filepath.Join(root, "a"))
		if ok != (tt.manager != "") || got.Name != tt.manager {
			t.Errorf("%s: %+v, %v; want %q", tt.name, got, ok, tt.manager)
			continue
		}
		if ok && (got.Dir != filepath.Join(root, tt.dir) || got.Install() != tt.manager+" install") {
			t.Errorf("%s: %+v, %q", tt.name, got, got.Install())
		}
	}
}
