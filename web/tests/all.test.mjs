// All tests of the pages, one after the other against one running site. What changes the
// dossier comes last.

import "./plain.mjs";
import "./newcomer.mjs";
import "./languages.mjs";
import "./table.mjs";
import "./map.mjs";
import "./basemap.mjs";
import "./timeline.mjs";
import "./report.mjs";
import "./pages.mjs";
import "./deciding.mjs";
import "./adding.mjs";
