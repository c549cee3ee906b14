package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// UserGetToken moves calls for a token from the user to the session.
//
// # Why
//
// The row of the table User: `User.getToken("template-name")` is
// `Session.getToken({ template: "template-name" })` now. The user has no such
// method any more, so that calling it throws. The session is found where the
// user came from, or brought in from its own hook.
//
// # Before
//
//	import { useUser } from "@clerk/nextjs";
//
//	export function useHasura() {
//	  const user = useUser();
//	  return () => user.getToken("hasura");
//	}
//
// # After
//
//	import { useUser, useSession } from "@clerk/nextjs";
//
//	export function useHasura() {
//	  const { isLoaded, isSignedIn, user } = useUser();
//	  const { session } = useSession();
//	  return () => session.getToken({ template: "hasura" });
//	}
//
// # Before
//
//	export const token = () => window.Clerk.user.getToken("hasura");
//
// # After
//
//	export const token = () => window.Clerk.session.getToken({ template: "hasura" });
//
// # Fix safety
//
// Safe where the user comes from Clerk's hooks, from the global client or from
// a session. A notice says that a JWT template of that name has to exist: the
// tokens of the old integrations are the templates integration_hasura and
// integration_firebase. A call that asks for Clerk's own token, without an
// argument or with "clerk", is unsafe: getToken() is its plausible successor,
// not a proven one. A user that comes from anywhere else, as a parameter or as
// a prop, and a getToken that is not called are left to a person, and so are
// spread arguments.
//
// With --nullable optional a session that comes from a hook is read with `?.`.
var UserGetToken = &codemod.Rule{
	Name:     userGetToken,
	Severity: codemod.Error,
	Doc:      doc("UserGetToken"),
	Check:    checkUserGetToken,
}

func checkUserGetToken(p *codemod.Pass) {
	c := newTokenCheck(p)
	if c == nil {
		return
	}
	for _, r := range c.reads() {
		c.report(r)
	}
}

// tokenCheck looks for the method that gives a token on the resource that has
// lost it.
type tokenCheck struct {
	p    *codemod.Pass
	f    *clerk.File
	move *codemod.TokenChange
	// from and to are the hooks of the two resources.
	from, to *codemod.HookChange
	// added are the names of sessions that this pass brings in, by the
	// statement or the pattern that they are added to.
	added map[js.Node]string
	names map[js.Node]string
	// What a file has is looked for once.
	found    []tokenRead
	byHook   map[*js.Call][]js.Node
	bySymbol map[*js.Symbol][]js.Node
	sessions map[*js.Scope][]*js.Call
	// receivers are what the method is called on; alone are the hooks whose
	// results are nothing else.
	receivers map[js.Node]bool
	alone     map[*js.Call]bool
}

// newTokenCheck returns nil where the file cannot have such a call.
func newTokenCheck(p *codemod.Pass) *tokenCheck {
	move := &p.Target.Token
	from, to := hookOfType(p.Target, move.From), hookOfType(p.Target, move.To)
	if from == nil || to == nil || !mentions(p, move.Method) {
		return nil
	}
	return &tokenCheck{
		p: p, f: p.File, move: move, from: from, to: to,
		added: map[js.Node]string{}, names: map[js.Node]string{},
	}
}

// tokenRead is one place that names the method on the resource that has lost
// it: a member, called or not, or the key of a pattern.
type tokenRead struct {
	member *js.Member
	call   *js.Call
	at     js.Range
}

