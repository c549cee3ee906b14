// Package corpus writes a made-up application of any size, on which benchmarks
// run. The same options give the same bytes on every machine.
//
// One file in ten uses Clerk, in the shapes that real applications have. The
// others are what stands around them: components, hooks, tables, reducers,
// among them some that only speak of clerks, and some that have a useUser of
// their own.
package corpus

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Options say what to write.
type Options struct {
	// Files is the number of .tsx files; 0 means 2,000, which are 14 MB.
	Files int
	// Seed selects one of many applications of the same kind.
	Seed uint64
	// PassOn adds a module to each application that passes Clerk's hooks on,
	// from which some of the files that use Clerk import them.
	PassOn bool
	// Migrated writes the .tsx files as they have to be after a migration to
	// the SSR beta, by edits that are written down beside each shape. It knows
	// nothing of modules that pass hooks on, and is not for use with PassOn.
	Migrated bool
}

// Stats are what was written.
type Stats struct {
	// Files is the number of .tsx files, Clerk how many of them use Clerk.
	Files, Clerk int
	// Bytes is the size of the .tsx files together.
	Bytes int64
}

// Write writes the application into the folder, which is made if it is
// missing.
func Write(dir string, o Options) (Stats, error) {
	if o.Files <= 0 {
		o.Files = 2_000
	}
	p := newPlan(o)
	group := errgroup.Group{}
	group.SetLimit(4)
	sizes := make([]int, len(p.files))
	for i := range p.files {
		group.Go(func() error {
			text := p.text(i)
			sizes[i] = len(text)
			return write(dir, p.files[i].path, text)
		})
	}
	group.Go(func() error { return p.writeOthers(dir) })
	if err := group.Wait(); err != nil {
		return Stats{}, err
	}
	s := Stats{Files: len(p.files)}
	for i, f := range p.files {
		s.Bytes += int64(sizes[i])
		if f.topic == usesClerk {
			s.Clerk++
		}
	}
	return s, nil
}

