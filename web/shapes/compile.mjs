// Compiles the world's shapes from Natural Earth 4.1 (public domain) as Debian's package
// qgis-common has them (world_map.gpkg: first-level divisions, and the lines of disputes):
//
//   apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb DIR
//   npm run shapes -- DIR/usr/share/qgis/resources/data/world_map.gpkg
//
// writes crates/selon-serve/built/shapes.json (for the map) and world.svg (for the map that
// is drawn without scripts). Land, borders and divisions come from one topology, so that
// they fit each other whatever is left out of them.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import initSqlJs from "sql.js";
import { mergeArcs, mesh, feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

/** Parts of the world's surface (in steradians): what is smaller than this is left out. */
const DETAIL = { borders: 2.5e-7, land: 5e-7, regions: 1.2e-6, drawing: 3e-6 };
/** Countries whose divisions are smaller than this on average are shown without them. */
const SMALL_DIVISION = 2.5e-5;
/** Countries and territories whose borders with their neighbours are disputed. */
const DISPUTED = new Set(["KOS", "SOL", "CYN", "SAH", "KAS", "PSX"]);
/** Divisions that Natural Earth gives to who holds them and others claim: their borders with
 * another country are disputed. */
const CLAIMED = new Set(["Jammu and Kashmir", "Azad Kashmir", "Gilgit-Baltistan", "Northern Areas", "Arunachal Pradesh", "Quneitra", "Crimea", "Sevastopol"]);
/** Degrees: a border this near to the line of a dispute is that line. */
const NEAR = 0.12;
/** Units of the drawn world, both ways, in Web Mercator. */
const WORLD = 16384;

const built = (name) => fileURLToPath(new URL(`../../crates/selon-serve/built/${name}`, import.meta.url));

const { divisions, disputes } = await readGeoPackage(process.argv[2]);
const whole = presimplify(topology({ divisions: { type: "FeatureCollection", features: divisions } }, 1e6), sphericalTriangleArea);
const map = {
  ...layers(whole, DETAIL.borders),
  land: layers(whole, DETAIL.land).land,
  regions: layers(whole, DETAIL.regions).regions,
};
const labels = countryLabels(whole);
writeFileSync(built("shapes.json"), shapesJson(map, labels));
writeFileSync(built("world.svg"), worldSvg(layers(whole, DETAIL.drawing)));

/** The layers of a map: land as polygons, the rest as lines; degrees. */
function layers(whole, detail) {
  const world = simplify(whole, detail);
  const all = world.objects.divisions.geometries;
  const country = (d) => d.properties.country;
  const shown = new Set();
  for (const [name, of] of byCountry(all)) {
    if (of.length > 1 && sum(of.map((d) => d.properties.area)) / of.length > SMALL_DIVISION) shown.add(name);
  }
  const claimed = (a, b) =>
    country(a) !== country(b) && [a, b].some((d) => DISPUTED.has(country(d)) || CLAIMED.has(d.properties.name));
  const lines = (filter) => mesh(world, world.objects.divisions, (a, b) => a !== b && filter(a, b)).coordinates;
  const border = lines((a, b) => country(a) !== country(b) && !claimed(a, b));
  const near = nearness(disputes);
  const [ofDispute, borders] = parted(border, near);
  const dashed = [...lines(claimed), ...ofDispute];
  const nearDrawn = nearness([...dashed]);
  const [, alone] = parted(disputes.map((line) => thinned(line, detail)), nearDrawn);
  const land = mergeArcs(world, all);
  return {
    land: feature(world, land).geometry.coordinates.map((rings) => rings.filter((ring) => size(ring) > detail && ring[0][1] > -60)).filter((rings) => rings.length > 0),
    borders,
    disputed: [...dashed, ...alone].filter((line) => line.length > 1),
    regions: lines((a, b) => country(a) === country(b) && shown.has(country(a))),
  };
}

/** Lines cut in pieces: those that `near` says yes to, and the others. */
function parted(lines, near) {
  const yes = [];
  const no = [];
  for (const line of lines) {
    let piece = [line[0]];
    let kind;
    for (let i = 1; i < line.length; i += 1) {
      const [a, b] = [line[i - 1], line[i]];
      const here = near(a) && near(b);
      if (kind !== undefined && here !== kind) {
        (kind ? yes : no).push(piece);
        piece = [a];
      }
      kind = here;
      piece.push(b);
    }
    (kind ? yes : no).push(piece);
  }
  return [yes, no.filter((piece) => piece.length > 1)];
}

/** Whether a point is within NEAR degrees of any of some lines. */
function nearness(lines) {
  const cells = new Map();
  const key = (x, y) => `${Math.floor(x / NEAR)},${Math.floor(y / NEAR)}`;
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [[x0, y0], [x1, y1]] = [line[i - 1], line[i]];
      const steps = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / (NEAR / 4)));
      for (let s = 0; s <= steps; s += 1) {
        const point = [x0 + ((x1 - x0) * s) / steps, y0 + ((y1 - y0) * s) / steps];
        const cell = key(...point);
        if (!cells.has(cell)) cells.set(cell, []);
        cells.get(cell).push(point);
      }
    }
  }
  return ([x, y]) => {
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const [px, py] of cells.get(key(x + dx * NEAR, y + dy * NEAR)) ?? []) {
          if (Math.hypot(px - x, py - y) < NEAR) return true;
        }
      }
    }
    return false;
  };
}

