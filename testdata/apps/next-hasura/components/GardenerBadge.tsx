import { useUser, withUser, WithUser } from "@clerk/nextjs";
import type { UserResource } from "@clerk/types";

interface BadgeProps {
  owner: string;
  user: UserResource;
}

const Badge = ({ owner, user }: BadgeProps) => (
  <span title={user.primaryEmailAddress?.emailAddress}>{user.id === owner ? "yours" : owner}</span>
);

export const KeyHolderNote = () => (
  <WithUser>
    {(user) =>
      user.publicMetadata.keyHolder ? <p>You hold a key to the shed.</p> : <p>Ask a key holder to open the shed.</p>
    }
  </WithUser>
);

export default withUser(Badge);