func write(dir, path, text string) error {
	path = filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// plan is which files there are. The text of one follows from it alone, so
// that files can be written in any order.
type plan struct {
	options Options
	files   []file
	apps    int
}

// file is one .tsx file.
type file struct {
	path  string // with "/", relative to the application
	name  string // of the component that it is about
	app   int
	topic topic
	size  int // in bytes, about
	// near are the names of components in the same folder, which it may
	// import.
	near []string
}

// topic is what a file has to do with Clerk.
type topic uint8

const (
	plain     topic = iota
	usesClerk       // imports a Clerk package, or what passes its names on
	foreign         // has hooks of the same names from elsewhere
	prose           // speaks of clerks, or of Clerk
)

// filesPerApp is how many files one application of the workspace has.
const filesPerApp = 500

func newPlan(o Options) *plan {
	p := &plan{options: o, apps: (o.Files + filesPerApp - 1) / filesPerApp}
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	taken := map[string]bool{}
	var folder string
	var near []string
	left := 0
	for i := range o.Files {
		if left == 0 || i%filesPerApp == 0 {
			left = 2 + rng.IntN(14)
			folder = folderName(rng)
			near = nil
		}
		left--
		f := file{app: i / filesPerApp, topic: topicOf(i), size: size(rng), near: near}
		f.name = componentName(rng)
		base := f.name
		switch rng.IntN(10) {
		case 0:
			base = "[" + camel(pick(rng, nouns)) + "Id]"
		case 1:
			base = strings.ToLower(f.name[:1]) + f.name[1:]
		}
		f.path = fmt.Sprintf("%s/%s/%s.tsx", appFolder(f.app), folder, base)
		for n := 2; taken[f.path]; n++ {
			f.path = fmt.Sprintf("%s/%s/%s%d.tsx", appFolder(f.app), folder, base, n)
		}
		taken[f.path] = true
		if base == f.name && strings.HasSuffix(f.path, "/"+f.name+".tsx") {
			near = append(near[:len(near):len(near)], f.name)
		}
		p.files = append(p.files, f)
	}
	return p
}

func topicOf(i int) topic {
	switch {
	case i%10 == 3:
		return usesClerk
	case i%25 == 7:
		return foreign
	case i%50 == 11:
		return prose
	}
	return plain
}

// size is a length in bytes as files of applications have: most are short, a
// few are long; 7 KB on average.
func size(rng *rand.Rand) int {
	return int(min(max(4_500*math.Exp(0.8*rng.NormFloat64()), 1_000), 26_000))
}

func appFolder(app int) string {
	if app == 0 {
		return "apps/web"
	}
	return fmt.Sprintf("apps/%s-%d", strings.ToLower(nouns[app%len(nouns)]), app)
}

// folderName is a folder below an application; it may come up again.
func folderName(rng *rand.Rand) string {
	area := pick(rng, areas)
	feature := strings.ToLower(pick(rng, nouns))
	if rng.IntN(3) == 0 {
		feature += "-" + strings.ToLower(pick(rng, nouns))
	}
	parts := []string{"src", area, feature}
	for rng.IntN(3) == 0 && len(parts) < 7 {
		parts = append(parts, strings.ToLower(pick(rng, kinds)))
	}
	return strings.Join(parts, "/")
}

// writeOthers writes what is no .tsx file: manifests, configurations, ignore
// files, what they ignore, and modules that many files import. What is ignored
// is never migrated.
func (p *plan) writeOthers(dir string) error {
	ignored := *p
	ignored.options.Migrated = false
	files := map[string]string{
		"package.json": `{
  "name": "workspace",
  "private": true,
  "workspaces": ["apps/*"],
  "scripts": {
    "build": "turbo run build",
    "lint": "eslint ."
  },
  "devDependencies": {
    "eslint": "^8.9.0",
    "typescript": "^4.6.2"
  }
}
`,
		".gitignore":                     "node_modules\ndist/\n.next\n*.log\n/coverage\n.env*.local\n!.env.example\n",
		"README.md":                      "# Workspace\n\nEach application signs its users in with Clerk.\n",
		"node_modules/leftpad/index.tsx": "export const never = () => <div>Clerk</div>;\n",
	}
	for app := range p.apps {
		folder := appFolder(app) + "/"
		name := strings.TrimPrefix(appFolder(app), "apps/")
		files[folder+"package.json"] = fmt.Sprintf(`{
  "name": "@workspace/%s",
  "version": "0.%d.0",
  "private": true,
  "dependencies": {
    "@clerk/clerk-react": "^2.11.1",
    "@clerk/nextjs": "^2.11.3",
    "next": "^12.1.0",
    "next-auth": "^4.2.1",
    "react": "^17.0.2",
    "react-dom": "^17.0.2"
  }
}
`, name, app)
		files[folder+"tsconfig.json"] = `{
  // As create-next-app wrote it.
  "compilerOptions": {
    "baseUrl": ".",
    "jsx": "preserve",
    "strict": true,
    "paths": { "@/*": ["src/*"] }
  }
}
`
		files[folder+".gitignore"] = "/out\nbuild/**\n*.tsbuildinfo\n"
		files[folder+"src/lib/api.ts"] = "export async function api<T>(path: string, init?: RequestInit): Promise<T> {\n  const response = await fetch(path, init);\n  if (!response.ok) {\n    throw new Error(`${path}: ${response.status}`);\n  }\n  return (await response.json()) as T;\n}\n"
		files[folder+"src/lib/format.ts"] = "export const money = (cents: number) => `$${(cents / 100).toFixed(2)}`;\nexport const day = (date: Date) => date.toISOString().slice(0, 10);\n"
		files[folder+"src/lib/cn.ts"] = "export const cn = (...names: (string | false | null | undefined)[]) => names.filter(Boolean).join(\" \");\n"
		files[folder+"src/styles/globals.css"] = "body { margin: 0 }\n"
		if p.options.PassOn {
			files[folder+"src/lib/auth.ts"] = "export { useUser, useSession, UserButton, SignIn } from \"@clerk/nextjs\";\n"
		}
		for i := range 5 {
			files[fmt.Sprintf("%sdist/chunk%d.tsx", folder, i)] = ignored.text((app*filesPerApp + i) % len(p.files))
		}
	}
	for path, text := range files {
		if err := write(dir, path, text); err != nil {
			return err
		}
	}
	return nil
}
