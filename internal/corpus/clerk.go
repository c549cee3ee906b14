package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// shape is a way in which applications use Clerk. In its text, $ stands for
// the component's name and JSX for some markup of the component.
type shape struct {
	imports []string // from the Clerk package
	others  []string // "module name"
	text    string
	// passed is true where the imports may come from a module of the project.
	passed bool
	// edits are the old and new texts of a migration, in turn; they stand once
	// in the text. gains and loses are what it does to the imports.
	edits        []string
	gains, loses string
}

// shapes are what @2 applications do, the common ones several times.
var shapes = []shape{
	{imports: []string{"useUser"}, passed: true, text: `
export default function $() {
  const user = useUser();
  const title = user.firstName;
  return (
    <section>
      <h1>Hello, {title} {user.lastName}</h1>
      <img src={user.profileImageUrl} alt="" />
JSX
    </section>
  );
}`, edits: []string{
		"const user = useUser();", "const { isLoaded, isSignedIn, user } = useUser();",
	}},
	{imports: []string{"useUser"}, passed: true, text: `
const $ = () => {
  const user = useUser();
  if (user) {
    console.log(user.id);
  }
  return (
    <div>
      {user?.primaryEmailAddress?.emailAddress}
JSX
    </div>
  );
};

export default $;`, edits: []string{
		"const user = useUser();", "const { isLoaded, isSignedIn, user } = useUser();",
	}},
	{imports: []string{"useUser"}, text: `
export function $() {
  const { firstName, fullName } = useUser();
  return (
    <header>
      {firstName ?? fullName}
JSX
    </header>
  );
}`, edits: []string{
		"const { firstName, fullName } = useUser();", "const { isLoaded, isSignedIn, user } = useUser();\n  const firstName = user?.firstName;\n  const fullName = user?.fullName;",
	}},
	{imports: []string{"useUser"}, text: `
export const $ = () => {
  const { id: userId, primaryEmailAddress } = useUser();
  const key = [userId, primaryEmailAddress?.emailAddress].join(":");
  return (
    <div data-key={key}>
JSX
    </div>
  );
};`, edits: []string{
		"const { id: userId, primaryEmailAddress } = useUser();", "const { isLoaded, isSignedIn, user } = useUser();\n  const userId = user?.id;\n  const primaryEmailAddress = user?.primaryEmailAddress;",
	}},
	{imports: []string{"useUser"}, text: `
export default function $() {
  const { user, isSignedOut, isLoading } = useUser({ withAssertions: true });
  if (isLoading(user)) {
    return null;
  }
  return isSignedOut(user) ? (
    <p>Signed out</p>
  ) : (
    <div>
      {user.fullName}
JSX
    </div>
  );
}`, edits: []string{
		"const { user, isSignedOut, isLoading } = useUser({ withAssertions: true });", "const { isLoaded, isSignedIn, user } = useUser();",
		"isLoading(user)", "!isLoaded",
		"isSignedOut(user)", "isLoaded && !isSignedIn",
	}},
	{imports: []string{"useUser"}, others: []string{"react useEffect", "react useState"}, text: `
export function $() {
  const user = useUser();
  const [image, setImage] = useState<File | null>(null);
  useEffect(() => {
    if (image) {
      void user.setProfileImage({ file: image });
    }
  }, [user, image]);
  const rename = async (firstName: string) => {
    await user.update({ firstName });
  };
  return (
    <form onSubmit={() => void rename("")}>
      <input type="file" onChange={(event) => setImage(event.target.files?.[0] ?? null)} />
JSX
    </form>
  );
}`, edits: []string{
		"const user = useUser();", "const { isLoaded, isSignedIn, user } = useUser();",
	}},
	{imports: []string{"useUser"}, others: []string{"@apollo/client ApolloClient", "@apollo/client InMemoryCache", "@apollo/client/link/context setContext"}, text: `
export const $ = ({ children }: { children: React.ReactNode }) => {
  const user = useUser();
  const link = setContext(async (_, { headers }) => {
    const token = await user.getToken("hasura");
    return { headers: { ...headers, authorization: token ? "Bearer " + token : "" } };
  });
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  return (
    <div data-client={String(client)}>
      {children}
JSX
    </div>
  );
};`, gains: "useSession", edits: []string{
		"const user = useUser();", "const { isLoaded, isSignedIn, user } = useUser();\n  const { session } = useSession();",
		`user.getToken("hasura")`, `session.getToken({ template: "hasura" })`,
	}},
	{imports: []string{"useSession"}, passed: true, text: `
export default function $() {
  const { getToken } = useSession();
  const load = async () => {
    const token = await getToken();
    return fetch("/api/data", { headers: { Authorization: "Bearer " + token } });
  };
  return (
    <div>
      <button onClick={() => void load()}>Load</button>
JSX
    </div>
  );
}`, loses: "useSession", gains: "useAuth", edits: []string{
		"const { getToken } = useSession();", "const { getToken } = useAuth();",
	}},
	{imports: []string{"useSession"}, text: `
export function $() {
  const { getToken, id } = useSession();
  const submit = async () => {
    await getToken({ template: "supabase" });
  };
  return (
    <form onSubmit={() => void submit()}>
      <input type="hidden" name="session" value={id} />
JSX
    </form>
  );
}`, loses: "useSession", gains: "useAuth", edits: []string{
		"const { getToken, id } = useSession();", "const { getToken, sessionId: id } = useAuth();",
	}},
	{imports: []string{"useClerk"}, text: `
export const $ = () => {
  const { session, user } = useClerk();
  return (
    <div>
      {session?.id} {user?.fullName}
JSX
    </div>
  );
};`},
	{imports: []string{"useClerk", "useSignUp"}, text: `
export default function $() {
  const signUp = useSignUp();
  const clerk = useClerk();
  const finish = async () => {
    await clerk.setSession(signUp.createdSessionId, () => undefined);
  };
  return (
    <div>
      <button onClick={() => void finish()}>Go on</button>
JSX
    </div>
  );
}`},
	{imports: []string{"UserButton"}, passed: true, text: `
export function $() {
  return (
    <nav>
      <UserButton userProfileURL="/user" afterSignOutAll="/" />
JSX
    </nav>
  );
}`, edits: []string{
		`userProfileURL="/user" afterSignOutAll="/"`, `userProfileUrl="/user" afterSignOutAllUrl="/"`,
	}},
	{imports: []string{"UserButton", "SignedIn", "SignedOut", "SignInButton"}, text: `
const $ = () => (
  <nav>
    <SignedIn>
      <UserButton afterSignOutAll={window.location.href} />
    </SignedIn>
    <SignedOut>
      <SignInButton />
    </SignedOut>
JSX
  </nav>
);

export default $;`, edits: []string{
		"afterSignOutAll={", "afterSignOutAllUrl={",
	}},
	{imports: []string{"SignIn", "SignUp"}, text: `
export default function $({ fresh }: { fresh: boolean }) {
  return (
    <main>
      {fresh ? <SignUp path="/sign-up" routing="path" signInURL="/sign-in" /> : <SignIn path="/sign-in" routing="path" signUpURL="/sign-up" afterSignIn="/home" />}
JSX
    </main>
  );
}`, edits: []string{
		`signInURL="/sign-in"`, `signInUrl="/sign-in"`,
		`signUpURL="/sign-up" afterSignIn="/home"`, `signUpUrl="/sign-up" afterSignInUrl="/home"`,
	}},
	{imports: []string{"RedirectToSignIn", "SignedIn", "SignedOut"}, text: `
export default function $() {
  return (
    <>
      <SignedIn>
JSX
      </SignedIn>
      <SignedOut>
        <RedirectToSignIn returnBack />
      </SignedOut>
    </>
  );
}`, edits: []string{
		"<RedirectToSignIn returnBack />", "<RedirectToSignIn />",
	}},
	{imports: []string{"ClerkProvider", "SignedIn", "SignedOut", "RedirectToSignIn"}, text: `
export default function $({ Component, pageProps }: { Component: React.ComponentType; pageProps: object }) {
  return (
    <ClerkProvider>
      <SignedIn>
        <Component {...pageProps} />
JSX
      </SignedIn>
      <SignedOut>
        <RedirectToSignIn />
      </SignedOut>
    </ClerkProvider>
  );
}`},
	{imports: []string{"WithUser"}, text: `
export const $ = () => (
  <WithUser>
    {(user) => (
      <div>
        {user.id === "1" ? <b>{user.fullName}</b> : null}
JSX
      </div>
    )}
  </WithUser>
);`},
	{imports: []string{"withUser"}, text: `
const $ = ({ user, all }: { user: { fullName: string }; all: string[] }) => (
  <div>
    {user.fullName} {all.join(", ")}
JSX
  </div>
);

export default withUser($);`},
	{imports: []string{"useSignIn"}, text: `
export function $() {
  const { authenticateWithRedirect } = useSignIn();
  const go = () =>
    authenticateWithRedirect({ strategy: "oauth_google", callbackUrl: "/sso-callback", callbackUrlComplete: "/" });
  return (
    <div>
      <button onClick={() => void go()}>Sign in with Google</button>
JSX
    </div>
  );
}`, edits: []string{
		`callbackUrl: "/sso-callback", callbackUrlComplete: "/"`, `redirectUrl: "/sso-callback", redirectUrlComplete: "/"`,
	}},
	{imports: []string{"useMagicLink", "useSignIn"}, text: `
export default function $() {
  const signIn = useSignIn();
  const { startMagicLinkFlow } = useMagicLink(signIn);
  const send = async (emailAddressId: string) => {
    await startMagicLinkFlow({ callbackUrl: "/verify", emailAddressId });
  };
  return (
    <div>
      <button onClick={() => void send("id")}>Send</button>
JSX
    </div>
  );
}`, edits: []string{
		`callbackUrl: "/verify"`, `redirectUrl: "/verify"`,
	}},
}

