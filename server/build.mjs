import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { jsonInside } from "./json-inside.mjs";

/** `npm run build [server] [web]`: server/main.ts -> .build/server.js, renderer/ -> .build/web; each only if its sources changed. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(root, ".build");
const stampFile = join(output, "stamp.json");

/** What each part is made of; the lock file stands for all packages. */
const parts = [
  { name: "server", result: "server.js", sources: ["server", "engine", "migrations"], make: buildServer },
  { name: "web", result: "web/index.html", sources: ["renderer", "engine"], make: buildWeb },
];

function* filesOf(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesOf(join(path, name));
}

/** Content, not times: a fresh checkout or a switched branch sets times at will. */
function hashOf(sources) {
  const hash = createHash("sha256").update(process.version);
  for (const source of [...sources, "package.json", "package-lock.json", "tsconfig.json"]) {
    for (const file of filesOf(join(root, source))) hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return {};
  }
}

/** Packages stay outside the bundle: some are native, and stack traces keep their names. */
async function buildServer() {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [join(root, "server/main.ts")],
    outfile: join(output, "server.js"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    plugins: [jsonInside],
    sourcemap: true,
    logLevel: "warning",
  });
}

async function buildWeb() {
  const configFile = join(root, "renderer/vite.config.ts");
  if (!existsSync(configFile)) {
    console.warn("renderer/vite.config.ts is missing: the pages are not built.");
    return;
  }
  const { build } = await import("vite");
  const outDir = join(output, "web");
  await build({ configFile, root: join(root, "renderer"), logLevel: "warn", build: { outDir, emptyOutDir: true } });
}

const stamps = readStamps();
const force = process.argv.includes("--force");
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
mkdirSync(output, { recursive: true });
for (const { name, result, sources, make } of parts) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const hash = hashOf(sources);
  if (!force && stamps[name] === hash && existsSync(join(output, result))) continue;
  const startedAt = performance.now();
  delete stamps[name];
  rmSync(stampFile, { force: true });
  await make();
  stamps[name] = hash;
  writeFileSync(stampFile, JSON.stringify(stamps));
  console.log(`built ${name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
