/** Server side only: talks to Hasura with the admin secret. */
export async function hasuraAdmin<T>(query: string, variables: Record<string, unknown>): Promise<T> {
  const response = await fetch(process.env.NEXT_PUBLIC_HASURA_GRAPHQL_API as string, {
    method: "POST",
    headers: { "x-hasura-admin-secret": process.env.HASURA_ADMIN_SECRET ?? "" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) {
    throw new Error(errors[0].message);
  }
  return data;
}