// clerk writes one of the shapes.
func (s *source) clerk() {
	sh := pick(s.rng, shapes)
	module := pick(s.rng, []string{"@clerk/nextjs", "@clerk/nextjs", "@clerk/nextjs", "@clerk/clerk-react", "@clerk/clerk-react"})
	if sh.passed && s.app.options.PassOn && s.rng.IntN(2) == 0 {
		module = "@/lib/auth"
	}
	for _, name := range sh.imports {
		s.need(module, name)
		s.taken[name] = true
	}
	if s.app.options.Migrated {
		s.edits = sh.edits
		names := s.imports[module]
		if sh.loses != "" {
			names[slices.Index(names, sh.loses)] = sh.gains
		} else if sh.gains != "" {
			s.imports[module] = append(names, sh.gains)
		}
	}
	s.shape(sh)
}

// shape writes a shape's text with the file's name and some markup in it.
func (s *source) shape(sh shape) {
	for _, o := range sh.others {
		module, name, _ := strings.Cut(o, " ")
		s.need(module, name)
		s.taken[name] = true
	}
	s.comment("")
	before, after, _ := strings.Cut(sh.text, "JSX\n")
	name := s.file.name
	s.WriteString(strings.TrimPrefix(strings.ReplaceAll(before, "$", name), "\n"))
	sc := &scope{}
	for range 1 + s.rng.IntN(3) {
		s.element(sc, 1+s.rng.IntN(3), "      ")
	}
	s.f("%s", strings.ReplaceAll(after, "$", name))
	s.f("")
}

