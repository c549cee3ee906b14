const base = import.meta.env.VITE_API_URL;

export async function getJSON(path) {
  const token = await window.Clerk.session.getToken({ template: 'hasura' });
  const response = await fetch(base + path, { headers: { Authorization: `Bearer ${token}` } });
  if (response.status === 401) {
    await window.Clerk.redirectToSignIn();
  }
  if (response.status === 403) {
    window.Clerk.redirectToSignUp();
  }
  return response.json();
}

/** For the oven displays, which hand in a client of their own. */
export class DisplayTokens {
  constructor(client) {
    this.client = client;
  }

  async get() {
    const user = this.client.user;
    return user.getToken('hasura');
  }
}
