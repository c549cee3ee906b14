import type { NextApiRequest, NextApiResponse } from "next";
import { users, withSession, WithSessionProp } from "@clerk/nextjs/api";

export default withSession(async (req: WithSessionProp<NextApiRequest>, res: NextApiResponse) => {
  if (!req.session?.userId) {
    return res.status(200).json({ signedIn: false });
  }
  const user = await users.getUser(req.session.userId);
  return res.status(200).json({ signedIn: true, name: user.firstName });
});
