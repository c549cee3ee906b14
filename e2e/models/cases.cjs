// What is rendered. A case gives an element of the SDK `s`; `lines` says which
// lines have it, both by default. Every button is clicked afterwards.

const React = require('react');

const h = React.createElement;

/** Shows what a hook gives. */
const Show = ({ of }) => h('pre', null, text(of()));

/** Shows what a hook gives, and calls something of it at a click. */
const Act = ({ of, at }) => {
  const value = of();
  return h('button', { onClick: () => at(value) }, 'act');
};

function text(value) {
  return JSON.stringify(value, (key, v) => {
    if (typeof v === 'function') return 'function';
    if (v === undefined) return 'undefined';
    if (key !== '' && v && typeof v === 'object' && v[Symbol.for('clerkctl.type')]) return v.id;
    return v;
  });
}

const of = (resource) => resource && { id: resource.id, keys: Object.keys(resource).sort() };
const Named = (props) => h('pre', null, text(Object.keys(props).sort()), text(of(props.user || props.session)));
const Child = (props) => h('i', { id: props.id }, 'child');

const everywhere = {};
const only = (line) => ({ lines: [line] });

const cases = {};
const add = (name, element, options = everywhere) => {
  cases[name] = { element, lines: ['old', 'next'], ...options };
};

add('useUser', (s) => h(s.SignedIn, null, h(Show, { of: () => s.useUser() })));
add('useUser without guard', (s) => h(Show, { of: () => s.useUser() }));
add('useUser with assertions', (s) => h(Show, {
  of: () => {
    const { user, isLoading, isSignedOut, isSignedIn, ...rest } = s.useUser({ withAssertions: true });
    return [of(user), isLoading(user), isSignedOut(user), isSignedIn(user), rest];
  },
}), only('old'));
add('useUser without assertions', (s) => h(s.SignedIn, null, h(Show, { of: () => of(s.useUser({ withAssertions: false })) })), only('old'));
add('useSession', (s) => h(s.SignedIn, null, h(Show, { of: () => s.useSession() })));
add('useSession without guard', (s) => h(Show, { of: () => s.useSession() }));
add('useSession with assertions', (s) => h(Show, {
  of: () => {
    const { session, isLoading, isSignedOut, isSignedIn, ...rest } = s.useSession({ withAssertions: true });
    return [of(session), isLoading(session), isSignedOut(session), isSignedIn(session), rest];
  },
}), only('old'));
add('useAuth', (s) => h(Show, { of: () => s.useAuth() }), only('next'));
add('useAuth, getToken', (s) => h(Act, { of: () => s.useAuth(), at: async ({ getToken }) => {
  document.title = String(await getToken({ template: 'hasura' }));
} }), only('next'));
add('useClerk', (s) => h(s.ClerkLoaded, null, h(Show, { of: () => {
  const { user, session, client } = s.useClerk();
  return [of(user), of(session), of(client)];
} })));
add('useClerk without guard', (s) => h(Show, { of: () => of(s.useClerk().user) }));
add('useClerk, its methods', (s) => h(s.ClerkLoaded, null, h(Act, {
  of: () => s.useClerk(),
  at: async ({ openSignIn, closeSignIn, openSignUp, closeSignUp, redirectToSignIn, redirectToSignUp, ...clerk }) => {
    openSignIn({ afterSignInUrl: '/in' });
    closeSignIn();
    openSignUp({ signInUrl: '/in' });
    closeSignUp();
    redirectToSignIn(true);
    redirectToSignUp({ redirectUrl: '/up' });
    redirectToSignIn();
    const node = document.createElement('div');
    clerk.mountSignIn(node, { path: '/in' });
    clerk.unmountSignIn(node);
    clerk.mountSignUp(node, { path: '/up' });
    clerk.unmountSignUp(node);
    clerk.mountUserButton(node, { showName: true });
    clerk.unmountUserButton(node);
    clerk.mountUserProfile(node, { only: 'account' });
    clerk.unmountUserProfile(node);
    clerk.redirectToUserProfile();
    clerk.handleRedirectCallback({ redirectUrl: '/cb' });
    clerk.navigate('/elsewhere');
    await clerk.handleMagicLinkVerification({ redirectUrl: '/link' });
    await clerk.authenticateWithMetamask({ redirectUrl: '/coin' });
    await clerk.setSession('sess_2', () => document.title);
    await clerk.signOut(() => document.title);
    await clerk.signOutOne();
  },
})));
add('useClerk, listening', (s) => h(s.ClerkLoaded, null, h(Act, {
  of: () => s.useClerk(),
  at: (clerk) => clerk.addListener((now) => {
    document.title = text([Object.keys(now).sort(), now.user && now.user.id]);
  }),
})));
add('useClerk, opening before it is loaded', (s) => h(Act, { of: () => s.useClerk(), at: (clerk) => clerk.openSignIn({ path: '/in' }) }));
add('useSignIn', (s) => h(s.ClerkLoaded, null, h(Show, { of: () => of(s.useSignIn()) })));
add('useSignIn without guard', (s) => h(Show, { of: () => of(s.useSignIn()) }));
add('useSignIn for those signed out', (s) => h(s.SignedOut, null, h(Show, { of: () => of(s.useSignIn()) })));
add('useSignUp', (s) => h(s.ClerkLoaded, null, h(Show, { of: () => of(s.useSignUp()) })));
add('useSignUp without guard', (s) => h(Show, { of: () => of(s.useSignUp()) }));
add('useSessionList', (s) => h(s.ClerkLoaded, null, h(Show, { of: () => s.useSessionList().map(of) })));
add('useSessionList without guard', (s) => h(Show, { of: () => s.useSessionList().map(of) }));
add('useMagicLink', (s) => h(s.ClerkLoaded, null, h(Act, {
  of: () => s.useMagicLink(s.useSignUp()),
  at: async ({ startMagicLinkFlow }) => {
    document.title = (await startMagicLinkFlow({ redirectUrl: '/verify' })).status;
  },
})));
add('useOrganizations', (s) => h(s.ClerkLoaded, null, h(Act, {
  of: () => s.useOrganizations(),
  at: async ({ createOrganization, getOrganizationMemberships, getOrganization }) => {
    await createOrganization({ name: 'Engines' });
    await getOrganizationMemberships();
    await getOrganization('org_1');
  },
})), only('old'));

