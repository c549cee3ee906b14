import { useAuth } from "@clerk/nextjs";
import { withServerSideAuth } from "@clerk/nextjs/ssr";

[[ template "loader" . ]]

export default function [[ .Component ]]() {
  const { userId } = useAuth();

  if (!userId) {
    return <p>You are signed out.</p>;
  }

  return <p>{`Hello, ${userId}`}</p>;
}
