interface PushTarget {
  endpoint: string;
  custom: string | undefined;
}

// The push relay is on Firebase. It is called from the service worker bridge,
// outside of React, hence the global.
export async function signInToPush(): Promise<PushTarget> {
  const custom = await window.Clerk?.session?.getToken({ template: 'firebase' });
  const answer = await fetch('/push/register', {
    method: 'POST',
    body: JSON.stringify({ custom }),
  });
  const { endpoint } = await answer.json();
  return { endpoint, custom };
}

export function askForSignIn() {
  // used to be window.Clerk.redirectToSignIn(true, '/firings')
  return window.Clerk?.redirectToSignIn();
}
