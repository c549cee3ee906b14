import { ReactNode, useMemo } from "react";
import { ApolloClient, ApolloProvider, createHttpLink, from, InMemoryCache } from "@apollo/client";
import { setContext } from "@apollo/client/link/context";
import { onError } from "@apollo/client/link/error";
import { useUser, useSession } from "@clerk/nextjs";

const httpLink = createHttpLink({
  uri: process.env.NEXT_PUBLIC_HASURA_GRAPHQL_API,
});

const errorLink = onError(({ graphQLErrors, networkError }) => {
  graphQLErrors?.forEach(({ message, path }) => {
    console.error(`[hasura] ${path?.join(".") ?? "?"}: ${message}`);
  });
  if (networkError) {
    console.error("[hasura] network", networkError);
  }
});

export const ApolloClerkProvider = ({ children }: { children: ReactNode }) => {
  const { isLoaded, isSignedIn, user } = useUser();
  const { session } = useSession();

  const client = useMemo(() => {
    const authLink = setContext(async (_, { headers }) => {
      const token = await session?.getToken({ template: "hasura" });
      return {
        headers: {
          ...headers,
          authorization: `Bearer ${token}`,
        },
      };
    });

    return new ApolloClient({
      link: from([errorLink, authLink, httpLink]),
      cache: new InMemoryCache({
        typePolicies: { plots: { keyFields: ["garden_id", "number"] } },
      }),
    });
    // one client for as long as the page lives
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return <ApolloProvider client={client}>{children}</ApolloProvider>;
};
