// What clerkctl dev serves in place of clerk.js, so that an application loads
// in a browser too: who is signed in is whoever the session cookie names.
(() => {
  const home = new URL(document.currentScript.src).origin;
  const sign = "clerkctl token sign"; // the server puts its own here
  const listeners = new Set();
  let options = {};
  let loaded = false;

  // The token in the session cookie, while it is valid.
  const read = () => {
    const token = /(?:^|;\s*)__session=([^;]+)/.exec(document.cookie)?.[1];
    const claims = token && decode(token);
    return claims && claims.exp * 1000 > Date.now() ? { token, claims } : null;
  };

  const decode = (token) => {
    try {
      const text = atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"));
      return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))));
    } catch {
      return null;
    }
  };

  const store = (token, seconds) => {
    const rest = `; path=/; samesite=lax; max-age=${Math.floor(seconds)}`;
    document.cookie = `__session=${token}${rest}`;
    document.cookie = `__client_uat=${token ? decode(token).iat : ""}${rest}`;
  };

  // The Backend API's names in the spelling of clerk.js. What is in metadata
  // is the application's.
  const spell = (value) => {
    if (Array.isArray(value)) return value.map(spell);
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, v]) => {
        const name = key.replace(/_([a-z0-9])/g, (_, c) => c.toUpperCase());
        return [name, name.endsWith("Metadata") ? v : spell(v)];
      }),
    );
  };

  const userOf = async (id) => {
    const answer = await fetch(`${home}/v1/client/users/${encodeURIComponent(id)}`);
    if (!answer.ok) throw new Error(`clerkctl dev has no user ${id}`);
    const user = spell(await answer.json());
    user.fullName = [user.firstName, user.lastName].filter(Boolean).join(" ") || null;
    user.primaryEmailAddress = user.emailAddresses.find((e) => e.id === user.primaryEmailAddressId) ?? null;
    return user;
  };

  const sessionOf = ({ token, claims }, user) => ({
    id: claims.sid,
    status: "active",
    user,
    publicUserData: user,
    lastActiveAt: new Date(),
    expireAt: new Date(claims.exp * 1000),
    getToken: async ({ template } = {}) => {
      if (template) throw new Error(`clerkctl dev has no template ${template}`);
      return token;
    },
    touch: async () => {},
    end: () => Clerk.signOut(),
    remove: () => Clerk.signOut(),
  });

  const resources = () => ({ client: Clerk.client, session: Clerk.session, user: Clerk.user });

  const element = (tag, properties, ...children) => {
    const e = Object.assign(document.createElement(tag), properties);
    e.append(...children);
    return e;
  };

  // What stands where <SignIn /> and <SignUp /> do.
  const form = (after) => {
    const input = element("textarea", { name: "cookie", rows: 4, required: true, ariaLabel: "Cookie" });
    const problem = element("p", { role: "alert" });
    const box = element(
      "form",
      {},
      element("p", {}, "clerkctl dev stands in for Clerk here. Run this in a terminal and paste what it prints:"),
      element("pre", {}, element("code", {}, `${sign} --cookie --expires-in 8h`)),
      input,
      element("p", {}, element("button", { type: "submit" }, "Sign in")),
      problem,
    );
    box.style.cssText = "max-width: 32rem; font: 1rem sans-serif";
    input.style.cssText = "box-sizing: border-box; width: 100%";
    box.onsubmit = (event) => {
      event.preventDefault();
      const token = /(?:__session=|^\s*)([\w-]+\.[\w-]+\.[\w-]+)/.exec(input.value)?.[1];
      const left = ((token && decode(token)?.exp) || 0) - Date.now() / 1000;
      if (left > 0) {
        store(token, left);
        location.assign(after || "/");
      } else {
        problem.textContent = token ? "This token has expired, or is none." : "There is no token in this text.";
      }
    };
    return box;
  };

  const signOut = async (callback) => {
    store("", 0);
    await (callback ? callback() : location.reload());
  };

  const mount = (make) => (node, props = {}) => node.replaceChildren(make(props));
  const unmount = (node) => node.replaceChildren();
  const overlay = (make) => {
    let dialog;
    return [
      (props = {}) => {
        dialog?.remove();
        dialog = element("dialog", {}, make(props));
        document.body.append(dialog);
        dialog.showModal();
      },
      () => dialog?.remove(),
    ];
  };

  const signIn = (props) => form(props.afterSignInUrl ?? options.afterSignInUrl);
  const signUp = (props) => form(props.afterSignUpUrl ?? options.afterSignUpUrl);
  const profile = () => element("p", {}, `${Clerk.user?.fullName ?? "Signed out"} ${Clerk.user?.id ?? ""}`);
  const button = () => element("button", { type: "button", title: Clerk.user?.id, onclick: () => signOut() }, "Sign out");
  const [openSignIn, closeSignIn] = overlay(signIn);
  const [openSignUp, closeSignUp] = overlay(signUp);
  const [openUserProfile, closeUserProfile] = overlay(profile);
  const missing = (what) => async () => {
    throw new Error(`clerkctl dev cannot ${what}`);
  };

  const Clerk = {
    version: "clerkctl dev",
    client: undefined,
    session: undefined,
    user: undefined,
    isReady: () => loaded,
    load: async (given) => {
      options = given ?? {};
      const signedIn = read();
      Clerk.user = signedIn ? await userOf(signedIn.claims.sub) : null;
      Clerk.session = signedIn ? sessionOf(signedIn, Clerk.user) : null;
      const sessions = Clerk.session ? [Clerk.session] : [];
      Clerk.client = { id: "client_dev", sessions, activeSessions: sessions, lastActiveSessionId: Clerk.session?.id ?? null };
      loaded = true;
      listeners.forEach((listener) => listener(resources()));
    },
    addListener: (listener) => {
      listeners.add(listener);
      if (loaded) listener(resources());
      return () => listeners.delete(listener);
    },
    navigate: async (to) => (options.navigate ? options.navigate(to) : location.assign(to)),
    signOut,
    signOutOne: signOut,
    setSession: async (session, before) => before?.(session),
    mountSignIn: mount(signIn),
    mountSignUp: mount(signUp),
    mountUserProfile: mount(profile),
    mountUserButton: mount(button),
    unmountSignIn: unmount,
    unmountSignUp: unmount,
    unmountUserProfile: unmount,
    unmountUserButton: unmount,
    openSignIn,
    closeSignIn,
    openSignUp,
    closeSignUp,
    openUserProfile,
    closeUserProfile,
    redirectToSignIn: async (props) => openSignIn(props),
    redirectToSignUp: async (props) => openSignUp(props),
    redirectToUserProfile: async () => openUserProfile(),
    handleRedirectCallback: missing("sign in with another service"),
    handleMagicLinkVerification: missing("verify magic links"),
    authenticateWithMetamask: missing("sign in with a wallet"),
    createOrganization: missing("create organisations"),
    getOrganization: missing("show organisations"),
    getOrganizationMemberships: async () => [],
  };
  window.Clerk = Clerk;
})();
