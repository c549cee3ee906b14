// The components and higher-order components that both lines have alike.

import { Fragment, createElement, effect, record, typed } from './host.js';
import { loaded, signedIn } from './clerk.js';

const noFrontendApi = 'Clerk: You must add the frontendApi prop to your <ClerkProvider>';
const notAFunction = 'Clerk: Child of WithClerk must be a function.';
const oneChild = (name) =>
  `Clerk: You've passed multiple children components to <${name}/>. You can only pass a single child component or text.`;

export const isMagicLinkError = (error) =>
  !!error && (error.code === MagicLinkErrorCode.Expired || error.code === MagicLinkErrorCode.Failed);

export const MagicLinkErrorCode = { Expired: 'expired', Failed: 'failed' };

/** Where the service's own components are mounted. */
const node = typed('Node', {});

/** Makes a higher-order component that gives what `get` gives as `prop`, and draws nothing without. */
function giver(hoc, prop, get) {
  return (Component, displayName) => {
    displayName = displayName || Component.displayName || Component.name || 'Component';
    Component.displayName = displayName;
    const HOC = (props) => {
      const value = get();
      return value ? createElement(Component, Object.assign({}, props, { [prop]: value })) : null;
    };
    HOC.displayName = `${hoc}(${displayName})`;
    return HOC;
  };
}

/** Makes a component that calls its child with what `get` gives, and draws nothing without. */
function renderer(name, get) {
  const Renderer = ({ children }) => {
    if (typeof children !== 'function') throw new Error(notAFunction);
    const value = get();
    return value ? createElement(Fragment, null, children(value)) : null;
  };
  return component(name, Renderer);
}

/** Gives an exported component its name. */
export function component(name, render) {
  render.displayName = name;
  return typed(name, render);
}

/** A component that draws its children or nothing. */
export const guard = (name, shown) =>
  component(name, ({ children }) => (shown ? createElement(Fragment, null, children) : null));

/** The text or the one element that a button is made of, with what it does. */
function button(name, children, text, props, click) {
  if (!children) children = text;
  if (typeof children === 'string') children = createElement('button', null, children);
  const list = [].concat(children);
  const child = list[0];
  if (list.length !== 1 || !child || !child.props) throw new Error(oneChild(name));
  const onClick = async (event) => {
    if (typeof child.props.onClick === 'function') await child.props.onClick(event);
    return click();
  };
  return createElement(child.type, Object.assign({}, child.props, props, { onClick }));
}

/** The components over what a line knows, and the function that gives its Clerk object. */
export function makeComponents(world, clerk) {
  const ready = () => (loaded ? clerk() : null);
  const user = () => world.user;
  const session = () => world.session;

  const withClerk = giver('withClerk', 'clerk', ready);

  const ofClerk = (name, render) => typed(name, withClerk(render, name));

  const mounted = (name) =>
    ofClerk(name, ({ clerk, ...props }) => {
      effect(() => {
        clerk[`mount${name}`](node, props);
        return () => clerk[`unmount${name}`](node);
      });
      return createElement('div');
    });

  /** A component that draws nothing and does one thing when it is mounted. */
  const onMount = (name, act) =>
    ofClerk(name, ({ clerk, ...props }) => {
      effect(() => {
        act(clerk, props);
      });
      return null;
    });

  const signButton = (name, text, open, redirect) =>
    ofClerk(name, ({ clerk, children, afterSignInUrl, afterSignUpUrl, redirectUrl, mode, ...rest }) =>
      button(name, children, text, rest, () => {
        const options = { afterSignInUrl, afterSignUpUrl, redirectUrl };
        return mode === 'modal' ? clerk[open](options) : clerk[redirect](options);
      }));

  return {
    onMount,
    withClerk,
    withUser: giver('withUser', 'user', user),
    withSession: giver('withSession', 'session', session),
    WithClerk: renderer('WithClerk', ready),
    WithUser: renderer('WithUser', user),
    WithSession: renderer('WithSession', session),
    SignedIn: guard('SignedIn', signedIn),
    SignedOut: guard('SignedOut', loaded && !signedIn),
    ClerkLoaded: guard('ClerkLoaded', loaded),
    ClerkLoading: guard('ClerkLoading', !loaded),
    SignIn: mounted('SignIn'),
    SignUp: mounted('SignUp'),
    UserButton: mounted('UserButton'),
    UserProfile: mounted('UserProfile'),
    RedirectToUserProfile: onMount('RedirectToUserProfile', (clerk) => {
      clerk.redirectToUserProfile();
    }),
    AuthenticateWithRedirectCallback: onMount('AuthenticateWithRedirectCallback', (clerk, props) => {
      clerk.handleRedirectCallback(props);
    }),
    SignInButton: signButton('SignInButton', 'Sign in', 'openSignIn', 'redirectToSignIn'),
    SignUpButton: signButton('SignUpButton', 'Sign up', 'openSignUp', 'redirectToSignUp'),
    SignOutButton: ofClerk('SignOutButton', ({ clerk, children, signOutCallback, ...rest }) =>
      button('SignOutButton', children, 'Sign out', rest, () => clerk.signOutOne(signOutCallback))),
    SignInWithMetamaskButton: ofClerk('SignInWithMetamaskButton', ({ clerk, children, redirectUrl, ...rest }) =>
      button('SignInWithMetamaskButton', children, 'Sign in with Metamask', rest, async () => {
        clerk.authenticateWithMetamask({ redirectUrl });
      })),
  };
}

/**
 * Makes the provider, which loads Clerk with its other props as options.
 * `own` are the props that do not get there.
 */
export const makeProvider = (own) =>
  component('ClerkProvider', ({ children, ...props }) => {
    effect(() => {
      if (!props.frontendApi) throw new Error(noFrontendApi);
      const options = Object.assign({}, props);
      for (const name of own) delete options[name];
      record('call', 'Clerk.load', [options]);
    });
    return createElement(Fragment, null, children);
  });

/** Makes the provider of a framework, which fills in what the framework knows. */
export const makeFrameworkProvider = (Provider, known) =>
  component('ClerkProvider', (props) => createElement(Provider, known(props)));

/** The flow of a magic link of any resource that has one. */
export function useMagicLink(resource) {
  const { startMagicLinkFlow, cancelMagicLinkFlow } = resource.createMagicLinkFlow();
  effect(() => cancelMagicLinkFlow);
  return { startMagicLinkFlow, cancelMagicLinkFlow };
}
