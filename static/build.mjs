/* Builds static/dist from static/src: bundles, content hashes, a manifest, licences, .gz and .br beside each file. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const src = join(here, "src");
const dist = join(here, "dist");
const fresh = join(here, "dist.fresh"); /* a build that fails leaves the last one in place */
const modules = join(here, "..", "node_modules");
const entries = ["css/app.css", "js/core.js", "js/app.js", "js/composer.js", "js/live.js", "js/staff.js"];
/* kB after gzip; the build fails when a file outgrows its share. */
const budgets = {
  "app.css": 13,
  "core.js": 5,
  "app.js": 16,
  "composer.js": 14.2,
  "live.js": 6,
  "staff.js": 3,
  "icons.svg": 8,
};

function sprite() {
  const names = readFileSync(join(src, "icons/names.txt"), "utf8").split("\n").filter(Boolean).sort();
  const symbols = names.map((name) => {
    const svg = readFileSync(join(modules, "lucide-static/icons", `${name}.svg`), "utf8");
    const shapes = svg
      .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
      .replace(/\s+/g, " ")
      .replace(/> </g, "><")
      .replace(/ \/>/g, "/>")
      .trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

const about = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));

/* One licence for each package that ended up in a bundle, and for what such packages had bundled before. */
function licences(inputs) {
  const packages = new Set(["lucide-static"]);
  for (const input of inputs) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) packages.add(found[1]);
  }
  for (const name of packages) for (const inner of Object.keys(about(name).dependencies ?? {})) packages.add(inner);
  const parts = [...packages].sort().map((name) => {
    const folder = join(modules, name);
    const { version, license } = about(name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : license;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `The files beside this one contain parts of these packages.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}

function compressed(bytes) {
  const gz = gzipSync(bytes, { level: 9 });
  gz[9] = 255; /* the byte that names the builder's system, the same everywhere */
  const br = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  return { gz, br };
}

function keep(manifest, name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const hashed = name.replace(/(\.\w+)$/, `.${hash}$1`);
  const { gz, br } = compressed(bytes);
  writeFileSync(join(fresh, hashed), bytes);
  writeFileSync(join(fresh, `${hashed}.gz`), gz);
  writeFileSync(join(fresh, `${hashed}.br`), br);
  manifest[name] = hashed;
  const size = gz.length / 1024;
  console.log(
    `${name.padEnd(14)} ${size.toFixed(1).padStart(5)} kB gz ${(br.length / 1024).toFixed(1).padStart(6)} kB br`,
  );
  if (size > (budgets[name] ?? 4))
    throw new Error(`${name} is ${size.toFixed(1)} kB, more than its ${budgets[name] ?? 4} kB`);
}

const result = await build({
  absWorkingDir: here,
  entryPoints: entries.map((entry) => join(src, entry)),
  bundle: true,
  minify: true,
  format: "esm",
  target: "esnext",
  legalComments: "none",
  charset: "utf8",
  entryNames: "[name]",
  outdir: dist,
  write: false,
  metafile: true,
});

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const manifest = {};
for (const file of result.outputFiles) keep(manifest, file.path.split("/").pop(), Buffer.from(file.contents));
keep(manifest, "icons.svg", Buffer.from(sprite()));
keep(manifest, "favicon.svg", readFileSync(join(src, "icons/favicon.svg")));
const sorted = Object.fromEntries(Object.entries(manifest).sort());
writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
writeFileSync(join(fresh, "LICENSES.txt"), licences(Object.keys(result.metafile.inputs)));
rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);
