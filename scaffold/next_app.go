package scaffold

// patchApp plans the _app of an existing project.
func (s *site) patchApp(p *Plan, folder string) error {
	if name := s.source(folder + "/_app"); name != "" {
		before, _, err := s.text(name)
		if err != nil {
			return err
		}
		p.add(&File{Name: name, Action: Manual, Before: before, After: before, Why: "wrap the page in ClerkProvider, with the page's props",
			Hint: "+ import { ClerkProvider } from \"@clerk/nextjs\";\n+ <ClerkProvider {...pageProps}>\n    <Component {...pageProps} />\n+ </ClerkProvider>\n"})
		return nil
	}
	text, err := fill("next", "pages/_app.tsx", map[string]any{"TypeScript": s.typescript()})
	if err != nil {
		return err
	}
	p.add(&File{Name: folder + "/_app" + s.extension(), Action: Create, After: text, Why: "wraps every page in ClerkProvider"})
	return nil
}
