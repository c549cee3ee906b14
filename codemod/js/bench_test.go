package js

import (
	"strconv"
	"strings"
	"testing"
)

// page is a file such as applications have, of about 7 KB.
func page() string {
	var b strings.Builder
	b.WriteString(`import { useEffect, useState, type FC } from "react";
import { useUser, useSession, UserButton } from "@clerk/nextjs";
import type { Task } from "../lib/types";
import * as api from "../lib/api";

`)
	const component = `interface TaskList%d Props { tasks: Task[]; onChange?: (task: Task) => void }

// TaskList shows the tasks of one person, newest first.
export const TaskList%d: FC<Props> = ({ tasks, onChange = () => {} }) => {
  const user = useUser();
  const { getToken } = useSession();
  const [open, setOpen] = useState<Record<string, boolean>>({});
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    const load = async () => {
      try {
        const token = await getToken({ template: "hasura" });
        const result = await api.fetchTasks(` + "`/api/tasks/${user.id}?page=%d`" + `, { headers: { Authorization: "Bearer " + token } });
        if (result.errors && result.errors.length > 0) throw new Error(result.errors[0]!.message);
        result.data.tasks.forEach((task: Task) => setOpen((all) => ({ ...all, [task.id]: task.done === false })));
      } catch (e) {
        setError((e as Error).message ?? "it's broken");
      }
    };
    load();
  }, [user, getToken]);

  if (error) return <p className="error">It's not working: {error}</p>;
  return (
    <section className="tasks" aria-label="Tasks">
      {/* the list */}
      <h2>Hello {user.firstName}, you have {tasks.filter((t) => !t.done).length} open tasks</h2>
      <ul>
        {tasks.map((task) => (
          <li key={task.id} className={open[task.id] ? "open" : "done"} onClick={() => onChange(task)}>
            <input type="checkbox" checked={task.done} readOnly /> {task.title.replace(/\s+/g, " ")}
          </li>
        ))}
      </ul>
      <UserButton userProfileURL="/user" afterSignOutAll="/" {...(open as any)} />
    </section>
  );
};

`
	for i := range 4 {
		b.WriteString(strings.ReplaceAll(strings.ReplaceAll(component, "%d Props", "Props"+strconv.Itoa(i)), "%d", strconv.Itoa(i)))
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	src := page()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("page.tsx", src); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParser is what of BenchmarkParse the parser itself takes.
func BenchmarkParser(b *testing.B) {
	src := page()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := parseTree("page.tsx", src, dialectOf("page.tsx")); err != nil {
			b.Fatal(err)
		}
	}
}
