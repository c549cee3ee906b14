import { useQuery } from "@apollo/client";
import { formatDistanceToNow } from "date-fns";
import { NOTICES } from "@/lib/graphql/notices";
import type { Notice } from "@/types/garden";

// The first board asked Clerk for the author on each render:
//
// const user = useUser();
// const session = useSession();
// const sessionId = session?.id;

export const NoticeBoard = () => {
  const { data } = useQuery<{ notices: Notice[] }>(NOTICES);

  return (
    <ul>
      {data?.notices.map((notice) => (
        <li key={notice.id}>
          <strong>{notice.user.display_name}</strong>: {notice.text}
          <time>{formatDistanceToNow(new Date(notice.created_at))} ago</time>
        </li>
      ))}
      {/* <li><UserButton userProfileURL="/user" afterSignOutAll="/" /></li> */}
    </ul>
  );
};
