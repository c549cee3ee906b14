package codemod

// sift takes out what is not to be shown or fixed: the findings that comments
// silence, then those of the baseline. It adds what there is to say about the
// comments. A fix that a person declined is held as well, but still shown.
func (c *checker) sift(path, src string, s *suppressions, findings []*Finding) (kept, held []*Finding) {
	kept, silenced := c.suppress(s, findings)
	kept, old := c.baseline.sift(path, src, kept)
	held = append(silenced, old...)
	for i, f := range kept {
		if i < len(c.declined) && c.declined[i] {
			f.Declined = true
			held = append(held, f)
		}
	}
	return kept, held
}
