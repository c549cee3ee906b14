package scaffold

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"sync"

	"github.com/clerkctl/clerkctl/codemod/project"
)

// modules are the names of the modules in a folder whose text holds a word, in
// order.
func (s *site) modules(ctx context.Context, dir, word string) ([]string, error) {
	var mu sync.Mutex
	var names []string
	reader := project.NewReader(project.NewNeedles(word))
	err := project.Walk(ctx, []string{dir}, project.WalkOptions{}, func(_ context.Context, f project.File) error {
		if f.Kind != project.Source {
			return nil
		}
		content, err := reader.Read(f.Abs, f.Path)
		defer reader.Done(content)
		if err != nil || content.Data == nil || !bytes.Contains(content.Data, []byte(word)) {
			return nil // what cannot be read is no part of a project that builds
		}
		if rel, err := filepath.Rel(s.dir, f.Abs); err == nil {
			mu.Lock()
			defer mu.Unlock()
			names = append(names, filepath.ToSlash(rel))
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

// mentioning calls each for the modules of the project whose text holds a word.
// Those that cannot be read are passed over: they are no part of a project
// that builds.
func (s *site) mentioning(ctx context.Context, dir, word string, each func(*source)) error {
	names, err := s.modules(ctx, dir, word)
	if err != nil {
		return err
	}
	for _, name := range names {
		f, err := s.parse(name)
		if err != nil {
			continue
		}
		each(f)
	}
	return nil
}
