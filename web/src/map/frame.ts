// The part of the world that is shown: at first, all events with their areas; then, if the
// user says so, the view becomes a filter.

import type { FeatureCollection, Point } from "geojson";
import { LngLatBounds, type LngLatBoundsLike, type Map as MapLibre } from "maplibre-gl";
import { setFilters } from "../filters";
import { word } from "../words";
import type { EventProperties } from "./events";

const KM_A_DEGREE = 111.2;
/** Degrees within which all lies at one place, to look at. */
const ALONE = 0.2;

/** The view that a map opens with: the filter's frame, or all that is shown. */
export function firstView(
  found: FeatureCollection<Point | null, EventProperties>,
  bbox: string | undefined,
): { bounds?: LngLatBoundsLike; center?: [number, number]; zoom?: number; fitBoundsOptions?: { padding: number; maxZoom: number } } {
  const framed = bbox?.split(",").map(Number);
  if (framed?.length === 4 && framed.every(Number.isFinite)) {
    return { bounds: framed as [number, number, number, number], fitBoundsOptions: { padding: 0, maxZoom: 11 } };
  }
  const bounds = new LngLatBounds();
  for (const { geometry, properties } of found.features) {
    if (geometry === null) continue;
    const [lon, lat] = [geometry.coordinates[0] ?? 0, geometry.coordinates[1] ?? 0];
    const dy = (properties.radius_km ?? 0) / KM_A_DEGREE;
    const dx = dy / Math.max(0.2, Math.cos((lat * Math.PI) / 180));
    bounds.extend([lon - dx, Math.max(-85, lat - dy)]).extend([lon + dx, Math.min(85, lat + dy)]);
  }
  if (bounds.isEmpty()) return { center: [20, 20], zoom: 0.8 };
  // One place alone is shown with the countries around it.
  const lone = bounds.getNorth() - bounds.getSouth() < ALONE && bounds.getEast() - bounds.getWest() < ALONE;
  return { bounds, fitBoundsOptions: { padding: 52, maxZoom: lone ? 3.9 : 7 } };
}

/** Buttons under the map that make its view a filter, and leave it. */
export function offerFrame(map: MapLibre, place: HTMLElement): void {
  const tools = document.createElement("p");
  tools.className = "map-tools";
  const button = (words: string, action: () => void): HTMLButtonElement => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.addEventListener("click", action);
    tools.append(made);
    return made;
  };
  button(word("map_here"), () => {
    const view = map.getBounds();
    const [w, s, e, n] = [Math.max(-180, view.getWest()), view.getSouth(), Math.min(180, view.getEast()), view.getNorth()];
    setFilters({ bbox: [w, s, e, n].map((v) => v.toFixed(3)).join(",") });
  });
  if (place.dataset["bbox"]) button(word("map_clear"), () => setFilters({ bbox: "" }));
  place.after(tools);
}
