import type { NextApiRequest, NextApiResponse } from "next";
import { requireSession, RequireSessionProp } from "@clerk/nextjs/api";
import { hasuraAdmin } from "@/lib/hasuraAdmin";

const CLAIM = /* GraphQL */ `
  mutation Claim($plotId: uuid!, $clerkId: String!) {
    claim_plot(args: { plot: $plotId, clerk: $clerkId }) {
      id
    }
  }
`;

export default requireSession(async (req: RequireSessionProp<NextApiRequest>, res: NextApiResponse) => {
  const { plotId } = JSON.parse(req.body);
  const session = req.session;
  const { claim_plot } = await hasuraAdmin<{ claim_plot: { id: string }[] }>(CLAIM, {
    plotId,
    clerkId: session.userId,
  });
  res.status(claim_plot.length ? 200 : 409).end();
});
