[[ if .TypeScript ]]import type { LoaderFunction } from "@remix-run/server-runtime";
[[ end ]]import { useAuth } from "@clerk/remix";
import { getAuth } from "@clerk/remix/ssr.server";

[[ template "loader" . ]]

export default function [[ .Component ]]() {
  const { userId } = useAuth();

  if (!userId) {
    return <p>You are signed out.</p>;
  }

  return <p>{`Hello, ${userId}`}</p>;
}
