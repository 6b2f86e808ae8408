// What every page loads. The pages are complete without it; it adds keys, links between
// marked words and their cards, the choice of light and dark, and dropping of files, and
// loads the map and the timeline where a page has one.

import { followAnchors } from "./anchors";
import { bindDecisions } from "./decisions";
import { acceptDrops } from "./drop";
import { trimFilters } from "./filters";
import { linkHighlights } from "./highlights";
import { bindKeys } from "./keyboard";
import { rememberLayers } from "./layers";
import { bindLists } from "./lists";
import { offerThemes } from "./theme";

offerThemes();
bindKeys();
bindLists();
bindDecisions();
linkHighlights();
rememberLayers();
followAnchors();
trimFilters();
acceptDrops();

if (document.getElementById("map") !== null) void load("/static/map.js");
if (document.getElementById("timeline") !== null) void load("/static/timeline.js");

/** Loads a script of the server with the style sheet of what it draws. */
async function load(script: string): Promise<void> {
  if (document.querySelector('link[href="/static/map.css"]') === null) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = "/static/map.css";
    document.head.append(sheet);
  }
  await import(script);
}
