// What a mark cannot help: here the compiler complains after the migration, and
// the report has to name each place.
import { UserResource } from "@clerk/types";
import { useSession, useUser } from "@clerk/nextjs";

const takes = (user: UserResource) => user.id;
const Card = (props: { user: UserResource }) => <p>{props.user.id}</p>;

export function Whole(): UserResource {
  const user = useUser();
  takes(user);
  const typed: UserResource = user;
  const list: UserResource[] = [user];
  const object: { user: UserResource } = { user };
  const { id, fullName } = user;
  const get = (): UserResource => user;
  if (takes(typed)) {
    return user;
  }
  console.log(user, list, object, id, fullName, get);
  throw <Card user={user} />;
}

export function Parts({ byId }: { byId: Record<string, number> }) {
  const user = useUser();
  const session = useSession();
  const { role } = user.publicMetadata;
  const [first] = user.emailAddresses;
  const copy = [...user.emailAddresses, ...user.phoneNumbers];
  for (const email of user.emailAddresses) {
    copy.push(email as never);
  }
  const mine = byId[user.id];
  const keys = Object.keys(user.publicMetadata);
  const age = Date.now() - session.updatedAt.getTime();
  const since: Date = session.updatedAt;
  const many = user.emailAddresses.length > 1;
  const has = "role" in user.publicMetadata;
  const sum = user.emailAddresses.length + user.phoneNumbers.length;
  const next = 1 + sum;
  return [role, first, copy, mine, keys, age, since, many, has, sum, next];
}

export const useWhole = (): UserResource => useUser();

export function Auth({ byId }: { byId: Record<string, number> }) {
  const { getToken, id } = useSession();
  return <input value={id} onClick={() => getToken()} title={String(byId[id])} />;
}
