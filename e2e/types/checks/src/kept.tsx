// What is read from a nullable value and kept is nullable as well.
import { useSession, useUser } from "@clerk/clerk-react";

export function Members() {
  const { id, emailAddresses, update, publicMetadata } = useUser();
  const first = emailAddresses[0];
  const role = publicMetadata.role;
  const save = () => update({ firstName: id.trim() });
  return <p onClick={save}>{first.emailAddress.length}{String(role)}{emailAddresses.map((email) => email.id)}</p>;
}

export function Kept() {
  const user = useUser();
  const me = user;
  const emails = user.emailAddresses;
  const typed = (user.publicMetadata as { roles: string[] }).roles;
  const named = user && user.id;
  const known = user.fullName || "nobody";
  const add = async () => {
    const email = await user.createEmailAddress("a@b.example");
    await email.prepareVerification({ strategy: "email_code" });
    return (await user.update({})).id.length;
  };
  if (emails) {
    console.log(emails.length);
  }
  return [me.id.length, emails.map((email) => email.id), typed.length, named.length, known.length, add];
}

export function Session() {
  const session = useSession();
  const expires = session.expireAt;
  const load = async () => (await session.getToken()).length;
  return <p onClick={load}>{session.updatedAt.getTime()}{expires.getTime()}</p>;
}

export const useInline = () => "a" + useUser().id.length + useUser().emailAddresses.length;

export function Several() {
  const user = useUser(), other = 1;
  return [user.id.length, other, user.fullName + " " + user.id, `${user.id}`];
}
