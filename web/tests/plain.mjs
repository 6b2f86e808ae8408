// What needs no browser: bins without gaps, circles on the sphere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A module of src/, as JavaScript. */
async function source(name) {
  const entry = fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const { filled } = await source("timeline/bins");
const { areas, circle } = await source("map/areas");
const bin = (from, count, to = from) => ({ from, to, count });

test("times without events are bins of none", () => {
  const { unit, bins } = filled({ unit: "day", bins: [bin("2024-02-28", 2), bin("2024-03-01", 1)] });
  assert.equal(unit, "day");
  assert.deepEqual(bins.map(({ from, count }) => [from, count]), [["2024-02-28", 2], ["2024-02-29", 0], ["2024-03-01", 1]]);
  const months = filled({ unit: "month", bins: [bin("2023-12-01", 1, "2023-12-31"), bin("2024-02-01", 1, "2024-02-29")] }).bins;
  assert.deepEqual(months.map(({ from, to }) => `${from}/${to}`), ["2023-12-01/2023-12-31", "2024-01-01/2024-01-31", "2024-02-01/2024-02-29"]);
  assert.deepEqual(filled({ unit: "day", bins: [] }).bins, []);
});

test("long times are shown by a larger unit, and nothing is lost", () => {
  const few = [bin("1975-04-13", 3), bin("2024-03-22", 4), bin("2024-03-23", 1)];
  const { unit, bins } = filled({ unit: "day", bins: few });
  assert.equal(unit, "month");
  assert.equal(bins.reduce((sum, { count }) => sum + count, 0), 8);
  assert.equal(bins.at(-1).count, 5);
  assert.equal(filled({ unit: "day", bins: [bin("1700-01-01", 1), bin("2024-01-01", 1)] }).unit, "year");
});

test("an area is as wide as it is said to be, anywhere", () => {
  for (const [lon, lat] of [[0, 0], [36.6, 36.2], [-0.05, 68]]) {
    const [ring] = circle([lon, lat], 50).coordinates;
    assert.deepEqual(ring[0], ring.at(-1));
    const rad = Math.PI / 180;
    for (const [x, y] of ring) {
      const h = Math.sin(((y - lat) * rad) / 2) ** 2 + Math.cos(lat * rad) * Math.cos(y * rad) * Math.sin(((x - lon) * rad) / 2) ** 2;
      assert.ok(Math.abs(2 * 6371.0088 * Math.asin(Math.sqrt(h)) - 50) < 0.01);
    }
  }
});

test("events that share an area have one, and a point has none", () => {
  const event = (lon, radius_km) => ({ type: "Feature", properties: { id: "e", radius_km }, geometry: { type: "Point", coordinates: [lon, 10] } });
  assert.equal(areas([event(1, 5), event(1, 5), event(1, 60), event(2, null), event(3, 0)]).features.length, 2);
});
