package clerk_test

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/clerk"
)

func TestImports(t *testing.T) {
	runAll(t, run, []testCase{
		{"named, aliased, default, namespace", `
-- a.tsx --
import { useUser, SignIn as Login } from "@clerk/nextjs";
import * as C from "@clerk/clerk-react";
import D from "@clerk/nextjs";
useUser/*?export useUser*/()/*?useUser()*/;
<Login/*?export SignIn*/ />;
<C.SignIn/*?export SignIn*/></C.SignIn>;
C/*?module @clerk/clerk-react*/;
C.useUser/*?export useUser*/()/*?useUser()*/;
(0, C.useUser)()/*?useUser()*/;
C["useUser"]/*?export useUser*/;
C?.useUser/*?export useUser*/;
C!.useUser/*?export useUser*/;
(C as any).useUser()/*?useUser()*/;
D.useUser/*?export useUser*/;
const { useSession: s, ...rest } = C;
s/*?export useSession*/();
rest.useClerk/*?export useClerk*/()/*?Clerk*/;
`},
		{"deep paths and expo", `
-- a.js --
import { withClerk } from "@clerk/clerk-react/dist/components/withClerk";
import { useUser } from "@clerk/clerk-expo";
withClerk/*?export withClerk*/; useUser()/*?useUser()*/;
`},
		{"import equals", `
-- a.ts --
import C = require("@clerk/clerk-react");
import U = C.useUser;
C.useUser/*?export useUser*/();
U()/*?useUser()*/;
`},
		{"commonjs", `
-- a.js --
const { useUser: u, SignIn } = require("@clerk/clerk-react");
const c = require("@clerk/clerk-react");
const useSession = require("@clerk/nextjs").useSession;
var clerk_react_1 = require("@clerk/clerk-react");
var wild = _interopRequireWildcard(require("@clerk/clerk-react"));
var star = __importStar(require("@clerk/clerk-react"));
var esm = __toESM(require("@clerk/clerk-react"), 1);
var def = tslib_1.__importDefault(require("@clerk/clerk-js"));
var two = _interopRequireWildcard2.default(require("@clerk/clerk-react"));
var _interopRequireWildcard2 = _interopRequireDefault(require("@babel/runtime/helpers/interopRequireWildcard"));
u/*?export useUser*/();
SignIn/*?export SignIn*/;
c.useUser()/*?useUser()*/;
useSession()/*?useSession()*/;
(0, clerk_react_1.useUser)()/*?useUser()*/;
(0, wild.useUser)()/*?useUser()*/;
star.useUser()/*?useUser()*/;
(0, esm.useUser)()/*?useUser()*/;
new def.default("key")/*?Clerk*/;
two.useUser()/*?useUser()*/;
jest.requireActual("@clerk/nextjs")/*?module @clerk/nextjs*/;
`},
		{"several assignments count when they agree", `
-- a.js --
let useUser;
if (web) useUser = require("@clerk/clerk-react").useUser;
else useUser = require("@clerk/clerk-expo").useUser;
useUser()/*?useUser()*/;
let other;
if (web) other = require("@clerk/clerk-react").useUser;
else other = require("./mine").useUser;
other()/*?nobody's*/;
let later = null;
later = require("@clerk/clerk-react").useSession;
later()/*?useSession()*/;
let pair;
({ useClerk: pair } = require("@clerk/nextjs"));
pair()/*?Clerk*/;
try { var dup = require("@clerk/nextjs") } catch (e) { var dup = require("@clerk/nextjs") }
dup.useUser/*?export useUser*/;
let counted = require("@clerk/nextjs");
counted++;
counted/*?nobody's*/;
`},
		{"import()", `
-- a.jsx --
import dynamic from "next/dynamic";
import React, { lazy, memo as remember } from "react";
import * as R from "react";
import { SignUp } from "@clerk/nextjs";
async function f() {
  const { useUser } = await import("@clerk/nextjs");
  useUser/*?export useUser*/;
  (await import("@clerk/nextjs")).SignIn/*?export SignIn*/;
  import("@clerk/nextjs").then((m) => m.SignIn/*?export SignIn*/);
  import("@clerk/nextjs").then(({ SignIn: S }) => { S/*?export SignIn*/ });
  import("@clerk/nextjs").then(m => m.SignIn)/*?promise of export SignIn*/;
}
const A = dynamic(() => import("@clerk/nextjs").then(m => m.SignIn), { ssr: false });
const B = dynamic(async () => (await import("@clerk/nextjs")).SignUp);
const C = React.lazy(() => import("@clerk/nextjs").then(m => ({ default: m.SignIn })));
const D = lazy(async () => { const { SignIn } = await import("@clerk/nextjs"); return { default: SignIn } });
const E = remember(SignUp);
const F = R.memo(A);
const G = dynamic(() => import(/* webpackChunkName: "x" */ "./Login"));
<A/*?export SignIn*/ />;
<B/*?export SignUp*/ />;
<C/*?export SignIn*/ />;
<D/*?export SignIn*/ />;
<E/*?export SignUp*/ />;
<F/*?export SignIn*/ />;
<G/*?export SignIn*/ />;
-- Login.js --
export { SignIn as default } from "@clerk/nextjs";
`},
		{"aliases", `
-- a.ts --
import * as C from "@clerk/nextjs";
import { useUser, default as Clerk } from "@clerk/clerk-js";
const useMe = useUser;
const { SignIn } = C, { useSession: s = null } = C as any;
var again = useMe!;
useMe/*?export useUser*/()/*?useUser()*/;
SignIn/*?export SignIn*/;
s/*?export useSession*/;
again/*?export useUser*/;
const c = new Clerk("key")/*?Clerk*/;
c/*?Clerk*/.user/*?User*/;
`},
		{"declared globals, test runners", `
-- a.ts --
declare const Clerk: any;
declare global { interface Window { Clerk: any } }
Clerk/*?Clerk (global)*/.user;
window.Clerk/*?Clerk (global)*/;
(useUser as jest.Mock).mockReturnValue({});
import { useUser } from "@clerk/nextjs";
useUser/*?export useUser*/;
jest.mock("@clerk/nextjs", () => ({ ...jest.requireActual("@clerk/nextjs")/*?module @clerk/nextjs*/, useUser: () => ({}) }));
const { useSession } = await vi.importActual("@clerk/nextjs"); useSession/*?export useSession*/;
`},
		{"the global", `
-- a.ts --
Clerk/*?Clerk (global)*/.user/*?User (global)*/.getToken/*?User.getToken (global)*/;
window.Clerk/*?Clerk (global)*/.session/*?Session (global)*/;
(window as any).Clerk.session/*?Session (global)*/;
window.Clerk?.user?.getToken/*?User.getToken (global)*/("hasura");
window.Clerk!.user/*?User (global)*/;
globalThis.Clerk/*?Clerk (global)*/;
self["Clerk"]/*?Clerk (global)*/;
const { Clerk: k } = window;
k.user/*?User (global)*/;
const w = window as any;
w.Clerk/*?Clerk (global)*/;
window/*?nobody's*/;
const clerk = typeof window !== "undefined" && window.Clerk;
clerk/*?Clerk (global)*/.client.signIn/*?SignIn (global)*/;
`},
	})
}

