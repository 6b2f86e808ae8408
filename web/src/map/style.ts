// How the map looks, light and dark. Events are told apart by form: filled where the place
// is known to the point, a ring where it is an area, an outer ring where reports disagree.

import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, LayerSpecification, Map as MapLibre, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Basemap } from "./basemap";
import type { Shapes } from "./shapes";
import { language } from "../words";

/** Colours that the layers are drawn in. */
export interface Palette {
  readonly sea: string;
  readonly land: string;
  readonly border: string;
  readonly region: string;
  readonly name: string;
  readonly halo: string;
  readonly event: string;
  readonly onEvent: string;
  readonly disputed: string;
  readonly selected: string;
}

// The colours of the pages' style sheet, where it has one for the purpose.
const LIGHT: Palette = {
  sea: "#dde5e7",
  land: "#fbfbf9",
  border: "#87898a",
  region: "#d8dad6",
  name: "#52606a",
  halo: "#fbfbf9",
  event: "#0f5468",
  onEvent: "#ffffff",
  disputed: "#8c2f10",
  selected: "#1a2327",
};

const DARK: Palette = {
  sea: "#0b1013",
  land: "#1d272c",
  border: "#74828a",
  region: "#34424a",
  name: "#a7b4ba",
  halo: "#1d272c",
  event: "#86cbe0",
  onEvent: "#0b1a20",
  disputed: "#f4b096",
  selected: "#ffffff",
};

export function palette(dark: boolean): Palette {
  return dark ? DARK : LIGHT;
}

/** Fonts are the system's: no glyphs are served. */
export const FONT = ["system-ui", "sans-serif"];

/** The largest zoom of any map. */
export const MOST_ZOOM = 16;

/** A count as it fits into a circle: 845, 1.2k, 17k, 1.3M. */
const SHORT_COUNT: ExpressionSpecification = [
  "step",
  ["get", "count"],
  ["to-string", ["get", "count"]],
  1000,
  ["concat", ["number-format", ["/", ["get", "count"], 1000], { locale: language(), "max-fraction-digits": 1 }], "k"],
  10_000,
  ["concat", ["to-string", ["round", ["/", ["get", "count"], 1000]]], "k"],
  1_000_000,
  ["concat", ["number-format", ["/", ["get", "count"], 1_000_000], { locale: language(), "max-fraction-digits": 1 }], "M"],
];

export const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

/** The whole style: ground, borders, names, events. */
export function styleOf(shapes: Shapes, ground: Basemap | undefined, dark: boolean): StyleSpecification {
  const colours = palette(dark);
  const geojson = (data: object): SourceSpecification => ({ type: "geojson", data: data as FeatureCollection, tolerance: 0.2 });
  return {
    version: 8,
    sources: {
      ...ground?.sources,
      land: geojson(shapes.land),
      borders: geojson(shapes.borders),
      disputed: geojson(shapes.disputed),
      regions: geojson(shapes.regions),
      labels: geojson(shapes.labels),
      areas: geojson(EMPTY),
      // Clustered to the last zoom: what shares a point never comes apart by itself.
      events: { type: "geojson", data: EMPTY, cluster: true, clusterRadius: 34, clusterMaxZoom: MOST_ZOOM, maxzoom: MOST_ZOOM + 1 },
      // Cells whose middles come close are one circle: else their counts hide each other.
      bins: {
        type: "geojson",
        data: EMPTY,
        cluster: true,
        clusterRadius: 44,
        clusterMaxZoom: MOST_ZOOM,
        maxzoom: MOST_ZOOM + 1,
        clusterProperties: { count: ["+", ["get", "count"]] },
      },
      selected: geojson(EMPTY),
    },
    layers: [...groundLayers(colours, ground), ...eventLayers(colours)],
  };
}

/** Sets the colours of another style with the same layers. */
export function recolour(map: MapLibre, style: StyleSpecification): void {
  for (const layer of style.layers) {
    if (map.getLayer(layer.id) === undefined || !("paint" in layer)) continue;
    for (const [name, value] of Object.entries(layer.paint ?? {})) map.setPaintProperty(layer.id, name as never, value as never);
  }
}

