// The map of a page: MapLibre over borders of our own, with what `#map[data-source]` names.
// Where it cannot be drawn, the map that the server drew stays.

import type { FeatureCollection, Point } from "geojson";
import { addProtocol, AttributionControl, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { PMTiles, Protocol } from "pmtiles";
import { basemap } from "./map/basemap";
import { type EventProperties, showEvents } from "./map/events";
import { firstView, offerFrame } from "./map/frame";
import { fetchShapes } from "./map/shapes";
import { MOST_ZOOM, recolour, styleOf } from "./map/style";
import { isDark, onThemeChange } from "./theme";
import { word } from "./words";

setWorkerUrl("/static/maplibre-worker.js");

const place = document.getElementById("map");
if (place !== null) {
  if (canDraw()) void start(place);
  else tell(place, word("map_no_webgl"));
}

async function start(place: HTMLElement): Promise<void> {
  const source = place.dataset["source"];
  if (source === undefined) return;
  const [shapes, events, ground] = await Promise.all([fetchShapes(), fetchEvents(source, place), fetchBasemap(place)]);

  const canvas = document.createElement("div");
  canvas.className = "map-canvas";
  place.querySelector(".drawn, .drawn-map")?.setAttribute("hidden", "");
  place.append(canvas);

  const map = new MapLibre({
    container: canvas,
    style: styleOf(shapes, ground, isDark()),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    maxZoom: ground === undefined ? 11 : MOST_ZOOM,
    fadeDuration: 0,
    locale: {
      "Map.Title": word("map_label"),
      "NavigationControl.ZoomIn": word("map_zoom_in"),
      "NavigationControl.ZoomOut": word("map_zoom_out"),
      "Popup.Close": word("map_close"),
    },
    ...firstView(events, place.dataset["bbox"]),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // The wheel scrolls the page until the map has been clicked or reached by keyboard.
  map.scrollZoom.disable();
  canvas.addEventListener("focusin", () => map.scrollZoom.enable());
  canvas.addEventListener("focusout", () => map.scrollZoom.disable());
  map.addControl(new NavigationControl({ showCompass: false, showZoom: true }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric", maxWidth: 90 }), "top-left");
  map.addControl(new AttributionControl({ compact: false, customAttribution: word("map_attribution") }), "bottom-right");
  onThemeChange(() => recolour(map, styleOf(shapes, ground, isDark())));
  map.on("load", () => {
    showEvents(map, events, place);
    if (document.querySelector("form#filters") !== null) offerFrame(map, place);
    // Says whether all is drawn that is to be seen.
    map.on("movestart", () => delete place.dataset["ready"]);
    map.on("idle", () => (place.dataset["ready"] = ""));
  });
}

/** The events of a source; for bins, those of the view that the page opens with. */
async function fetchEvents(source: string, place: HTMLElement): Promise<FeatureCollection<Point | null, EventProperties>> {
  const address = new URL(source, location.href);
  if ("binned" in place.dataset) address.searchParams.set("zoom", "2");
  const answer = await fetch(address, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return (await answer.json()) as FeatureCollection<Point | null, EventProperties>;
}

async function fetchBasemap(place: HTMLElement): ReturnType<typeof basemap> {
  const file = place.dataset["basemap"];
  if (file === undefined) return undefined;
  const protocol = new Protocol();
  addProtocol("pmtiles", protocol.tile);
  const tiles = new PMTiles(new URL(file, location.href).href);
  protocol.add(tiles);
  return basemap(tiles);
}

function canDraw(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

function tell(place: HTMLElement, words: string): void {
  const line = document.createElement("p");
  line.className = "map-note";
  line.textContent = words;
  place.append(line);
}
