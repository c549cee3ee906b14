import type { GetServerSidePropsContext } from "next";
import { useAuth } from "@clerk/nextjs";

export async function getServerSideProps({ query }: GetServerSidePropsContext) {
  return { props: { tab: query.tab ?? "plots" } };
}

export default function Account({ tab }: { tab: string }) {
  const { userId } = useAuth();
  return <p>{userId ? `${tab} of ${userId}` : "signed out"}</p>;
}
