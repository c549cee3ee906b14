[[ if .TypeScript ]]import type { AppProps } from "next/app";
[[ end ]]import { ClerkProvider } from "@clerk/nextjs";

function MyApp({ Component, pageProps }[[ if .TypeScript ]]: AppProps[[ end ]]) {
  return (
    <ClerkProvider {...pageProps}>
      <Component {...pageProps} />
    </ClerkProvider>
  );
}

export default MyApp;
