// Areas: a place that is known within so many kilometres, drawn as the circle that it is.

import type { Feature, FeatureCollection, Point, Polygon } from "geojson";
import type { EventProperties } from "./events";

const EARTH_KM = 6371.0088;
const CORNERS = 64;

/** The circle of `km` around a point, on the sphere. */
export function circle([lon, lat]: readonly [number, number], km: number): Polygon {
  const rad = Math.PI / 180;
  const angle = km / EARTH_KM;
  const [sin, cos] = [Math.sin(lat * rad), Math.cos(lat * rad)];
  const ring = Array.from({ length: CORNERS + 1 }, (_, i) => {
    const bearing = (2 * Math.PI * (i % CORNERS)) / CORNERS;
    const y = Math.asin(sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(bearing));
    const x = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cos, Math.cos(angle) - sin * Math.sin(y));
    return [lon + x / rad, y / rad];
  });
  return { type: "Polygon", coordinates: [ring.reverse()] };
}

/** The areas of events, one for all that share it. */
export function areas(events: readonly Feature<Point, EventProperties>[]): FeatureCollection<Polygon> {
  const found = new Map<string, Feature<Polygon>>();
  for (const { geometry, properties } of events) {
    const km = properties.radius_km;
    if (km === null || km === undefined || km <= 0) continue;
    const [lon, lat] = [geometry.coordinates[0] ?? 0, geometry.coordinates[1] ?? 0];
    const key = `${lon},${lat},${km}`;
    if (!found.has(key)) found.set(key, { type: "Feature", properties: {}, geometry: circle([lon, lat], km) });
  }
  return { type: "FeatureCollection", features: [...found.values()] };
}