for (const hoc of ['withUser', 'withSession', 'withClerk']) {
  const wrapped = new Map();
  const Wrapped = (s) => {
    if (!wrapped.has(s)) wrapped.set(s, s[hoc](Named));
    return wrapped.get(s);
  };
  add(hoc, (s) => h(Wrapped(s), { own: 1 }));
  add(`${hoc}, names`, (s) => h('b', null, Wrapped(s).displayName, s[hoc]((props) => h(Child, props), 'Given').displayName));
}
for (const renderer of ['WithUser', 'WithSession', 'WithClerk']) {
  add(renderer, (s) => h(s[renderer], null, (given) => h('b', null, given.id || typeof given.openSignIn)));
  add(`${renderer} without function`, (s) => h(s[renderer], null, h('b')));
}
for (const guard of ['SignedIn', 'SignedOut', 'ClerkLoaded', 'ClerkLoading']) {
  add(guard, (s) => h(s[guard], null, h(Child, { id: 'a' }), 'text', h(Child, { id: 'b' })));
}
for (const hook of ['useUser', 'useSession']) {
  add(`${hook} in ${hook === 'useUser' ? 'withUser' : 'withSession'}`, (s) => {
    const hoc = hook === 'useUser' ? s.withUser : s.withSession;
    const Inner = React.useRef(null);
    if (!Inner.current) Inner.current = hoc(() => h(Show, { of: () => s[hook]() }));
    return h(Inner.current);
  }, { component: true });
}
add('MultisessionAppSupport', (s) => h(s.MultisessionAppSupport, null, h(Child)), only('next'));

add('SignIn', (s) => h(s.SignIn, { path: '/in', routing: 'path', signUpUrl: '/up', afterSignInUrl: '/home' }));
add('SignIn, old props', (s) => h(s.SignIn, { signUpURL: '/up', afterSignIn: '/home' }));
add('SignUp', (s) => h(s.SignUp, { path: '/up', signInUrl: '/in', afterSignUpUrl: '/home' }));
add('UserButton', (s) => h(s.UserButton, { showName: true, afterSignOutAllUrl: '/', userProfileUrl: '/me' }));
add('UserProfile', (s) => h(s.UserProfile, { path: '/me', only: 'security', hideNavigation: true }));
for (const to of ['RedirectToSignIn', 'RedirectToSignUp']) {
  add(to, (s) => h(s[to]));
  add(`${to}, somewhere`, (s) => h(s[to], { redirectUrl: '/x', afterSignInUrl: '/in', afterSignUpUrl: '/up' }));
  add(`${to}, back`, (s) => h(s[to], { returnBack: true, redirectUrl: '/x' }));
  add(`${to}, not back`, (s) => h(s[to], { returnBack: false, redirectUrl: '/x' }));
}
add('RedirectToUserProfile', (s) => h(s.RedirectToUserProfile));
add('AuthenticateWithRedirectCallback', (s) => h(s.AuthenticateWithRedirectCallback, { redirectUrl: '/x', afterSignInUrl: '/in' }));

for (const button of ['SignInButton', 'SignUpButton']) {
  add(button, (s) => h(s[button], { redirectUrl: '/x', afterSignInUrl: '/in', mode: 'redirect' }));
  add(`${button}, modal`, (s) => h(s[button], { mode: 'modal', afterSignUpUrl: '/up' }, 'enter'));
  add(`${button} with a child`, (s) => h(s[button], { className: 'given' }, h('button', { id: 'own', onClick: () => { document.title = 'own'; } }, 'go')));
  add(`${button} with two children`, (s) => h(s[button], null, h('i'), h('b')));
}
add('SignOutButton', (s) => h(s.SignOutButton, { signOutCallback: () => undefined }));
add('SignOutButton with a child', (s) => h(s.SignOutButton, null, h('button', null, 'leave')));
add('SignInWithMetamaskButton', (s) => h(s.SignInWithMetamaskButton, { redirectUrl: '/x' }));

add('window.Clerk', () => h(Act, { of: () => null, at: () => {
  document.title = text(globalThis.Clerk && of(globalThis.Clerk.user));
} }));
add('isMagicLinkError', (s) => h(Show, { of: () => [
  s.MagicLinkErrorCode, s.isMagicLinkError({ code: 'expired' }), s.isMagicLinkError({ code: 'failed' }),
  s.isMagicLinkError({ code: 'other' }), s.isMagicLinkError(null), s.isMagicLinkError(undefined),
] }));

module.exports = { cases };
