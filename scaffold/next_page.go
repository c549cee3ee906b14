package scaffold

import "context"

// patchPages plans the loaders of the pages that were asked for. clerk is what
// package.json says, or is going to say, of @clerk/nextjs.
func (s *site) patchPages(ctx context.Context, p *Plan, folder, clerk string) error {
	for _, name := range s.opts.pages() {
		if s.source(folder+"/"+name) != "" || s.source(folder+"/"+name+"/index") != "" {
			continue
		}
		state, err := nextContext(clerk, s.installed(nextPackage))
		if err != nil {
			return err
		}
		text, err := s.newPage(name, state)
		if err != nil {
			return err
		}
		p.add(&File{Name: folder + "/" + name + s.extension(), Action: Create, After: text, Why: "a page with a loader"})
	}
	return ctx.Err()
}