/** A line without the points that make triangles smaller than `detail`. */
function thinned(line, detail) {
  const one = topology({ line: { type: "LineString", coordinates: line } });
  return feature(simplify(presimplify(one, sphericalTriangleArea), detail), "line").geometry.coordinates;
}

/** Where the name of a country is written: the middle of its largest part. */
function countryLabels(world) {
  const found = [];
  for (const [, of] of byCountry(world.objects.divisions.geometries)) {
    const iso = of.map((d) => d.properties.iso).find((iso) => /^[A-Z]{2}$/.test(iso));
    if (iso === undefined) continue;
    const polygons = feature(world, mergeArcs(world, of)).geometry.coordinates.map((rings) => rings[0]);
    const largest = polygons.reduce((a, b) => (size(b) > size(a) ? b : a));
    const area = sum(of.map((d) => d.properties.area));
    const rank = area > 0.03 ? 1 : area > 0.006 ? 2 : area > 0.001 ? 3 : area > 0.0001 ? 4 : 5;
    found.push([iso, ...inside(largest).map((v) => Math.round(v * 100) / 100), rank]);
  }
  return found.sort((a, b) => a[3] - b[3] || (a[0] < b[0] ? -1 : 1));
}

/** The point of a grid over a ring that is farthest from its edge. */
function inside(ring) {
  const xs = ring.map((p) => p[0]);
  const ys = ring.map((p) => p[1]);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const edge = ring.filter((_, i) => i % Math.ceil(ring.length / 400) === 0);
  let best = [(x0 + x1) / 2, (y0 + y1) / 2];
  let far = -1;
  for (let i = 1; i < 24; i += 1) {
    for (let j = 1; j < 24; j += 1) {
      const point = [x0 + ((x1 - x0) * i) / 24, y0 + ((y1 - y0) * j) / 24];
      if (!contains(ring, point)) continue;
      // A name is wide: being far from the edge to the left and right counts double.
      const d = Math.min(...edge.map(([x, y]) => Math.hypot((x - point[0]) / 2, y - point[1])));
      if (d > far) [far, best] = [d, point];
    }
  }
  return best;
}

function contains(ring, [x, y]) {
  let is = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) is = !is;
  }
  return is;
}

/** Lines as differences of whole thousandths of a degree; decoded by src/map/shapes.ts. */
function shapesJson(found, labels) {
  const coded = (line) => {
    let [x, y] = [0, 0];
    const out = [];
    for (const [lon, lat] of line) {
      const [nx, ny] = [Math.round(lon * 1000), Math.round(lat * 1000)];
      if (out.length > 0 && nx === x && ny === y) continue;
      out.push(nx - x, ny - y);
      [x, y] = [nx, ny];
    }
    return out;
  };
  return `${JSON.stringify({
    source: "Natural Earth 4.1, public domain",
    land: found.land.map((rings) => rings.map(coded)),
    borders: found.borders.map(coded),
    disputed: found.disputed.map(coded),
    regions: found.regions.map(coded),
    labels,
  })}\n`;
}

