import { useEffect, useState } from "react";
import type { NextPage } from "next";
import { useQuery } from "@apollo/client";
import { useUser } from "@clerk/nextjs";
import { AccountMenu } from "@/components/AccountMenu";
import { useGardener } from "@/hooks/useGardener";
import { WORK_DAYS } from "@/lib/graphql/workdays";
import type { WorkDay, WorkDayUser } from "@/types/garden";

const WorkDaysPage: NextPage = () => {
  const { isLoaded, isSignedIn, user } = useUser();
  const { gardener } = useGardener();
  const [search, setSearch] = useState("");
  const { data } = useQuery<{ work_days: WorkDay[] }>(WORK_DAYS);

  useEffect(() => {
    if (user) {
      document.title = `Work days of ${user.firstName}`;
    }
  }, [user]);

  const matching = (users: WorkDayUser[]) =>
    users.filter((user: WorkDayUser) => user?.display_name.toLowerCase().includes(search.toLowerCase()));

  return (
    <main>
      <h1>Work days</h1>
      {user && <p>{user.id === gardener?.clerk_id ? `${gardener.hours_owed} hours to go` : "No hours yet"}</p>}
      <input value={search} onChange={(event) => setSearch(event.target.value)} placeholder="Find a gardener" />
      {data?.work_days.map((day) => (
        <section key={day.id}>
          <h2>{day.title}</h2>
          <ul>
            {matching(day.users).map((user) => (
              <li key={user.id}>{user.display_name}</li>
            ))}
          </ul>
        </section>
      ))}
      <AccountMenu />
    </main>
  );
};

export default WorkDaysPage;
