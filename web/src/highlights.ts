// Words marked in a report and the cards that tell of them, linked both ways. n and p go
// through what has a card in sight, in the order of the text.

import { onKey } from "./keyboard";

/** Links segments (`.seg[data-marks]`) and cards (`[data-mark]`) of a report. */
export function linkHighlights(): void {
  const text = document.getElementById("text");
  if (text === null) return;
  const segments = [...text.querySelectorAll<HTMLElement>(".seg[data-marks]")];
  const cards = new Map([...document.querySelectorAll<HTMLElement>("[data-mark]")].map((card) => [card.dataset["mark"] ?? "", card]));
  const of = new Map<string, HTMLElement[]>();
  for (const segment of segments) {
    for (const mark of marks(segment)) {
      const found = of.get(mark);
      if (found === undefined) of.set(mark, [segment]);
      else found.push(segment);
    }
  }

  /** Shows these marks and no others as belonging together. */
  const light = (lit: readonly string[]): void => {
    for (const on of document.querySelectorAll(".seg.on, [data-mark].on")) on.classList.remove("on");
    for (const mark of lit) {
      for (const segment of of.get(mark) ?? []) segment.classList.add("on");
      cards.get(mark)?.classList.add("on");
    }
  };
  let kept: readonly string[] = [];

  text.addEventListener("pointerover", (event) => {
    const segment = segmentAt(event.target);
    light(segment === null ? kept : marks(segment));
  });
  text.addEventListener("pointerleave", () => light(kept));
  text.addEventListener("click", (event) => {
    const segment = segmentAt(event.target);
    if (segment === null || !document.getSelection()?.isCollapsed) return;
    kept = marks(segment);
    light(kept);
    const card = innermost(segment, of, cards);
    card?.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("pointerover", (event) => {
    if (text.contains(event.target as Node)) return;
    const mark = cardAt(event.target)?.dataset["mark"];
    light(mark === undefined ? kept : [mark]);
  });
  document.addEventListener("focusin", (event) => {
    const mark = cardAt(event.target)?.dataset["mark"];
    if (mark !== undefined) light((kept = [mark]));
  });
  document.addEventListener("click", (event) => {
    const mark = cardAt(event.target)?.dataset["mark"];
    if (mark === undefined || (event.target as Element).closest("a, button, input, summary") !== null) return;
    light((kept = [mark]));
    of.get(mark)?.[0]?.scrollIntoView({ block: "center" });
  });
  // Cards and words name each other in links: `#m-a1` and `#card-a1`.
  const follow = (): void => {
    const mark = /^#(?:m|card)-(\w+)$/.exec(location.hash)?.[1];
    if (mark !== undefined) light((kept = [mark]));
  };
  follow();
  addEventListener("hashchange", follow);

  const order = [...of.keys()];
  let at = -1;
  const step = (by: number): boolean => {
    const shown = order.filter((mark) => (cards.get(mark)?.offsetParent ?? null) !== null);
    if (shown.length === 0) return false;
    const here = at < 0 ? -1 : shown.indexOf(order[at] ?? "");
    const next = shown[(here < 0 && by < 0 ? shown.length - 1 : here + by + shown.length) % shown.length] ?? "";
    at = order.indexOf(next);
    light((kept = [next]));
    const segment = of.get(next)?.[0];
    if (segment !== undefined) {
      segment.tabIndex = -1;
      segment.focus({ preventScroll: true });
      segment.scrollIntoView({ block: "center" });
    }
    cards.get(next)?.scrollIntoView({ block: "nearest" });
    return true;
  };
  onKey("n", () => step(1));
  onKey("p", () => step(-1));
}

function segmentAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".seg[data-marks]") : null;
}

function cardAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-mark]") : null;
}

function marks(segment: HTMLElement): string[] {
  return segment.dataset["marks"]?.split(" ").filter((mark) => mark !== "") ?? [];
}

/** The card of the shortest mark over a segment: the one that tells most of these words. */
function innermost(
  segment: HTMLElement,
  of: ReadonlyMap<string, readonly HTMLElement[]>,
  cards: ReadonlyMap<string, HTMLElement>,
): HTMLElement | undefined {
  const found = marks(segment).filter((mark) => cards.has(mark));
  const shortest = found.sort((a, b) => (of.get(a)?.length ?? 0) - (of.get(b)?.length ?? 0))[0];
  return shortest === undefined ? undefined : cards.get(shortest);
}
