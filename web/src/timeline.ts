// The timeline of a page: bars of counts, with a span that is chosen by brushing over them
// or by two handles that take arrow keys. Choosing sets the filters `from` and `to`.

import { type Bin, fetchBins } from "./timeline/bins";
import { draw, HEIGHT } from "./timeline/drawing";
import { filters, setFilters } from "./filters";
import { language, word } from "./words";

const place = document.getElementById("timeline");
if (place?.dataset["source"] !== undefined) void start(place, place.dataset["source"]);

/** A span of bins, both ends included. */
interface Span {
  first: number;
  last: number;
}

async function start(place: HTMLElement, source: string): Promise<void> {
  const found = await fetchBins(source);
  const { bins } = found;
  if (bins.length === 0) return;
  const all: Span = { first: 0, last: bins.length - 1 };
  const set = chosen(bins);
  const span: Span = { ...(set ?? all) };

  const stage = document.createElement("div");
  stage.className = "timeline-stage";
  const drawing = draw(found, language());
  const handles = {
    first: handle(word("timeline_from")),
    last: handle(word("timeline_to")),
  };
  stage.append(drawing.element, handles.first, handles.last);
  const output = Object.assign(document.createElement("output"), { className: "timeline-told" });
  const apply = button(word("timeline_apply"), () => choose(span));
  const clear = button(word("timeline_clear"), () => setFilters({ from: "", to: "" }));
  const tools = document.createElement("p");
  tools.className = "timeline-tools";
  tools.append(output, apply, clear);
  if (!place.hasAttribute("aria-label")) {
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", word("timeline_label"));
  }
  place.replaceChildren(stage, tools);

  const dates = new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeZone: "UTC" });
  const show = (): void => {
    drawing.shade(span.first, span.last);
    for (const end of ["first", "last"] as const) {
      const bin = bins[span[end]];
      const at = end === "first" ? span.first : span.last + 1;
      handles[end].style.left = `${(100 * at) / bins.length}%`;
      handles[end].setAttribute("aria-valuemin", "0");
      handles[end].setAttribute("aria-valuemax", String(bins.length - 1));
      handles[end].setAttribute("aria-valuenow", String(span[end]));
      handles[end].setAttribute("aria-valuetext", bin === undefined ? "" : dates.format(new Date(end === "first" ? bin.from : bin.to)));
    }
    const count = bins.slice(span.first, span.last + 1).reduce((sum, bin) => sum + bin.count, 0);
    const [from, to] = [bins[span.first]?.from, bins[span.last]?.to];
    if (from !== undefined && to !== undefined) {
      const told = { n: count.toLocaleString(language()), from: dates.format(new Date(from)), to: dates.format(new Date(to)) };
      output.textContent = told.from === told.to ? `${told.from}${word("colon")}${told.n}` : word("timeline_count", told);
    }
    const now = set ?? all;
    apply.hidden = span.first === now.first && span.last === now.last;
    clear.hidden = set === undefined;
  };

  const choose = ({ first, last }: Span): void => {
    const whole = first === all.first && last === all.last;
    setFilters(whole ? { from: "", to: "" } : { from: bins[first]?.from ?? "", to: bins[last]?.to ?? "" });
  };

  for (const end of ["first", "last"] as const) {
    handles[end].addEventListener("keydown", (event) => {
      const page = Math.max(2, Math.round(bins.length / 10));
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page, Home: -bins.length, End: bins.length }[event.key];
      if (step !== undefined) {
        const [low, high] = end === "first" ? [0, span.last] : [span.first, bins.length - 1];
        span[end] = Math.max(low, Math.min(high, span[end] + step));
        show();
      } else if (event.key === "Enter") {
        choose(span);
      } else if (event.key === "Escape") {
        Object.assign(span, set ?? all);
        show();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
  brush(stage, handles, bins.length, span, show, () => choose(span));
  show();
}

/** Brushing with a pointer: a handle moves its end, anything else begins a new span. */
function brush(
  stage: HTMLElement,
  handles: { readonly first: HTMLElement; readonly last: HTMLElement },
  bins: number,
  span: Span,
  show: () => void,
  done: () => void,
): void {
  const binAt = (event: PointerEvent): number => {
    const box = stage.getBoundingClientRect();
    return Math.max(0, Math.min(bins - 1, Math.floor(((event.clientX - box.left) / box.width) * bins)));
  };
  stage.addEventListener("pointerdown", (down) => {
    if (down.button !== 0) return;
    const onFirst = down.target === handles.first;
    const onLast = down.target === handles.last;
    const anchor = onFirst ? span.last : onLast ? span.first : binAt(down);
    const before = { ...span };
    stage.setPointerCapture(down.pointerId);
    if (!onFirst && !onLast) down.preventDefault();
    const move = (event: PointerEvent): void => {
      const at = binAt(event);
      span.first = Math.min(anchor, at);
      span.last = Math.max(anchor, at);
      show();
    };
    const end = (event: PointerEvent): void => {
      stage.removeEventListener("pointermove", move);
      stage.removeEventListener("pointerup", end);
      stage.removeEventListener("pointercancel", end);
      if (event.type === "pointercancel") {
        Object.assign(span, before);
        show();
        return;
      }
      if (!onFirst && !onLast) move(event);
      if (span.first !== before.first || span.last !== before.last) done();
    };
    stage.addEventListener("pointermove", move);
    stage.addEventListener("pointerup", end);
    stage.addEventListener("pointercancel", end);
  });
}

/** The span that the filters name now, if they name one. */
function chosen(bins: readonly Bin[]): Span | undefined {
  const value = (name: string): string => {
    const field = filters()?.elements.namedItem(name);
    return field instanceof HTMLInputElement ? field.value : (new URL(location.href).searchParams.get(name) ?? "");
  };
  const [from, to] = [value("from"), value("to")];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? 0 : bins.findIndex((bin) => bin.to >= from);
  const last = to === "" ? bins.length - 1 : bins.findLastIndex((bin) => bin.from.slice(0, to.length) <= to);
  return first < 0 || last < first ? undefined : { first, last };
}

function handle(label: string): HTMLElement {
  const made = document.createElement("div");
  made.className = "timeline-handle";
  made.tabIndex = 0;
  made.setAttribute("role", "slider");
  made.setAttribute("aria-label", label);
  made.style.height = `${HEIGHT}px`;
  return made;
}

function button(words: string, action: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  made.addEventListener("click", action);
  return made;
}
