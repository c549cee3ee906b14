type Goal = "seeds-offered" | "plot-claimed";

export function trackGoal(goal: Goal, properties: Record<string, string | undefined> = {}) {
  if (typeof window === "undefined") return;
  navigator.sendBeacon?.("/api/goals", JSON.stringify({ goal, ...properties }));
}
