package js

// placeStatement measures statements; see place.
func (p *placer) placeStatement(n Node, first int) {
	last := first
	switch n := n.(type) {
	case *VarDecl:
		for _, d := range n.Decls {
			p.placeDeclarator(n, d)
			if !d.synthetic {
				last = max(last, d.last)
			}
		}
		if n.Export && first > 0 && p.text(first-1) == "export" {
			first--
		}
		if !inForHead(n) {
			last = p.semicolon(last)
		}
	case *ExprStmt:
		f, l := p.child(n, n.X, 0, 0)
		// The parser drops the `false ||` before a call; its own position
		// still has it.
		if first < 0 || first > f {
			first = f
		}
		last = p.semicolon(l)
	case *Return:
		_, l := p.child(n, n.X, first+1, 0)
		last = p.semicolon(max(first, l))
	case *Throw:
		_, l := p.child(n, n.X, first+1, 0)
		last = p.semicolon(max(first, l))
	case *If:
		p.child(n, n.Test, first+2, 0)
		p.adopt(n, n.Then)
		last = n.Then.base().last
		if n.Else != nil {
			p.adopt(n, n.Else)
			last = n.Else.base().last
		}
	case *For:
		for _, part := range []Node{n.Init, n.Test, n.Update} {
			p.child(n, part, first+2, 0)
		}
		p.adopt(n, n.Body)
		last = n.Body.base().last
	case *ForIn:
		p.child(n, n.Init, first+2, 0)
		p.child(n, n.X, first+2, 0)
		p.adopt(n, n.Body)
		last = n.Body.base().last
	case *While:
		p.adopt(n, n.Body)
		last = n.Body.base().last
		if n.Do {
			open := last + 1
			for open < len(p.f.Tokens)-1 && p.text(open) != "while" {
				open++
			}
			open++
			p.child(n, n.Test, open+1, 0)
			last = p.semicolon(p.matchOf(open))
		} else {
			p.child(n, n.Test, first+2, 0)
		}
	case *Block:
		for _, s := range n.Body {
			p.adopt(n, s)
		}
		last = p.matchOf(first)
		if n.close > 0 {
			last = p.tok(n.close)
		}
	case *Try:
		p.adopt(n, n.Block)
		last = n.Block.last
		if n.Param != nil {
			p.adopt(n, n.Param)
		}
		for _, b := range []*Block{n.Catch, n.Finally} {
			if b != nil {
				p.adopt(n, b)
				last = b.last
			}
		}
	case *Switch:
		p.child(n, n.X, first+2, 0)
		for _, c := range n.Cases {
			p.adopt(n, c)
		}
		last = p.closing(n)
	case *Case:
		_, l := p.child(n, n.Test, first+1, 0)
		last = max(first, l) + 1 // the colon
		for _, s := range n.Body {
			p.adopt(n, s)
			last = max(last, s.base().last)
		}
	case *Labeled:
		p.child(n, n.X, first+2, 0)
		p.adopt(n, n.Body)
		last = n.Body.base().last
	case *FunctionDecl:
		p.adopt(n, n.Fn)
		first, last = p.exported(n.Fn.first, n.Export), n.Fn.last
	case *ClassDecl:
		p.adopt(n, n.Class)
		first, last = p.exported(n.Class.first, n.Export), n.Class.last
		if list := n.Class.Decorators; n.Export && len(list) > 0 {
			// export @A class B {}
			if at := list[0].base().first - 1; p.text(at) == "@" && p.text(at-1) == "export" {
				first = at - 1
			}
		}
	case *ExportDefault:
		switch x := n.X.(type) {
		case *FunctionDecl, *ClassDecl:
			p.adopt(n, x)
			last = x.base().last
		default:
			_, l := p.child(n, n.X, first+2, 0)
			last = p.semicolon(l)
		}
	case *Import:
		if d := p.importAt(n.pos); d != nil {
			n.Decl = d
			last = p.f.TokenAt(d.Pos.End - 1)
		}
	case *Export:
		if d := p.exportAt(n.pos); d != nil {
			n.Decl = d
			last = p.f.TokenAt(d.Pos.End - 1)
		}
	case *Namespace:
		if n.Name != nil {
			p.adopt(n, n.Name)
		}
		for _, s := range n.Body {
			p.adopt(n, s)
		}
		last = p.bodyEnd(first)
		first = p.exported(first, true)
	case *Enum:
		if n.Name != nil {
			p.adopt(n, n.Name)
		}
		last = p.bodyEnd(first)
		first = p.exported(first, true)
	case *Declarator:
		return // placed by the declaration
	case *Other:
		switch p.text(first) {
		case ";":
			p.set(n, first, first)
			return
		case "break", "continue":
			if t := p.f.Tokens[first+1]; t.Kind == TokIdent && !t.NewlineBefore {
				last++
			}
		case "debugger":
		default:
			last = p.constantEnd(first)
		}
		last = p.semicolon(last)
	}
	p.set(n, first, last)
}

// constantEnd is the last token of a constant that stands as a statement, such
// as the body of `if (a) void 0;`: the parser has dropped it.
func (p *placer) constantEnd(first int) int {
	last := first
	for last >= 0 && last+1 < len(p.f.Tokens) {
		if t := p.f.Tokens[last+1]; t.NewlineBefore || t.Kind == TokEOF {
			break
		}
		switch p.text(last + 1) {
		case ";", "}", "else", "while":
			return last
		}
		last++
		if m := p.matchOf(last); m > last {
			last = m
		}
	}
	return last
}

// exported widens a declaration by the words before its keyword.
func (p *placer) exported(first int, export bool) int {
	for i := first - 1; i >= 0 && first > 0; i-- {
		switch p.text(i) {
		case "abstract", "declare", "async", "const":
			first = i
			continue
		case "export":
			if export {
				return i
			}
		}
		break
	}
	return first
}

// bodyEnd is the brace that closes the body of the enum or namespace that
// begins at token first.
func (p *placer) bodyEnd(first int) int {
	for open := first; open >= 0 && open < len(p.f.Tokens); open++ {
		if p.text(open) == "{" {
			return p.matchOf(open)
		}
	}
	return first
}

func inForHead(n *VarDecl) bool {
	switch p := n.parent.(type) {
	case *For:
		return p.Init == Node(n)
	case *ForIn:
		return p.Init == Node(n)
	}
	return false
}

func (p *placer) placeDeclarator(parent Node, n *Declarator) {
	n.parent = parent
	p.adopt(n, n.Target)
	t := n.Target.base()
	if t.synthetic {
		p.synthetic(n)
		p.child(n, n.Init, 0, 0)
		return
	}
	last := t.last
	n.Type, n.Colon, last = p.annotation(last)
	if n.Init != nil {
		if _, l := p.child(n, n.Init, last+1, 0); l >= 0 {
			last = l
		}
	}
	p.set(n, t.first, last)
}

func (p *placer) importAt(pos int) *ImportDecl {
	for _, d := range p.f.Imports {
		if d.Pos.Contains(pos) {
			return d
		}
	}
	return nil
}

func (p *placer) exportAt(pos int) *ExportDecl {
	for _, d := range p.f.Exports {
		if d.Pos.Contains(pos) {
			return d
		}
	}
	return nil
}
