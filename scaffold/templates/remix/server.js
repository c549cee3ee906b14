// Serves the application on 127.0.0.1. `remix dev` and `remix-serve` listen on
// every interface of the machine, where others can reach a development server.
const path = require("path");
require("dotenv").config();
const { createApp } = require("@remix-run/serve");

const watching = process.argv.includes("--watch");
const build = path.join(__dirname, "build");

function listen() {
  const port = Number(process.env.PORT || 3000);
  createApp(build, watching ? "development" : "production").listen(port, "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${port}`);
  });
}

// The next request loads the new build.
function forget() {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(build + path.sep)) {
      delete require.cache[file];
    }
  }
}

async function watch() {
  const compiler = require("@remix-run/dev/compiler");
  const { readConfig } = require("@remix-run/dev/config");
  await compiler.watch(await readConfig(__dirname), {
    mode: "development",
    onInitialBuild: listen,
    onRebuildFinish() {
      forget();
      console.log("built again; reload the page");
    },
  });
}

if (watching) {
  process.env.NODE_ENV = "development";
  watch().catch((error) => {
    console.error(error);
    process.exit(1);
  });
} else {
  process.env.NODE_ENV = "production";
  listen();
}
