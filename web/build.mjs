// Builds src/ into crates/selon-serve/built/, which is committed: `npm ci && npm run build`.
// shapes.json and world.svg come from shapes/compile.mjs, which needs a download of its own.

import { copyFile, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = here("../crates/selon-serve/built/");

await build({
  entryPoints: ["app", "map", "timeline"].map((name) => here(`src/${name}.ts`)),
  outdir: built,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  // app.js finds the others at the address that they have on the server.
  external: ["/static/*"],
});

// The worker and the style sheet of MapLibre are files of their own: the policy of the
// pages allows no worker and no style from elsewhere.
const maplibre = (name) => here(`node_modules/maplibre-gl/dist/${name}`);
await copyFile(maplibre("maplibre-gl-worker.mjs"), `${built}maplibre-worker.js`);
await writeFile(`${built}map.css`, await readFile(maplibre("maplibre-gl.css"), "utf8") + (await readFile(here("src/map.css"), "utf8")));

const text = async (name, file) => (await readFile(here(`node_modules/${name}/${file}`), "utf8")).trim();
await writeFile(
  `${built}NOTICE.md`,
  `# What is built in: sources and licences

Made by \`npm run build\` in web/. The scripts are Selon's own (MIT OR Apache-2.0), with what
follows bundled into map.js, map.css and maplibre-worker.js.

\`shapes.json\` and \`world.svg\` are compiled by web/shapes/compile.mjs from Natural Earth 4.1
(naturalearthdata.com, public domain): first-level divisions, and the lines of disputes.
Borders that a dispute is known of are dashed; no border here says whose a place is.

## PMTiles (github.com/protomaps/PMTiles)

BSD-3-Clause, © Protomaps LLC; the conditions are those below, under MapLibre GL JS.

## fflate

${await text("fflate", "LICENSE")}

## MapLibre GL JS

${await text("maplibre-gl", "LICENSE.txt")}
`,
);
