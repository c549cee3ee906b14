// Reads within a check: after the migration the compiler has to agree that
// they need no mark.
import { useEffect } from "react";
import { useUser } from "@clerk/nextjs";

export function Statements({ list }: { list: string[] }) {
  const user = useUser();
  if (user) {
    document.title = user.id;
    list.forEach((item) => console.log(item, user.emailAddresses.length));
    const handlers = { save() { return user.update({}); } };
    handlers.save();
  }
  if (!user) {
    console.log("nobody");
  } else if (list.length > 0) {
    console.log(user.id.length);
  }
  if (user.id && list.length > 0) {
    console.log(user.emailAddresses.length);
  }
  if (user.username === "me") console.log(user.id.length);
  for (const item of list) {
    if (!user) continue;
    console.log(item, user.id.length);
  }
  for (let i = 0; user && i < user.emailAddresses.length; i++) {
    list.push(user.emailAddresses[i].id);
  }
  while (user != null && list.length < 9) {
    list.push(user.id.slice(1));
  }
  switch (list.length) {
    case 1:
      if (user === null || user === undefined) break;
      return <p>{user.id.length}</p>;
    case 2:
      return <p>{user.id.length}</p>;
  }
  if (user === null) throw new Error("out");
  if (user === undefined) return null;
  useEffect(() => {
    console.log(user.emailAddresses.map((email) => email.id.length));
  }, [user]);
  return <p title={user.id}>{user.id.length}</p>;
}

export function Expressions() {
  const user = useUser();
  return [
    user && user.emailAddresses.length,
    user ? user.emailAddresses.length : 0,
    !user ? 0 : user.emailAddresses.length,
    !user || user.emailAddresses.length,
    user != null && user.emailAddresses.length,
    user !== null && user !== undefined && user.emailAddresses.length,
    user !== undefined && user.emailAddresses.length,
    user === null || user === undefined || user.emailAddresses.length,
    (user && !0 && user.emailAddresses.length) || !user || user.emailAddresses.length,
    typeof user === "undefined" || user.emailAddresses.length,
    typeof user.id === "string" && user.emailAddresses.length,
    typeof user.id !== "undefined" && user.emailAddresses.length,
    user?.id && user.emailAddresses.length,
    user?.id !== undefined ? user.emailAddresses.length : 0,
    user.username != null ? user.emailAddresses.length : 0,
    user.username !== null ? user.emailAddresses.length : 0,
    user.primaryEmailAddress?.id && user.emailAddresses.length,
    user.emailAddresses.map(String) && user.emailAddresses.length,
    user.emailAddresses[0] && user.emailAddresses.length,
    user!.id && user.emailAddresses.length,
    (user.publicMetadata as { a: number }).a && user.emailAddresses.length,
    Boolean(user) && user.emailAddresses.length,
  ];
}

export function Functions() {
  const user = useUser();
  if (!user) {
    return null;
  }
  const arrow = () => user.id.length;
  const expression = function () { return () => user.id.length; };
  function declared() { return user.id.length; }
  class Inner { id = user.id.length; }
  return [arrow(), expression()(), declared(), new Inner().id];
}

export function NotConst() {
  let user = useUser();
  var other = useUser();
  if (!user || !other) {
    throw new Error();
  }
  const lengths = [user.id.length, other.id.length];
  return lengths.concat([1].map(() => (user.id.length || 0) * (other.id.length || 0)));
}
