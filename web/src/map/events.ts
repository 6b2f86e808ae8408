// The events on the map: shown, opened, and linked with the rows of the table.

import type { Feature, FeatureCollection, Point } from "geojson";
import { type GeoJSONSource, type Map as MapLibre, type MapGeoJSONFeature, Popup } from "maplibre-gl";
import { CURRENT } from "../lists";
import { language, word } from "../words";
import { areas, circle } from "./areas";

/** What the server tells of an event on the map; of a bin only `count`. */
export interface EventProperties {
  readonly id: string;
  readonly type_word?: string;
  readonly title?: string | null;
  readonly radius_km?: number | null;
  readonly origins_min?: number;
  readonly origins_max?: number;
  readonly disputed?: boolean;
  readonly href?: string | null;
  readonly count?: number;
}

type EventFeature = Feature<Point, EventProperties>;

/** At most so many events are listed where several share a point. */
const LISTED = 50;

/** Puts the events on a map whose style is loaded. */
export function showEvents(map: MapLibre, found: FeatureCollection<Point | null, EventProperties>, place: HTMLElement): void {
  const events = placed(found);
  if (events.some((event) => event.properties.count !== undefined) || "binned" in place.dataset) {
    showBins(map, events, place);
    return;
  }
  source(map, "areas").setData(areas(events));
  source(map, "events").setData({ type: "FeatureCollection", features: events.map(plain) });
  openOnClick(map);
  linkRows(map, events);
}

function placed(found: FeatureCollection<Point | null, EventProperties>): EventFeature[] {
  return found.features.filter((event): event is EventFeature => event.geometry !== null);
}

/** Without a radius of null: the style asks whether there is one. */
function plain(event: EventFeature): EventFeature {
  const { radius_km: km, ...rest } = event.properties;
  return { ...event, properties: km === null || km === undefined || km <= 0 ? rest : { ...rest, radius_km: km } };
}

function source(map: MapLibre, id: string): GeoJSONSource {
  return map.getSource<GeoJSONSource>(id)!;
}

/** Bins: counts by cell, asked for anew when the view changes. */
function showBins(map: MapLibre, first: readonly EventFeature[], place: HTMLElement): void {
  const set = (bins: readonly EventFeature[]): void => {
    const singles = bins.filter((bin) => bin.properties.count === undefined);
    source(map, "areas").setData(areas(singles));
    source(map, "events").setData({ type: "FeatureCollection", features: singles.map(plain) });
    source(map, "bins").setData({
      type: "FeatureCollection",
      features: bins.filter((bin) => bin.properties.count !== undefined),
    });
  };
  set(first);
  openOnClick(map);
  let asked: AbortController | undefined;
  const ask = async (): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(place.dataset["source"] ?? "", location.href);
    const view = map.getBounds();
    address.searchParams.set("zoom", String(Math.floor(map.getZoom())));
    address.searchParams.set("view", [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((v) => v.toFixed(4)).join(","));
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) set(placed((await answer.json()) as FeatureCollection<Point | null, EventProperties>));
    } catch (failure) {
      if (!(failure instanceof DOMException && failure.name === "AbortError")) throw failure;
    }
  };
  map.on("moveend", () => void ask());
  void ask();
}

/** A click opens what is there: one event, all that share a point, or a closer view. */
function openOnClick(map: MapLibre): void {
  const layers = ["events", "clusters", "bins"];
  map.on("mousemove", (event) => {
    map.getCanvas().style.cursor = map.queryRenderedFeatures(event.point, { layers }).length > 0 ? "pointer" : "";
  });
  map.on("mouseout", () => (map.getCanvas().style.cursor = ""));
  map.on("click", (event) => {
    const [hit] = map.queryRenderedFeatures(
      [
        [event.point.x - 4, event.point.y - 4],
        [event.point.x + 4, event.point.y + 4],
      ],
      { layers },
    );
    if (hit !== undefined) void open(map, hit);
  });
}

async function open(map: MapLibre, hit: MapGeoJSONFeature): Promise<void> {
  const at = (hit.geometry as Point).coordinates as [number, number];
  if (hit.layer.id === "bins") {
    map.easeTo({ center: at, zoom: map.getZoom() + 2 });
    return;
  }
  if (hit.layer.id === "events") {
    show(map, at, [hit.properties as EventProperties]);
    return;
  }
  const cluster = Number(hit.properties["cluster_id"]);
  const leaves = (await source(map, "events").getClusterLeaves(cluster, 10_000, 0)) as EventFeature[];
  const points = new Set(leaves.map((leaf) => leaf.geometry.coordinates.join(",")));
  const zoom = points.size === 1 ? Infinity : await source(map, "events").getClusterExpansionZoom(cluster);
  if (zoom <= map.getMaxZoom()) map.easeTo({ center: at, zoom });
  else show(map, at, leaves.map((leaf) => leaf.properties));
}