/** The world as one picture: greys that can be seen on white and on black. */
function worldSvg(found) {
  const path = (lines, close) =>
    lines
      .map((line) => {
        let [x, y] = [0, 0];
        let text = "";
        for (const [lon, lat] of line) {
          const [nx, ny] = mercator(lon, lat);
          if (text !== "" && nx === x && ny === y) continue;
          text += text === "" ? `M${nx} ${ny}l` : `${text.endsWith("l") || ny < 0 ? "" : " "}${nx - x} ${ny - y}`;
          [x, y] = [nx, ny];
        }
        return text.endsWith("l") ? "" : text + (close ? "z" : "");
      })
      .join("");
  const line = 'fill="none" stroke="#777" vector-effect="non-scaling-stroke"';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WORLD} ${WORLD}" width="${WORLD}" height="${WORLD}">
<!-- Natural Earth 4.1, public domain -->
<path fill="#888" fill-opacity=".22" fill-rule="evenodd" d="${path(found.land.flat(), true)}"/>
<path ${line} stroke-opacity=".6" stroke-width=".8" d="${path(found.borders)}"/>
<path ${line} stroke-opacity=".8" stroke-width=".8" stroke-dasharray="3 2.5" d="${path(found.disputed)}"/>
</svg>
`;
}

function mercator(lon, lat) {
  const bounded = Math.max(-85, Math.min(85, lat));
  const y = WORLD / 2 - (WORLD / (2 * Math.PI)) * Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360));
  return [Math.round(((lon + 180) / 360) * WORLD), Math.round(y)];
}

/** Area of a ring on the sphere, about, in steradians. */
function size(ring) {
  let area = 0;
  const rad = Math.PI / 180;
  for (let i = 1; i < ring.length; i += 1) {
    const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]];
    area += (x1 - x0) * rad * (2 + Math.sin(y0 * rad) + Math.sin(y1 * rad));
  }
  return Math.abs(area / 2);
}

function byCountry(all) {
  const found = new Map();
  for (const division of all) {
    const of = found.get(division.properties.country) ?? [];
    of.push(division);
    found.set(division.properties.country, of);
  }
  return found;
}

function sum(values) {
  return values.reduce((a, b) => a + b, 0);
}

async function readGeoPackage(path) {
  if (path === undefined) throw new Error("Name the file world_map.gpkg: see the head of this script.");
  const sqlite = await initSqlJs();
  const file = new sqlite.Database(readFileSync(path));
  const rows = (query) => file.exec(query)[0].values;
  const divisions = rows("select name, adm0_a3, iso_a2, geom from states_provinces order by fid").map(
    ([name, holder, iso, geom]) => {
      const country = holder === "KAB" ? "KAZ" : holder; // a lease is no border
      const geometry = wellKnownBinary(geom);
      const area = sum(geometry.coordinates.map((rings) => size(rings[0])));
      return { type: "Feature", properties: { name, country, iso, area }, geometry };
    },
  );
  const disputes = rows("select geom from disputed_borders order by fid").flatMap(([geom]) => wellKnownBinary(geom).coordinates);
  return { divisions, disputes };
}

/** A geometry as GeoPackage keeps it: a header, then WKB; little-endian, two dimensions. */
function wellKnownBinary(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const envelope = [0, 32, 48, 48, 64][(view.getUint8(3) >> 1) & 7];
  let at = 8 + envelope;
  const u32 = () => ((at += 4), view.getUint32(at - 4, true));
  const f64 = () => ((at += 8), view.getFloat64(at - 8, true));
  const many = (read) => Array.from({ length: u32() }, read);
  const point = () => [f64(), f64()];
  const read = () => {
    at += 1;
    const kind = u32();
    if (kind === 2) return many(point);
    if (kind === 3) return many(() => many(point));
    if (kind === 5 || kind === 6) return many(read);
    throw new Error(`geometry of kind ${kind}`);
  };
  const kind = view.getUint32(at + 1, true);
  const coordinates = read();
  if (kind === 2) return { type: "MultiLineString", coordinates: [coordinates] };
  if (kind === 3) return { type: "MultiPolygon", coordinates: [coordinates] };
  return { type: kind === 5 ? "MultiLineString" : "MultiPolygon", coordinates };
}
