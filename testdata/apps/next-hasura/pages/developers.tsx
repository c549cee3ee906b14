import type { NextPage } from "next";

const tokenSample = `import { useUser } from "@clerk/nextjs";

const user = useUser();
const token = await user.getToken("hasura");`;

const apiSample = `import { withSession } from "@clerk/nextjs/api";

export default withSession((req, res) => {
  res.json({ id: req.session?.userId });
});`;

const DevelopersPage: NextPage = () => (
  <main>
    <h1>Write your own client</h1>
    <p>Ask for a token in the browser:</p>
    <pre>{tokenSample}</pre>
    <p>Read the session on the server:</p>
    <pre>{apiSample}</pre>
    <p>
      Send people who are signed out away with <code>{`<RedirectToSignIn returnBack />`}</code>.
    </p>
  </main>
);

export default DevelopersPage;
