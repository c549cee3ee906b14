package project

import (
	"path/filepath"
	"strings"
)

// Manager is the package manager that a project is installed with.
type Manager struct {
	// Name is npm, yarn, pnpm or bun.
	Name string
	// Dir is the absolute folder to install in: where the lock file is, or
	// the package.json that names the manager.
	Dir string
}

// Install is the command that installs what package.json asks for.
func (m Manager) Install() string { return m.Name + " install" }

// Manager finds the package manager for the packages in dir (absolute) by the
// packageManager field and the lock files there and above, up to the root. It
// is false when there is neither; then npm is a fair guess.
func (p *Project) Manager(dir string) (m Manager, ok bool) {
	p.up(dir, func(dir string) bool {
		m.Dir = dir
		if f := p.pkg(dir); f != nil && f.manager != "" {
			name, _, _ := strings.Cut(f.manager, "@")
			switch name {
			case "npm", "yarn", "pnpm", "bun":
				m.Name, ok = name, true
				return true
			}
		}
		// npm's last: its file is left behind most often.
		for _, lock := range [...]struct{ file, manager string }{
			{"pnpm-lock.yaml", "pnpm"},
			{"yarn.lock", "yarn"},
			{"bun.lock", "bun"},
			{"bun.lockb", "bun"},
			{"package-lock.json", "npm"},
			{"npm-shrinkwrap.json", "npm"},
		} {
			if isFile(filepath.Join(dir, lock.file)) {
				m.Name, ok = lock.manager, true
				return true
			}
		}
		if p.has(dir, hasPnpm) {
			m.Name, ok = "pnpm", true
			return true
		}
		return false
	})
	if !ok {
		return Manager{}, false
	}
	return m, true
}
