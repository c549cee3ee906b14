package clerk_test

import (
	"testing"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

func TestFollowedValues(t *testing.T) {
	runAll(t, run, []testCase{
		{"old results", `
-- a.jsx --
import { useUser, useSession, useSignIn, useSignUp, useClerk, useSessionList, useAuth, useMagicLink, useOrganizations } from "@clerk/nextjs";
function A() {
  const user = useUser();
  user/*?useUser()*/;
  user.id/*?nobody's*/;
  user.getToken/*?User.getToken*/("hasura");
  user?.primaryEmailAddress/*?EmailAddress*/?.createMagicLinkFlow/*?EmailAddress.createMagicLinkFlow*/;
  user.emailAddresses/*?[]EmailAddress*/[0]/*?EmailAddress*/;
  user.emailAddresses.find(e => e/*?EmailAddress*/.id)/*?EmailAddress*/;
  user.emailAddresses.filter((e) => e.x)[0]/*?EmailAddress*/;
  user.emailAddresses.map(e => e)/*?[]EmailAddress*/;
  for (const e of user.emailAddresses) e/*?EmailAddress*/;
  const [first, , ...others] = user.emailAddresses;
  first/*?EmailAddress*/; others/*?[]EmailAddress*/;
  const { id: userId, primaryEmailAddress, getToken: t, firstName, ...rest } = useUser();
  primaryEmailAddress/*?EmailAddress*/; t/*?User.getToken*/("x"); firstName/*?nobody's*/; userId/*?nobody's*/;
  rest/*?useUser()*/.getToken/*?User.getToken*/;
  const me = user, again = me;
  again/*?useUser()*/;
  const { getToken, id, user: inner } = useSession();
  getToken/*?Session.getToken*/(); id/*?nobody's*/; inner/*?User*/;
  useSession().revoke/*?Session.revoke*/();
  const { authenticateWithRedirect } = useSignIn();
  authenticateWithRedirect/*?SignIn.authenticateWithRedirect*/({});
  useSignUp()/*?useSignUp()*/.createMagicLinkFlow/*?SignUp.createMagicLinkFlow*/;
  const list = useSessionList();
  list/*?[]Session*/[0]/*?Session*/.revoke/*?Session.revoke*/();
  list.forEach(function (s) { s/*?Session*/ });
  const { getToken: fresh, userId: u } = useAuth();
  fresh/*?Auth.getToken*/; u/*?nobody's*/;
  useOrganizations().getOrganization("x")/*?promise of Organization*/;
}
`},
		{"new results", `
-- a.jsx --
import { useUser, useSession, useSignIn, useSignUp, useSessionList } from "@clerk/nextjs";
function A() {
  const { isLoaded, isSignedIn, user } = useUser();
  isLoaded/*?nobody's*/; isSignedIn/*?nobody's*/; user/*?User*/.getToken/*?User.getToken*/("x");
  const { session: { user: u, getToken } = {} } = useSession();
  u/*?User*/; getToken/*?Session.getToken*/;
  const r = useUser();
  r.user/*?User*/.id; r.isLoaded/*?nobody's*/; r/*?useUser()*/;
  const { user: v, isLoading, isSignedOut } = useUser({ withAssertions: true });
  v/*?User*/; isLoading/*?nobody's*/(v); isSignedOut/*?nobody's*/;
  const { signIn, setSession } = useSignIn();
  signIn/*?SignIn*/.createMagicLinkFlow()/*?MagicLinkFlow*/; setSession/*?nobody's*/;
  useSignUp().signUp/*?SignUp*/;
  const { sessions } = useSessionList();
  sessions/*?[]Session*/;
}
`},
		{"clerk and its members", `
-- a.tsx --
import { useClerk, useSignIn } from "@clerk/nextjs";
function A() {
  const clerk = useClerk();
  clerk/*?Clerk*/.openSignIn/*?Clerk.openSignIn*/({});
  const { session, user, redirectToSignIn, client: { signIn } } = useClerk();
  session/*?Session*/; user/*?User*/; redirectToSignIn/*?Clerk.redirectToSignIn*/(true); signIn/*?SignIn*/;
  useClerk().user/*?User*/?.getToken/*?User.getToken*/();
  clerk.client.sessions/*?[]Session*/[0].user/*?User*/;
  clerk.client.activeSessions.some(s => s/*?Session*/.id);
  clerk.addListener(({ user: u, session: s }) => { u/*?User*/; s/*?Session*/ });
  clerk.addListener((r) => r/*?Resources*/.client/*?Client*/);
  (clerk as any).user/*?User*/; clerk!.session/*?Session*/; (clerk satisfies X).user/*?User*/;
  const { user: { primaryEmailAddress: mail = null } = {} } = clerk;
  mail/*?EmailAddress*/;
}
`},
		{"promises", `
-- a.js --
import { useUser, useClerk, useMagicLink } from "@clerk/nextjs";
function A() {
  const user = useUser(), clerk = useClerk();
  async function f() {
    const e = await user.createEmailAddress("a");
    e/*?EmailAddress*/;
    user.createEmailAddress("a").then(e => e/*?EmailAddress*/.createMagicLinkFlow())/*?promise of MagicLinkFlow*/;
    user.createEmailAddress("a").then(async (e) => e)/*?promise of EmailAddress*/;
    const sessions = await user.getSessions();
    sessions/*?[]SessionWithActivities*/[0].revoke/*?SessionWithActivities.revoke*/();
    (await user.update({}))/*?User*/;
    (await clerk.client.create()).signIn/*?SignIn*/;
    (await f())/*?nobody's*/;
  }
}
`},
		{"magic links", `
-- a.js --
import { useSignIn, useSignUp, useUser, useMagicLink } from "@clerk/nextjs";
function A({ someone }) {
  const signIn = useSignIn();
  const { startMagicLinkFlow, cancelMagicLinkFlow } = signIn.createMagicLinkFlow();
  startMagicLinkFlow/*?MagicLinkFlow.startMagicLinkFlow*/({ callbackUrl: "x" })/*?promise of SignIn*/;
  cancelMagicLinkFlow/*?MagicLinkFlow.cancelMagicLinkFlow*/();
  const { startMagicLinkFlow: two } = useMagicLink(useSignUp());
  two({})/*?promise of SignUp*/;
  useMagicLink(someone)/*?MagicLinkFlow*/.startMagicLinkFlow({})/*?nobody's*/;
  const flow = useMagicLink(useUser().primaryEmailAddress);
  flow.startMagicLinkFlow({}).then(e => e/*?EmailAddress*/);
}
`},
		{"operators", `
-- a.js --
import { useUser, useSession, useClerk } from "@clerk/nextjs";
function A({ ok, other }) {
  const user = useUser();
  const clerk = useClerk();
  const a = ok && user; a/*?useUser()*/;
  const b = user || {}; b/*?useUser()*/;
  const c = user ?? null; c/*?useUser()*/;
  const d = ok ? user : undefined; d/*?useUser()*/;
  const e = ok ? clerk.user : clerk.session.user; e/*?User*/;
  const f = ok ? clerk.user : other; f/*?nobody's*/;
  const g = other || user; g/*?nobody's*/;
  const h = (ok, user); h/*?useUser()*/;
  const i = ok ? user : clerk.session; i/*?nobody's*/;
  let j; const k = (j = user); j/*?useUser()*/; k/*?useUser()*/;
  user[other]/*?nobody's*/; user["getToken"]/*?User.getToken*/;
  const obj = { user }; obj.user/*?nobody's*/;
  const ref = useRef(user); ref.current/*?nobody's*/;
  const [state] = useState(user); state/*?nobody's*/;
}
`},
		{"assignments", `
-- a.js --
import { useUser, useClerk } from "@clerk/nextjs";
function A({ other }) {
  const clerk = useClerk();
  let user = null;
  if (other) user = clerk.user; else user = clerk.session.user;
  user/*?User*/;
  let mixed = clerk.user;
  mixed = other;
  mixed/*?nobody's*/;
  let loop = clerk.user; for (loop of other) {} loop/*?nobody's*/;
  let s; [s] = clerk.client.sessions; s/*?Session*/;
  let p, q; ({ user: p, session: q = null } = clerk); p/*?User*/; q/*?Session*/;
  let lazy; lazy ||= clerk.user; lazy/*?User*/;
  let self = clerk.user; self = self || clerk.user; self/*?nobody's*/;
  var twice = clerk.user; var twice = clerk.user; twice/*?User*/;
}
`},
		{"closures and shadows", `
-- a.js --
import { useUser } from "@clerk/nextjs";
export function A({ users }) {
  const user = useUser();
  users.filter((user) => user/*?nobody's*/.data.name);
  users.find(function (user) { return user/*?nobody's*/ === 1 });
  const message = { user: user/*?useUser()*/.id };
  message.user/*?nobody's*/;
  const save = async () => { await user/*?useUser()*/.update({}) };
  try { save() } catch (user) { user/*?nobody's*/ }
  { const user = users[0]; user/*?nobody's*/ }
  return <p title={user/*?useUser()*/.id}>{user/*?useUser()*/.firstName}</p>;
}
`},
	})
	runAll(t, nobody, []testCase{
		{"Ember's service", `
-- a.js --
export default class Apollo {
  @service clerk;
  async token() { let user = this.clerk.clerk.user; return await user.getToken("hasura") }
}
`},
		{"an invitation and other revokes", `
-- a.js --
async function revoke(invitation) { await invitation.revoke() }
apiKeys.revoke({}); sdk.sessions.revoke("sess_x");
export function getToken(key) { return cache.getToken(key) }
getTokenProps();
`},
	})
}

// TestCalls checks that what is read from a hook's result knows its call.
func TestCalls(t *testing.T) {
	m, _ := archive(`
-- a.js --
import { useUser, useClerk } from "@clerk/nextjs";
const { user } = useUser();
const old = useUser();
const { session } = useClerk();
user.getToken("x");
old.getToken("x");
session.getToken();
window.Clerk.user.getToken();
let either = old; either = useUser();
either.getToken("x");
`)
	f := m.file(t, m.project(), "/a.js")
	var got []string
	for _, typ := range []string{"User", "Session"} {
		for _, c := range f.MethodCalls(typ, "getToken") {
			from := "none"
			if call := f.ValueOf(c.Callee).Call; call != nil {
				from = where(f, call.Range().Start)
			}
			got = append(got, from)
		}
	}
	want := []string{"/a.js:2", "/a.js:3", "none", "none", "/a.js:4"}
	if !equal(got, want) {
		t.Errorf("calls of getToken come from %q, want %q", got, want)
	}
	if calls := f.CallsOf("useUser", "useClerk"); len(calls) != 4 || calls[2].Range().Start < calls[1].Range().Start {
		t.Errorf("CallsOf finds %d calls", len(calls))
	}
	user := f.ValueOf(f.CallsOf("useUser")[0])
	if !f.IsA(user, "User") || f.IsA(user, "Session") || f.IsA(nil, "User") {
		t.Error("the result of useUser is a User and nothing else")
	}
	if user.Origin.Item == nil || user.Origin.Item.Local != "useUser" || !user.Origin.Direct || user.Origin.Package != "@clerk/nextjs" {
		t.Errorf("origin %+v", user.Origin)
	}
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestParameters(t *testing.T) {
	runAll(t, run, []testCase{
		{"wrapped components", `
-- a.jsx --
import { withUser, withSession, withClerk, WithUser, WithSession, WithClerk } from "@clerk/nextjs";
import React, { memo } from "react";
function A({ user, other }) { return user/*?User (param)*/.id + other/*?nobody's*/ }
export const A2 = withUser(A);
const B = (props) => { props/*?props (param)*/; props.session/*?Session (param)*/; props?.user/*?nobody's*/; const { session } = props; session/*?Session (param)*/ };
export const B2 = withSession(B);
withClerk(({ children, clerk, ...rest }) => { clerk/*?Clerk (param)*/.redirectToSignIn/*?Clerk.redirectToSignIn (param)*/(true) });
function C({ user, session }) { user/*?User (param)*/; session/*?Session (param)*/ }
withUser(withSession(C));
function D({ user }) { user/*?User (param)*/ }
const E = memo(D);
withApollo(withUser(E));
function F({ user }) { user/*?User (param)*/ }
withUser(withApollo(F));
class G extends React.Component {
  componentDidUpdate({ user }) { user/*?User (param)*/ }
  other2(props) { props/*?nobody's*/ }
  constructor(props) { super(props); props.user/*?User (param)*/; this.x = this.props.user/*?User (param)*/ }
  render() { const { user } = this.props; const go = () => this.props/*?props (param)*/.user.id; return user/*?User (param)*/ }
  other() { return function () { return this.props/*?nobody's*/ } }
}
withUser(G);
const P = ({ user, clerk }) => { user/*?User (param)*/; clerk/*?Clerk (param)*/ };
compose(withRouter, withUser, withClerk)(P);
export default withUser(class extends React.Component { render() { return this.props.user/*?User (param)*/ } });
function make({ user }) { user/*?nobody's*/ }
withUser(factory(make));
function N({ user }) { user/*?nobody's*/ }
useThing(N);
function arg(x, { user }) { user/*?nobody's*/ }
withUser(arg);
`},
		{"render functions", `
-- a.jsx --
import { WithUser, WithSession, WithClerk } from "@clerk/nextjs";
import * as C from "@clerk/nextjs";
const render = (u) => u/*?User (param)*/.id;
<div>
  <WithUser>{user => user/*?User (param)*/.id === 1 ? <a/> : <b/>}</WithUser>
  <WithUser>{({ primaryEmailAddress }) => { return primaryEmailAddress/*?EmailAddress (param)*/ }}</WithUser>
  <C.WithSession>{function (s) { return s/*?Session (param)*/.revoke/*?Session.revoke (param)*/() }}</C.WithSession>
  <WithClerk children={clerk => clerk/*?Clerk (param)*/.openSignIn()} />
  <WithUser>{render}</WithUser>
  <Other>{user => user/*?nobody's*/}</Other>
</div>;
`},
		{"annotations", `
-- a.tsx --
import type { UserResource, SignInProps, UserResource as Me, EmailAddressResource } from "@clerk/types";
import { SessionResource, type ActiveSessionResource, LoadedClerk } from "@clerk/types";
import * as Clerk from "@clerk/types";
import { WithUserProp } from "@clerk/clerk-react/dist/types";
import React, { FC, ComponentProps } from "react";
import { SignIn, withUser } from "@clerk/nextjs";
function f(user: UserResource, me: Me | null, list: SessionResource[], a: Array<ActiveSessionResource>, k: Clerk.UserResource | undefined, o?: UserResource) {
  user/*?User (typed)*/; me/*?User (typed)*/; list/*?[]Session (typed)*/; list[0]/*?Session (typed)*/; a/*?[]Session (typed)*/; k/*?User (typed)*/; o/*?User (typed)*/;
}
const g = ({ user, other }: { user: UserResource | null; other?: string, list: readonly SessionResource[] }) => { user/*?User (typed)*/; other/*?nobody's*/ };
function h(props: SignInProps, p2: Partial<SignInProps> & { x: 1 }, p3: Omit<SignInProps, "path">) { props/*?SignInProps (typed)*/; p2/*?SignInProps (typed)*/; p3/*?SignInProps (typed)*/; props.afterSignIn/*?nobody's*/ }
const i = ({ user }: WithUserProp<{ a: string }>) => user/*?User (typed)*/;
const j: React.FC<WithUserProp> = ({ user }) => user/*?User (typed)*/;
const k: FC<{ user: UserResource }> = (props) => props.user/*?User (typed)*/;
class L extends React.Component<WithUserProp<{}>> { render() { return this.props.user/*?User (typed)*/ } }
const Wrapped = withUser(({ user, clerk }: { user: any, clerk: LoadedClerk }) => { user/*?User (param)*/; clerk/*?Clerk (typed)*/ });
class M {
  user: UserResource | null = null;
  private session?: SessionResource;
  constructor(private clerk: LoadedClerk, plain: LoadedClerk) { this.clerk/*?Clerk (typed)*/; this.plain/*?nobody's*/; plain/*?Clerk (typed)*/ }
  m() { this.user/*?User (typed)*/.getToken("x"); this.session/*?Session (typed)*/; this.other/*?nobody's*/ }
}
let late: UserResource | null = null;
late = somebody();
late/*?User (typed)*/;
const cast = (thing as UserResource)/*?User (typed)*/; cast/*?User (typed)*/;
const cast2 = thing as unknown as SessionResource; cast2/*?Session (typed)*/;
(thing as Clerk.UserResource)/*?User (typed)*/.getToken/*?User.getToken (typed)*/("x");
const props: SignInProps = { afterSignIn: "/" }/*?SignInProps (typed)*/; props/*?SignInProps (typed)*/;
const sat = { afterSignIn: "/" } satisfies SignInProps; sat/*?SignInProps (typed)*/;
const many: SignInProps[] = [{ afterSignIn: "/" }/*?SignInProps (typed)*/];
function n(p: ComponentProps<typeof SignIn>) { p/*?SignInProps (typed)*/ }
const nothing: any = useOther(); nothing/*?nobody's*/;
function q(u: UserResource | string, v: UserResource | SessionResource, w: ReturnType<typeof SignIn>, x: Map<string, UserResource>, y: (u: UserResource) => void, z: UserResource["id"]) {
  u/*?nobody's*/; v/*?nobody's*/; w/*?nobody's*/; x/*?nobody's*/; y/*?nobody's*/; z/*?nobody's*/;
}
async function r(p: Promise<UserResource>) { (await p)/*?User (typed)*/; p.then(u => u/*?User (typed)*/) }
`},
		{"types of the file's own", `
-- a.tsx --
import { UserResource, SignInProps } from "@clerk/types";
import { WithUserProp } from "@clerk/clerk-react/dist/types";
type Props = { user: UserResource; title: string };
interface More extends SignInProps { extra: number; user?: UserResource | null }
interface Named extends Props, Other<string> { load(): void; [key: string]: unknown; readonly "me": UserResource }
type Gen<UserResource> = { user: UserResource };
type Loop = Loop | { user: UserResource };
function f({ user }: Props, m: More, { user: u, me }: Named, { user: g }: Gen<string>) {
  user/*?User (typed)*/; m/*?SignInProps (typed)*/.user/*?User (typed)*/; u/*?User (typed)*/; me/*?User (typed)*/; g/*?nobody's*/;
}
function shadow<UserResource>(user: UserResource) { user/*?nobody's*/ }
const arrow = <UserResource extends object,>(user: UserResource) => user/*?nobody's*/;
class K<UserResource> { user: UserResource; m<SignInProps>(p: SignInProps) { this.user/*?nobody's*/; p/*?nobody's*/ } }
function inner() { interface UserResource { id: string } const u: UserResource = x(); u/*?nobody's*/ }
function after(u: UserResource) { u/*?User (typed)*/ }
`},
	})
	runAll(t, nobody, []testCase{
		{"types of the same names", `
-- a.ts --
import { UserResource } from "./types";
interface SessionResource { revoke(): void }
function f(user: UserResource, session: SessionResource, s: SessionWithActivitiesResource) {
  user.getToken("x"); session.revoke(); s.revoke();
}
-- types.ts --
export interface UserResource { getToken(x: string): string }
`},
		{"a local type hides what a star exports", `
-- a.ts --
import { UserResource } from "./types";
function f(user: UserResource) { user.getToken("x") }
-- types.ts --
export * from "@clerk/types";
export interface UserResource { getToken(x: string): string }
`},
		{"annotations of a package of no interest", `
-- a.ts --
import { User } from "firebase/auth";
import { Session } from "next-auth";
function f(user: User, session: Session, el: HTMLElement) { user.getToken(); session.user }
`},
	})
}

func TestOrigins(t *testing.T) {
	m, _ := archive(`
-- a.tsx --
import { useUser as u, C } from "./auth";
import { useSession } from "@clerk/clerk-react/dist/contexts";
import { useSignIn } from "@clerk/nextjs";
import { some } from "./some";
import type { UserResource } from "@clerk/types";
u(); C.useClerk(); useSession(); useSignIn(); some();
-- auth.ts --
export * from "./deep";
export * as C from "@clerk/nextjs";
-- deep.ts --
export * from "@clerk/clerk-react";
-- some.ts --
export { useUser as some } from "@clerk/nextjs";
`)
	f := m.file(t, m.project(), "/a.tsx")
	calls := map[string]*clerk.Value{}
	for _, u := range f.Uses() {
		if c, ok := u.Node.(*js.Call); ok {
			calls[f.Text(c.Callee.Range())] = f.ValueOf(c.Callee)
		}
	}
	for name, want := range map[string]clerk.Origin{
		"u":          {Package: "@clerk/clerk-react", Module: "/auth.ts"},
		"C.useClerk": {Package: "@clerk/nextjs", Module: "/auth.ts"},
		"useSession": {Package: "@clerk/clerk-react", Direct: true},
		"some":       {Package: "@clerk/nextjs", Module: "/some.ts"},
	} {
		v := calls[name]
		if v == nil {
			t.Errorf("%s is nobody's", name)
			continue
		}
		got := v.Origin
		if got.Item == nil {
			t.Errorf("%s has no import item", name)
		}
		got.Item = nil
		if got != want {
			t.Errorf("%s comes from %+v, want %+v", name, got, want)
		}
	}
	for _, c := range []struct {
		item   int // import statement
		name   string
		module string
		ok     bool
	}{
		{0, "useAuth", "./auth", true},
		{1, "useAuth", "@clerk/clerk-react", false},
		{2, "useAuth", "@clerk/nextjs", true},
		{3, "useAuth", "@clerk/nextjs", false},
		{4, "useAuth", "", false},
	} {
		if module, ok := f.CanImport(f.Imports[c.item].Names[0], c.name); module != c.module || ok != c.ok {
			t.Errorf("CanImport(%s, %s) = %q, %v; want %q, %v", f.Imports[c.item].Specifier, c.name, module, ok, c.module, c.ok)
		}
	}
	if v := f.ModuleValue("./auth"); v == nil || v.Kind != clerk.Module {
		t.Errorf("./auth is %v", v)
	}
	if v := f.ItemValue(f.Imports[4].Names[0]); !v.IsExport("UserResource") {
		t.Errorf("UserResource is %v", v)
	}
}

func TestElements(t *testing.T) {
	m, _ := archive(`
-- a.tsx --
import React from "react";
import { jsx as _jsx } from "react/jsx-runtime";
import { SignIn, UserButton } from "@clerk/nextjs";
import { SignUp } from "./mine";
const a = <SignIn><UserButton /></SignIn>;
React.createElement(SignIn, { afterSignIn: "/" });
_jsx(UserButton, {});
React.createElement("div", {}); React.createElement(SignUp, {}); other(SignIn, {});
React.createElement(SignIn);
`)
	f := m.file(t, m.project(), "/a.tsx")
	if n := len(f.Elements("SignIn", "UserButton", "SignUp")); n != 2 {
		t.Errorf("%d elements", n)
	}
	var got []string
	js.Walk(f.Program, func(n js.Node) bool {
		if c, ok := n.(*js.Call); ok {
			if v, props := f.CreatedElement(c); v != nil {
				text := v.Name
				if props != nil {
					text += " " + f.Text(props.Range())
				}
				got = append(got, text)
			}
		}
		return true
	})
	if want := []string{`SignIn { afterSignIn: "/" }`, "UserButton {}", "SignIn"}; !equal(got, want) {
		t.Errorf("created elements %q, want %q", got, want)
	}
	// One reference by name in each of the two tags and the five calls; the
	// tag's closing name is not a node.
	if n := len(f.Refs("SignIn")); n != 4 {
		t.Errorf("%d references to SignIn", n)
	}
}
