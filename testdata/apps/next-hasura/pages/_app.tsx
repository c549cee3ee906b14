import "@/styles/globals.css";
import type { AppProps } from "next/app";
import Head from "next/head";
import { useRouter } from "next/router";
import { ClerkProvider } from "@clerk/nextjs";
import { SessionProvider } from "next-auth/react";
import { ApolloClerkProvider } from "@/components/ApolloClerkProvider";
import { Layout } from "@/components/Layout";
import { RequireAuth } from "@/components/RequireAuth";

const publicPages = ["/", "/developers", "/sign-in/[[...index]]", "/sign-up/[[...index]]"];
const stewardPages = ["/steward/legacy"];

function PlotlineApp({ Component, pageProps: { session, ...pageProps } }: AppProps) {
  const { pathname } = useRouter();

  if (stewardPages.includes(pathname)) {
    return (
      <SessionProvider session={session}>
        <Component {...pageProps} />
      </SessionProvider>
    );
  }

  return (
    <ClerkProvider>
      <Head>
        <title>Plotline</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </Head>
      {publicPages.includes(pathname) ? (
        <Layout>
          <Component {...pageProps} />
        </Layout>
      ) : (
        <RequireAuth>
          <ApolloClerkProvider>
            <Layout>
              <Component {...pageProps} />
            </Layout>
          </ApolloClerkProvider>
        </RequireAuth>
      )}
    </ClerkProvider>
  );
}

export default PlotlineApp;