function groundLayers(colours: Palette, ground: Basemap | undefined): LayerSpecification[] {
  return [
    { id: "sea", type: "background", paint: { "background-color": colours.sea } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land, "fill-outline-color": colours.border } },
    ...(ground?.layers(colours) ?? []),
    {
      id: "regions",
      type: "line",
      source: "regions",
      minzoom: 3.5,
      paint: { "line-color": colours.region, "line-width": ["interpolate", ["linear"], ["zoom"], 3.5, 0.4, 8, 1.2] },
    },
    {
      id: "borders",
      type: "line",
      source: "borders",
      layout: { "line-join": "round" },
      paint: { "line-color": colours.border, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 8, 1.6] },
    },
    {
      id: "disputed",
      type: "line",
      source: "disputed",
      paint: {
        "line-color": colours.border,
        "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.6, 8, 1.6],
        "line-dasharray": [3, 2.5],
      },
    },
    {
      id: "names",
      type: "symbol",
      source: "labels",
      filter: ["<=", ["get", "rank"], ["step", ["zoom"], 1, 2, 2, 3, 3, 4, 4, 5.5, 5]],
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 1, 10, 6, 14],
        "text-max-width": 7,
        "symbol-sort-key": ["get", "rank"],
      },
      paint: { "text-color": colours.name, "text-halo-color": colours.halo, "text-halo-width": 1.4 },
    },
  ];
}

function eventLayers(colours: Palette): LayerSpecification[] {
  const single: ["!", ["has", string]] = ["!", ["has", "point_count"]];
  const exact: ["!", ["has", string]] = ["!", ["has", "radius_km"]];
  return [
    {
      id: "areas",
      type: "fill",
      source: "areas",
      paint: { "fill-color": colours.event, "fill-opacity": 0.14 },
    },
    {
      id: "areas-edge",
      type: "line",
      source: "areas",
      paint: { "line-color": colours.event, "line-width": 1.5, "line-opacity": 0.9, "line-dasharray": [2, 2] },
    },
    {
      id: "bins",
      type: "circle",
      source: "bins",
      paint: {
        "circle-color": colours.event,
        "circle-opacity": 0.85,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["max", ["get", "count"], 1]], 0, 7, 5, 30],
      },
    },
    {
      id: "bins-count",
      type: "symbol",
      source: "bins",
      layout: { "text-field": SHORT_COUNT, "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": colours.onEvent },
    },
    {
      id: "clusters",
      type: "circle",
      source: "events",
      filter: ["has", "point_count"],
      paint: {
        "circle-color": colours.event,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0.3, 11, 3.7, 30],
        "circle-stroke-color": colours.onEvent,
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "clusters-count",
      type: "symbol",
      source: "events",
      filter: ["has", "point_count"],
      layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": colours.onEvent },
    },
    {
      id: "events-disputed",
      type: "circle",
      source: "events",
      filter: ["all", single, ["get", "disputed"]],
      paint: {
        "circle-opacity": 0,
        "circle-radius": 10.5,
        "circle-stroke-color": colours.disputed,
        "circle-stroke-width": 1.8,
      },
    },
    {
      id: "events",
      type: "circle",
      source: "events",
      filter: single,
      paint: {
        "circle-color": ["case", exact, colours.event, colours.land],
        "circle-radius": ["case", exact, 6.5, 5.5],
        "circle-stroke-color": ["case", exact, colours.onEvent, colours.event],
        "circle-stroke-width": ["case", exact, 1.5, 2.6],
      },
    },
    {
      id: "selected-area",
      type: "line",
      source: "selected",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "line-color": colours.selected, "line-width": 2 },
    },
    {
      id: "selected",
      type: "circle",
      source: "selected",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-opacity": 0,
        "circle-radius": 13,
        "circle-stroke-color": colours.selected,
        "circle-stroke-width": 3,
      },
    },
  ];
}