func TestReexports(t *testing.T) {
	runAll(t, run, []testCase{
		{"named, star, namespace, default, renamed", `
-- a.tsx --
import { useUser, useMe, C, Login, useSession } from "./auth";
import useIt, * as all from "./auth";
import { useClerk } from "~/lib";
useUser/*?export useUser*/; useMe/*?export useUser*/; C.SignIn/*?export SignIn*/; Login/*?export SignIn*/;
useSession/*?export useSession*/;
useIt/*?export useUser*/;
all/*?module*/.useUser/*?export useUser*/;
all.nothing/*?nobody's*/;
all.C.useClerk/*?export useClerk*/;
useClerk()/*?Clerk*/;
-- auth/index.ts --
import { useUser } from "@clerk/nextjs";
export { useUser };
export const useMe = useUser;
export * as C from "@clerk/clerk-react";
export { SignIn as Login } from "@clerk/nextjs";
export * from "./more";
export default useUser;
export function local() {}
-- auth/more.ts --
export { useSession } from "../lib/deep";
-- lib/index.ts --
export * from "./deep";
-- lib/deep.ts --
export * from "@clerk/clerk-react";
`},
		{"chains without the word", `
-- a.js --
import { me } from "./one";
import d from "./four";
me/*?export useUser*/; d/*?export SignIn*/;
-- one.js --
import { two } from "./two";
export { two as me };
-- two.js --
export { three as two } from "./three";
-- three.js --
import * as c from "@clerk/clerk-react";
export const three = c.useUser;
export const { SignIn } = c;
-- four.js --
import { SignIn } from "./three";
const Panel = SignIn;
export default Panel;
`},
		{"local names win over a star", `
-- a.js --
import { useUser, useSession } from "./auth";
useUser/*?nobody's*/; useSession/*?export useSession*/;
-- auth.js --
export * from "@clerk/nextjs";
export function useUser() {}
`},
		{"two stars that disagree export neither", `
-- a.js --
import { useUser, useSession, useClerk, SignIn } from "./auth";
useUser/*?nobody's*/; useSession/*?export useSession*/; useClerk/*?nobody's*/; SignIn/*?export SignIn*/;
-- auth.js --
export * from "@clerk/nextjs";
export * from "./mine";
export * from "./again";
-- mine.js --
export const useUser = () => null;
export * from "./deeper";
-- deeper.js --
export function useClerk() {}
-- again.js --
export { SignIn } from "@clerk/clerk-react";
`},
		{"cycles", `
-- a.js --
import { useUser, x, C } from "./one";
useUser/*?export useUser*/; x/*?nobody's*/; C/*?module*/;
-- one.js --
export * from "./two";
export { y as x } from "./two";
export * as C from "./one";
-- two.js --
export * from "./one";
export { x as y } from "./one";
export { useUser } from "@clerk/nextjs";
-- three.js --
export * from "./four";
export * as D from "./four";
-- four.js --
export * from "./three";
export * as E from "./three";
-- b.js --
import { D, E, z } from "./three";
D/*?nobody's*/; E/*?nobody's*/; z/*?nobody's*/;
`},
		{"commonjs", `
-- a.js --
const { useUser, Login, lazy } = require("./auth");
const auth = require("./auth");
const whole = require("./whole");
const named = require("./named");
const spread = require("./spread");
import mod from "./auth";
useUser/*?export useUser*/; Login/*?export SignIn*/; lazy/*?export useSession*/;
auth/*?module*/.useUser()/*?useUser()*/;
whole/*?module @clerk/nextjs*/.useUser/*?export useUser*/;
named.useUser/*?export useUser*/; named.useSession/*?export useSession*/; named.SignUp/*?export SignUp*/; named.other/*?nobody's*/;
spread.useUser/*?export useUser*/; spread.SignIn/*?nobody's*/;
mod.useUser/*?export useUser*/;
-- auth.js --
const { useUser, SignIn } = require("@clerk/nextjs");
module.exports = { useUser, Login: SignIn, get lazy() { return require("@clerk/nextjs").useSession } };
-- whole.js --
module.exports = require("@clerk/nextjs");
-- named.js --
"use strict";
exports.useUser = exports.useSession = void 0;
var clerk_react_1 = require("@clerk/clerk-react");
Object.defineProperty(exports, "useUser", { enumerable: true, get: function () { return clerk_react_1.useUser; } });
exports.useSession = clerk_react_1.useSession;
exports.other = 1;
__exportStar(require("@clerk/clerk-react"), exports);
-- spread.js --
module.exports = { ...require("@clerk/nextjs"), SignIn: () => null };
`},
		{"types", `
-- a.ts --
import type { UserResource, Me } from "./types";
import { Session } from "./types";
function f(user: UserResource, me: Me, s: Session, t: import("./types").UserResource) {
  user/*?User (typed)*/; me/*?User (typed)*/; s/*?Session (typed)*/; t/*?User (typed)*/;
}
-- types.ts --
export type { UserResource } from "@clerk/types";
import type { UserResource, SessionResource } from "@clerk/types";
export type { UserResource as Me };
export { SessionResource as Session };
`},
		{"an instance that a module made", `
-- a.ts --
import { clerk, other } from "./clerk";
clerk/*?Clerk*/.user/*?User*/; other/*?nobody's*/;
-- clerk.ts --
import Clerk from "@clerk/clerk-js";
export const clerk = new Clerk("key");
export const other = clerk.load();
`},
	})
}

