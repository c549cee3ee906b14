import Image from "next/image";
import type { UserResource } from "@clerk/types";

interface MemberCardProps {
  user: UserResource;
  plots: number;
}

/** The gardener's own card, as printed on the notice board. */
export const MemberCard = ({ user, plots }: MemberCardProps) => (
  <aside>
    <Image src={user.profileImageUrl} alt="" width={48} height={48} />
    <strong>{user.fullName ?? user.primaryEmailAddress?.emailAddress}</strong>
    <span>
      {plots} {plots === 1 ? "plot" : "plots"}
    </span>
  </aside>
);
