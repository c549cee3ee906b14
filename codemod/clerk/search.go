package clerk

// search decides which modules may pass on something of Clerk's, by their
// bytes and those of the modules that they import. Modules that import each
// other share one answer (they are strongly connected components, found as
// Tarjan does).
type search struct {
	project *Project
	open    map[string]*visit
	stack   []string
}

type visit struct{ index, low int }

// visit returns whether the module may matter, and the lowest index of a
// module still open that it leads back to.
func (s *search) visit(path string) (matters bool, low int) {
	v := &visit{index: len(s.open), low: len(s.open)}
	s.open[path] = v
	s.stack = append(s.stack, path)

	src := s.project.read(path)
	if src != nil && passesOn(src) {
		if matters = s.project.mentions(src); !matters {
			Specifiers(src, func(spec []byte) bool {
				to, ok := s.project.resolve(path, string(spec))
				if !ok {
					return true
				}
				if m, done := s.project.modules[to]; done {
					matters = matters || m != nil
				} else if w := s.open[to]; w != nil {
					v.low = min(v.low, w.index)
				} else {
					yes, low := s.visit(to)
					matters = matters || yes
					v.low = min(v.low, low)
				}
				return !matters
			})
		}
	}
	if v.low < v.index {
		return matters, v.low
	}
	for {
		last := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		if matters {
			s.project.modules[last] = &module{}
		} else {
			s.project.modules[last] = nil
		}
		delete(s.open, last)
		if last == path {
			return matters, v.index
		}
	}
}
