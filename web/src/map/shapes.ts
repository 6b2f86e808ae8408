// The world's shapes as shapes/compile.mjs codes them: lines as differences of whole
// thousandths of a degree.

import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point, Position } from "geojson";
import { language } from "../words";

interface Coded {
  readonly land: readonly (readonly (readonly number[])[])[];
  readonly borders: readonly (readonly number[])[];
  readonly disputed: readonly (readonly number[])[];
  readonly regions: readonly (readonly number[])[];
  /** ISO code, longitude, latitude, and rank: 1 the largest. */
  readonly labels: readonly (readonly [string, number, number, number])[];
}

/** Layers of the world. */
export interface Shapes {
  readonly land: Feature<MultiPolygon>;
  readonly borders: Feature<MultiLineString>;
  readonly disputed: Feature<MultiLineString>;
  readonly regions: Feature<MultiLineString>;
  readonly labels: FeatureCollection<Point, { name: string; rank: number }>;
}

export async function fetchShapes(): Promise<Shapes> {
  const answer = await fetch("/static/shapes.json");
  if (!answer.ok) throw new Error(`shapes.json: ${answer.status}`);
  const coded = (await answer.json()) as Coded;
  return {
    land: feature({ type: "MultiPolygon", coordinates: coded.land.map((rings) => rings.map(line)) }),
    borders: feature({ type: "MultiLineString", coordinates: coded.borders.map(line) }),
    disputed: feature({ type: "MultiLineString", coordinates: coded.disputed.map(line) }),
    regions: feature({ type: "MultiLineString", coordinates: coded.regions.map(line) }),
    labels: { type: "FeatureCollection", features: labels(coded.labels) },
  };
}

function feature<G extends MultiPolygon | MultiLineString>(geometry: G): Feature<G> {
  return { type: "Feature", properties: {}, geometry };
}

function line(differences: readonly number[]): Position[] {
  const out: Position[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < differences.length; i += 2) {
    x += differences[i] ?? 0;
    y += differences[i + 1] ?? 0;
    out.push([x / 1000, y / 1000]);
  }
  return out;
}

/** Names of countries in the page's language: the browser knows them all. */
function labels(coded: Coded["labels"]): Feature<Point, { name: string; rank: number }>[] {
  const names = new Intl.DisplayNames([language()], { type: "region", fallback: "none" });
  return coded.flatMap(([iso, lon, lat, rank]) => {
    const name = names.of(iso);
    if (name === undefined) return [];
    return [{ type: "Feature", properties: { name, rank }, geometry: { type: "Point", coordinates: [lon, lat] } }];
  });
}
