// A base map that the user has as a file of tiles: pictures, or vectors in the layers of
// Protomaps or OpenMapTiles, drawn plainly under the borders.

import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import { type PMTiles, TileType } from "pmtiles";
import { FONT, type Palette } from "./style";

export interface Basemap {
  readonly sources: Record<string, SourceSpecification>;
  readonly layers: (colours: Palette) => LayerSpecification[];
}

/** What the layers of the two usual kinds of vector tiles are. */
const WATER = ["water", "waterway", "ocean"];
const ROADS = ["roads", "transportation"];
const BUILDINGS = ["buildings", "building"];
const PLACES = ["places", "place"];

/** What a file of tiles has to show; none where its tiles are of an unknown kind. */
export async function basemap(tiles: PMTiles): Promise<Basemap | undefined> {
  const header = await tiles.getHeader();
  const url = `pmtiles://${tiles.source.getKey()}`;
  if (header.tileType !== TileType.Mvt) {
    if (header.tileType === TileType.Unknown) return undefined;
    return {
      sources: { ground: { type: "raster", url, tileSize: 256 } },
      layers: () => [{ id: "ground", type: "raster", source: "ground" }],
    };
  }
  const metadata = (await tiles.getMetadata()) as { vector_layers?: readonly { id: string }[] } | undefined;
  const present = new Set(metadata?.vector_layers?.map((layer) => layer.id));
  const named = (ids: readonly string[]): string[] => ids.filter((id) => present.has(id));
  return {
    sources: { ground: { type: "vector", url } },
    layers: (colours) => [
      ...named(WATER).map((id) => of(id, "fill", { "fill-color": colours.sea })),
      ...named(BUILDINGS).map((id) => of(id, "fill", { "fill-color": colours.region })),
      ...named(ROADS).map((id) => of(id, "line", { "line-color": colours.region, "line-width": 1 })),
      ...named(PLACES).map((id) => ({
        ...of(id, "symbol", { "text-color": colours.name, "text-halo-color": colours.halo, "text-halo-width": 1.2 }),
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11 },
      })),
    ] as LayerSpecification[],
  };
}

function of(layer: string, type: "fill" | "line" | "symbol", paint: Record<string, unknown>): Record<string, unknown> {
  const filter = type === "fill" ? { filter: ["==", ["geometry-type"], "Polygon"] } : {};
  return { id: `ground-${layer}`, type, source: "ground", "source-layer": layer, paint, ...filter };
}