/** A list of events at a point, each a link. All text is set as text. */
function show(map: MapLibre, at: [number, number], events: readonly EventProperties[]): void {
  const content = document.createElement("div");
  content.className = "map-events";
  if (events.length > 1) {
    const head = document.createElement("p");
    head.textContent = word("map_several", { n: events.length });
    content.append(head);
  }
  const list = document.createElement("ul");
  for (const event of events.slice(0, LISTED)) {
    const item = document.createElement("li");
    const name = event.title ?? event.type_word ?? event.id;
    item.append(event.href ? Object.assign(document.createElement("a"), { href: event.href, textContent: name }) : name);
    const line = [origins(event), approximate(event)].filter((fact) => fact !== undefined).join(" · ");
    if (line !== "") item.append(Object.assign(document.createElement("small"), { textContent: line }));
    list.append(item);
  }
  if (events.length > LISTED) list.append(Object.assign(document.createElement("li"), { textContent: "…" }));
  content.append(list);
  const popup = new Popup({ maxWidth: "20rem", focusAfterOpen: true }).setLngLat(at).setDOMContent(content).addTo(map);
  moveIntoView(map, popup.getElement());
  document.dispatchEvent(new CustomEvent("selon:opened", { detail: events.map((event) => event.id) }));
}

/** Moves the map so far that what opened on it is not cut at its edges. */
function moveIntoView(map: MapLibre, opened: HTMLElement): void {
  const [inner, outer] = [opened.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
  const margin = 8;
  const over = (low: number, high: number, from: number, to: number): number =>
    low < from + margin ? low - from - margin : Math.max(0, high - to + margin);
  const by: [number, number] = [
    over(inner.left, inner.right, outer.left, outer.right),
    over(inner.top, inner.bottom, outer.top, outer.bottom),
  ];
  if (by[0] !== 0 || by[1] !== 0) map.panBy(by);
}

function origins(event: EventProperties): string | undefined {
  if (event.origins_min === undefined || event.origins_max === undefined) return undefined;
  const [a, b] = [event.origins_min, event.origins_max];
  if (a !== b) return word("map_origins", { a, b });
  return a === 1 ? word("map_origins_one") : word("map_origins_exact", { a });
}

function approximate(event: EventProperties): string | undefined {
  if (event.radius_km === undefined || event.radius_km === null) return undefined;
  return word("map_approximate", { km: new Intl.NumberFormat(language(), { maximumSignificantDigits: 2 }).format(event.radius_km) });
}

/** The current row, or the row under the pointer, is ringed on the map, and the other way. */
function linkRows(map: MapLibre, events: readonly EventFeature[]): void {
  const byId = new Map(events.map((event) => [event.properties.id, event]));
  const rows = new Map([...document.querySelectorAll<HTMLElement>("tr[data-id]")].map((row) => [row.dataset["id"] ?? "", row]));

  const ring = (id: string | undefined): void => {
    const event = id === undefined ? undefined : byId.get(id);
    const km = event?.properties.radius_km;
    const features: Feature[] = event === undefined ? [] : [event];
    if (event !== undefined && km) {
      const [lon, lat] = [event.geometry.coordinates[0] ?? 0, event.geometry.coordinates[1] ?? 0];
      features.push({ type: "Feature", properties: {}, geometry: circle([lon, lat], km) });
    }
    source(map, "selected").setData({ type: "FeatureCollection", features });
  };
  let kept: string | undefined;

  for (const [id, row] of rows) {
    row.addEventListener("pointerenter", () => ring(id));
    row.addEventListener("pointerleave", () => ring(kept));
  }
  document.addEventListener(CURRENT, (current) => {
    const row = current.target instanceof HTMLElement ? current.target : null;
    kept = row?.dataset["id"];
    ring(kept);
    const event = kept === undefined ? undefined : byId.get(kept);
    const at = event?.geometry.coordinates as [number, number] | undefined;
    if (at !== undefined && !map.getBounds().contains(at)) map.easeTo({ center: at });
  });
  document.addEventListener("selon:opened", (opened) => {
    const ids = new Set((opened as CustomEvent<string[]>).detail);
    for (const [id, row] of rows) row.classList.toggle("on", ids.has(id));
    kept = ids.size === 1 ? [...ids][0] : undefined;
    ring(kept);
  });
}