// reads are all such places, in source order.
func (c *tokenCheck) reads() []tokenRead {
	if c.found != nil {
		return c.found
	}
	found := []tokenRead{}
	for _, u := range c.f.Uses() {
		if !u.Value.IsMethod(c.move.From, c.move.Method) {
			continue
		}
		switch n := u.Node.(type) {
		case *js.Member:
			r := tokenRead{member: n, call: calledAt(n), at: n.Range()}
			if r.call != nil {
				r.at = r.call.Range()
			}
			found = append(found, r)
		case *js.Index:
			found = append(found, tokenRead{at: n.Range()})
		case *js.Property:
			found = append(found, tokenRead{at: keyPos(n)})
		}
	}
	found = append(found, c.lost(found)...)
	slices.SortStableFunc(found, func(a, b tokenRead) int { return cmp.Compare(a.at.Start, b.at.Start) })
	c.found = found
	c.byHook, c.bySymbol = map[*js.Call][]js.Node{}, map[*js.Symbol][]js.Node{}
	c.receivers, c.alone = map[js.Node]bool{}, map[*js.Call]bool{}
	for _, r := range found {
		if r.call == nil {
			continue
		}
		c.receivers[r.member.X] = true
		if v := c.f.ValueOf(r.member.X); v != nil && v.Call != nil {
			c.byHook[v.Call] = append(c.byHook[v.Call], r.call)
		}
		if id, ok := r.member.X.(*js.Ident); ok {
			c.bySymbol[id.Sym] = append(c.bySymbol[id.Sym], r.call)
		}
	}
	return found
}

// lost are the reads of the method on what the hook returns where its value
// cannot be followed with certainty: through defaults, literals and variables
// that are declared twice.
func (c *tokenCheck) lost(found []tokenRead) []tokenRead {
	known := map[int]bool{}
	for _, r := range found {
		known[r.at.Start] = true
	}
	var lost []tokenRead
	for _, hook := range c.f.CallsOf(c.from.Hook) {
		reads := followResult(c.f.File, hook).reads
		for _, read := range reads {
			if m, ok := read.node.(*js.Member); ok && read.name == c.from.Member {
				reads = append(reads, followResult(c.f.File, m).reads...)
			}
		}
		for _, read := range reads {
			if read.name != c.move.Method {
				continue
			}
			r := tokenRead{at: read.node.Range()}
			switch n := read.node.(type) {
			case *js.Member:
				if r.member, r.call = n, calledAt(n); r.call != nil {
					r.at = r.call.Range()
				}
			case *js.Property:
				r.at = keyPos(n)
			}
			if !known[r.at.Start] {
				known[r.at.Start] = true
				lost = append(lost, r)
			}
		}
	}
	return lost
}

func (c *tokenCheck) report(r tokenRead) {
	old := fmt.Sprintf("`%s` has moved from the %s to the %s", c.move.Method, c.from.Member, c.to.Member)
	manual := func(why string) {
		c.p.Report(codemod.Finding{Fix: codemod.Manual, Range: r.at, Message: old + "; " + why})
	}
	if r.call == nil {
		manual("it is not called here, so find its call and the " + c.to.Member + " by hand")
		return
	}
	args, ok := c.arguments(r.call)
	if !ok {
		manual(fmt.Sprintf("these arguments do not show which is the `%s`", c.move.Option))
		return
	}
	receiver, ok := c.receiver(r)
	if !ok {
		manual(fmt.Sprintf("where this %s comes from there is no %s in sight, pass it along", c.from.Member, c.to.Member))
		return
	}
	f := codemod.Finding{
		Fix: codemod.Safe, Range: r.at,
		Message: fmt.Sprintf("%s; ask for the template with `{ %s: … }`", old, c.move.Option),
		Edits:   append(args.edits, receiver.edits...),
		Imports: receiver.imports,
		Keys:    receiver.keys,
	}
	if receiver.local {
		f.Edits = append(f.Edits, c.optionalReads(r.member, receiver)...)
	}
	if args.unsafe {
		f.Fix = codemod.Unsafe
		f.Message = fmt.Sprintf("%s; `%s()` without a `%s` is the plausible successor of this call", old, c.move.Method, c.move.Option)
	}
	c.p.Report(f)
	if args.template && c.move.Notice != "" {
		notice := c.move.Notice
		if name, ok := r.call.Args[0].(*js.String); ok {
			notice = "`" + name.Value + "`: " + notice
		}
		c.p.Report(codemod.Finding{Range: r.at, Message: notice})
	}
}
