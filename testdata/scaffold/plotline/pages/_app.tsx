import type { AppProps } from "next/app";
import { ClerkProvider } from "@clerk/nextjs";

export default function Plotline({ Component, pageProps }: AppProps) {
  return (
    <ClerkProvider>
      <Component {...pageProps} />
    </ClerkProvider>
  );
}