func TestForeignImports(t *testing.T) {
	runAll(t, nobody, []testCase{
		{"the same names from elsewhere", `
-- a.jsx --
import { useSession, signIn } from "next-auth/react";
import { useUser } from "@supabase/auth-helpers-react";
import { useAuth } from "@redwoodjs/auth";
import { SignIn } from "./SignIn";
import useUserWithSession from "./missing";
const session = useSession({ required: true });
const user = useUser();
const { isAuthenticated, currentUser } = useAuth();
signIn("github", { callbackUrl: "/" });
user.getToken("x"); session.revoke();
useUserWithSession();
<SignIn afterSignIn="/" callbackUrl={"/"} />;
-- SignIn.js --
export function SignIn() {}
`},
		{"names without an import", `
-- a.jsx --
const user = useUser();
const session = useSession();
useClerkSWR(); useUrlWithSession();
user.getToken("hasura"); session.revoke();
<RedirectToSignIn returnBack />;
`},
		{"server entry points", `
-- a.ts --
import { withSession, requireSession, WithSessionProp } from "@clerk/nextjs/api";
import { withServerSideAuth } from "@clerk/nextjs/ssr";
import { users } from "@clerk/clerk-sdk-node";
export default withSession((req: WithSessionProp<X>, res) => { req.session.revoke() });
users.getUser("x");
`},
		{"local components and shadows", `
-- a.jsx --
import { useRouter } from "next/router";
const RedirectToSignIn = () => { useRouter().push("/sign-in") };
function SignIn({ afterSignIn }) { return afterSignIn }
<SignIn afterSignIn="/" />;
<RedirectToSignIn returnBack={true} />;
const [redirectToSignin, setRedirectToSignin] = useState(false);
setRedirectToSignin(true);
`},
		{"shadowed require and globals", `
-- a.js --
function f(require, window, Clerk) {
  const { useUser } = require("@clerk/nextjs");
  useUser(); window.Clerk.user; Clerk.user;
}
class K { Clerk = 1 }
new K().Clerk; document.Clerk; obj.window.Clerk;
-- b.js --
import { Clerk } from "./mine";
import { dynamic, lazy, memo } from "./mine";
Clerk.user; new Clerk("key");
-- c.js --
class Clerk { user }
Clerk.user; new Clerk().user;
-- d.js --
import { SignIn } from "./mine";
import { memo, lazy } from "./mine";
memo(SignIn); lazy(() => import("./mine"));
-- mine.js --
export const SignIn = () => null;
export class Other {}
`},
		{"mentions in text only", `
-- a.jsx --
// import { useUser } from "@clerk/nextjs"; const user = useUser();
const sample = ` + "`import { useUser } from \"@clerk/nextjs\"; useUser().id`" + `;
const s = "window.Clerk.user";
<pre>useUser() Clerk.user</pre>;
`},
	})
	// The same names beside Clerk's own, in one file.
	run(t, `
-- a.jsx --
import { useUser as useClerkUser, withClerk } from "@clerk/nextjs";
export function useUser() { return useClerkUser/*?export useUser*/() }
function SignIn() { const me = useUser(); return me/*?nobody's*/ }
export default withClerk(SignIn/*?nobody's*/);
function g(useClerkUser) { return useClerkUser/*?nobody's*/() }
const useSessionX = 1;
<SignIn/*?nobody's*/ afterSignIn="/" />;
`)
}

func TestSpecifiers(t *testing.T) {
	for src, want := range map[string]string{
		"import a from 'a'\nimport b, { c } from \"./b\"\nexport * from `c`": "a ./b c",
		"import 'x'": "",
		"import('a'); await import(/* webpackChunkName: \"n\" */ `b/c`); import (\n'd')": "a b/c d",
		"const { a } = require('a'); jest.requireActual('b'); require ( \"c\" )":         "a c",
		"xfrom 'a'; import.meta; frommer 'b'; from''; from 'c":                           "",
		"from": "", "import": "", "require(": "", "m": "", "q": "", "from '": "",
		"from 'm'; from 'q'; require('q')": "m q q",
		"from /* a */ // b\n 'c'":          "c",
	} {
		var got []string
		clerk.Specifiers([]byte(src), func(s []byte) bool {
			got = append(got, string(s))
			return true
		})
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
	n := 0
	clerk.Specifiers([]byte("from 'a'; from 'b'"), func([]byte) bool { n++; return false })
	if n != 1 {
		t.Errorf("%d specifiers after the search has ended", n)
	}
}
