#!/usr/bin/env node
// Starts the program that npm installed for this platform, and ends as it ends.
"use strict";

const { spawn } = require("child_process");

const name = `@clerkctl/${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "clerkctl.exe" : "clerkctl";

let program;
try {
  program = require.resolve(`${name}/bin/${file}`);
} catch {
  console.error(`clerkctl: the package ${name} is not installed`);
  console.error("hint: install without --omit=optional; if there is no such package, see " +
    "https://github.com/clerkctl/clerkctl for how to build the program");
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// A terminal sends its signals to both; those from elsewhere are passed on.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`clerkctl: cannot start ${program}: ${error.message}`);
  process.exit(2);
});
child.on("close", (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exit(code);
  }
});
