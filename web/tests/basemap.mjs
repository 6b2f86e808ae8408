import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { mapReady, serve, shot, skip, visit } from "./site.mjs";

/** A file of tiles as PMTiles 3 has it, with one tile: a green point for the whole world. */
function tiles() {
  const tile = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==", "base64");
  // One entry: tile 0, one in a run, so many bytes, at the start.
  const directory = Buffer.from([1, 0, 1, tile.length, 1]);
  const metadata = Buffer.from("{}");
  const header = Buffer.alloc(127);
  header.write("PMTiles");
  header[7] = 3;
  const at = { directory: 127, metadata: 127 + directory.length, tile: 127 + directory.length + metadata.length };
  [at.directory, directory.length, at.metadata, metadata.length, at.tile, 0, at.tile, tile.length, 1, 1, 1].forEach((n, i) => header.writeBigUInt64LE(BigInt(n), 8 + 8 * i));
  // Clustered; nothing compressed; tiles are PNG, at zoom 0 alone; the whole world.
  header.set([1, 1, 1, 2, 0, 0], 96);
  [-180, -85, 180, 85].forEach((degrees, i) => header.writeInt32LE(degrees * 1e7, 102 + 4 * i));
  return Buffer.concat([header, directory, metadata, tile]);
}

test("a base map of the user's own is drawn under the borders", { skip }, async () => {
  const file = `${mkdtempSync(`${tmpdir()}/selon-`)}/world.pmtiles`;
  writeFileSync(file, tiles());
  const asked = [];
  await visit(
    async (page) => {
      page.on("response", (answer) => {
        if (new URL(answer.url()).pathname.endsWith(".pmtiles")) asked.push(answer.status());
      });
      await page.goto("/events");
      await mapReady(page);
      assert.deepEqual([...new Set(asked)], [206]);
      await shot(page, "map-basemap");
    },
    { site: serve(["--demo", "--basemap", file]) },
  );
});
