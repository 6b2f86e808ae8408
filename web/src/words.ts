// The words that scripts show, in the page's language: the server writes them into the page.

/** What is shown where the page brings no words of its own. */
const english = {
  drop_done: "{name}: {n} added",
  drop_failed: "{name}: {why}",
  drop_known: "{name}: already there",
  drop_reading: "{name}: being read",
  map_approximate: "somewhere within {km} km",
  map_attribution: "Borders: Natural Earth; dashed where disputed",
  map_clear: "Leave the map's frame",
  map_close: "Close",
  map_here: "Only events in this view",
  map_label: "Map of the events",
  map_no_webgl: "This browser cannot draw the moving map; this one is still.",
  map_origins: "{a} to {b} origins",
  map_origins_exact: "{a} origins",
  map_origins_one: "1 origin",
  map_several: "{n} events here",
  map_zoom_in: "Zoom in",
  map_zoom_out: "Zoom out",
  theme_dark: "Dark",
  theme_light: "Light",
  theme_system: "Auto",
  timeline_apply: "Show this span",
  timeline_clear: "All times",
  timeline_count: "{from} to {to}: {n}",
  colon: ": ",
  timeline_from: "From",
  timeline_label: "Events over time",
  timeline_to: "To",
};

export type Word = keyof typeof english;

let ofPage: Partial<Record<string, string>> | undefined;

/** A word or phrase, with its `{gaps}` filled in. */
export function word(key: Word, gaps: Record<string, string | number> = {}): string {
  ofPage ??= read();
  const phrase = ofPage[key] ?? english[key];
  return phrase.replace(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}

/** The language of the page. */
export function language(): string {
  return document.documentElement.lang || "en";
}

function read(): Partial<Record<string, string>> {
  try {
    const found: unknown = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
    return typeof found === "object" && found !== null ? (found as Partial<Record<string, string>>) : {};
  } catch {
    return {};
  }
}
