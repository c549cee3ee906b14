// Measures what verifying one token takes with each library, in microseconds, and
// what SHA-256 and RSA alone take in the same process. All take turns, in another
// order each time. Usage: node measure.mjs FOLDER ISSUER PARTY
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { verifyToken } from "@clerk/backend";
import { createVerifier } from "fast-jwt";
import { importSPKI, jwtVerify } from "jose";
import jsonwebtoken from "jsonwebtoken";

const [folder, issuer, party] = process.argv.slice(2);
const token = readFileSync(`${folder}/token.jwt`, "utf8").trim();
const pem = readFileSync(`${folder}/key.public.pem`, "utf8");
const require = createRequire(import.meta.url);
const version = (name) => JSON.parse(readFileSync(require.resolve.paths(name)[0] + `/${name}/package.json`, "utf8")).version;

const key = crypto.createPublicKey(pem);
const dot = token.lastIndexOf(".");
const input = Buffer.from(token.slice(0, dot));
const signature = Buffer.from(token.slice(dot + 1), "base64url");
const spki = await importSPKI(pem, "RS256");
const options = { key: pem, algorithms: ["RS256"], allowedIss: issuer, clockTolerance: 5000 };
const fast = createVerifier({ ...options, cache: false });
const remembering = createVerifier({ ...options, cache: 1000 });
const from = (claims) => {
  if (claims.azp !== party) throw new Error(`another party: ${claims.azp}`);
  return claims.sub;
};

const contestants = {
  control: () => crypto.verify("sha256", input, key, signature) && "control",
  "@clerk/backend": async (t) => (await verifyToken(t, { jwtKey: pem, authorizedParties: [party] })).sub,
  jose: async (t) => from((await jwtVerify(t, spki, { issuer, algorithms: ["RS256"], clockTolerance: 5 })).payload),
  jsonwebtoken: (t) => from(jsonwebtoken.verify(t, key, { issuer, algorithms: ["RS256"], clockTolerance: 5 })),
  "fast-jwt": (t) => from(fast(t)),
  "fast-jwt, a token seen before": (t) => from(remembering(t)),
};
const names = Object.keys(contestants);

// Each must do the work: accept the token, and refuse one that was changed.
const forged = token.slice(0, dot + 1) + (token[dot + 1] === "A" ? "B" : "A") + token.slice(dot + 2);
for (const name of names) {
  if (!(await contestants[name](token))) throw new Error(`${name} does not accept the token`);
  if (name === "control") continue;
  let accepted = true;
  try {
    await contestants[name](forged);
  } catch {
    accepted = false;
  }
  if (accepted) throw new Error(`${name} accepts a token that was changed`);
}

const took = Object.fromEntries(names.map((name) => [name, []]));
const rounds = 3000;
for (let round = 0; round < rounds; round++) {
  const order = names.map((name) => [crypto.randomInt(1 << 30), name]).sort((a, b) => a[0] - b[0]);
  for (const [, name] of order) {
    const start = process.hrtime.bigint();
    await contestants[name](token);
    const end = process.hrtime.bigint();
    // The first thousand warm the compiler.
    if (round >= 1000) took[name].push(Number(end - start));
  }
}
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const results = names.map((name) => ({ name, microseconds: median(took[name]) / 1000 }));
const versions = ["@clerk/backend", "fast-jwt", "jose", "jsonwebtoken"].map((name) => `${name} ${version(name)}`);
console.log(JSON.stringify({ node: process.version, versions, results }));
