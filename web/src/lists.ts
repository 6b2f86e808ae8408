// j and k go down and up the list of a page, Enter opens what is current.

import { onKey } from "./keyboard";

const ITEMS = "tr[data-href], article.claim, li.item, form.decide";

/** Is told when another item becomes current. */
export const CURRENT = "selon:current";

/** Binds j, k and Enter to the items inside `[data-list]`. */
export function bindLists(): void {
  onKey("j", () => move(1));
  onKey("k", () => move(-1));
  onKey("Enter", (event) => {
    const item = current();
    const address = item?.dataset["href"];
    if (address === undefined || event.target !== item) return false;
    location.assign(address);
    return true;
  });
  document.addEventListener("focusin", (event) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>(ITEMS) : null;
    if (item?.closest("[data-list]") && item !== current()) mark(item);
  });
}

/** The item that is current, if any. */
export function current(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-list] [aria-current="true"]');
}

/** Makes an item the current one, and moves the focus to it. */
export function take(item: HTMLElement): void {
  mark(item);
  if (item.tabIndex < 0) item.tabIndex = -1;
  item.focus({ preventScroll: true });
}

function mark(item: HTMLElement): void {
  for (const other of document.querySelectorAll('[data-list] [aria-current="true"]')) other.removeAttribute("aria-current");
  item.setAttribute("aria-current", "true");
  item.dispatchEvent(new CustomEvent(CURRENT, { bubbles: true }));
}

function move(step: number): boolean {
  const items = [...document.querySelectorAll<HTMLElement>("[data-list]")]
    .flatMap((list) => [...list.querySelectorAll<HTMLElement>(ITEMS)])
    .filter((item) => item.offsetParent !== null);
  const now = current();
  const at = now === null ? -1 : items.indexOf(now);
  const next = items[now === null ? 0 : Math.max(0, Math.min(items.length - 1, at + step))];
  if (next === undefined) return false;
  take(next);
  next.scrollIntoView({ block: "nearest" });
  return true;
}