// others are hooks of Clerk's names that come from elsewhere.
var others = []shape{
	{others: []string{"next-auth/react useSession"}, text: `
export default function $() {
  const session = useSession();
  const { data, status } = useSession({ required: true });
  return (
    <div>
      {session?.user?.name} {status} {data?.expires}
JSX
    </div>
  );
}`},
	{others: []string{"../context/UserContext useUser"}, text: `
export const $ = () => {
  const user = useUser();
  return (
    <div>
      {user.firstName}
JSX
    </div>
  );
};`},
	{others: []string{"@supabase/auth-helpers-react useUser"}, text: `
export function $() {
  const { user, error } = useUser();
  return (
    <div title={error?.message}>
      {user?.email}
JSX
    </div>
  );
}`},
	{others: []string{"next-auth/react signIn"}, text: `
export default function $({ callbackUrl, returnBack = true }: { callbackUrl?: string; returnBack?: boolean }) {
  return (
    <div>
      <button onClick={() => void signIn("github", { callbackUrl })}>{returnBack ? "Back" : "Sign in"}</button>
JSX
    </div>
  );
}`},
}

func (s *source) foreign() { s.shape(pick(s.rng, others)) }

// prose writes a component of an office with clerks, or one that mentions the
// company.
func (s *source) prose() {
	text := pick(s.rng, []string{
		"Ask the desk clerk for a key",
		"The clerk on duty signs here",
		"The city clerk/registrar keeps the books",
		"Clerk of the court",
		"We moved away from Clerk in spring",
	})
	s.shape(shape{text: fmt.Sprintf(`
// %s %s.
export default function $() {
  const title = %q;
  return (
    <div>
      {title}
JSX
    </div>
  );
}`, text, sentence(s.rng, 5), text)})
}
