// y, n and u press the buttons same, different and unsure of the current match.

import { onKey } from "./keyboard";
import { take } from "./lists";

const VALUES = { y: "same", n: "different", u: "unsure" };

/** Binds the keys, and makes the first open match of a queue the current one. */
export function bindDecisions(): void {
  for (const [key, value] of Object.entries(VALUES)) onKey(key, () => press(value));
  if (document.documentElement.dataset["page"] !== "review") return;
  const named = location.hash === "" ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const first = named?.closest<HTMLElement>("form.decide") ?? named?.querySelector<HTMLElement>("form.decide");
  const form = first ?? document.querySelector<HTMLElement>("form.decide");
  if (form !== null) take(form);
}

function press(value: string): boolean {
  const form =
    document.activeElement?.closest<HTMLFormElement>("form.decide") ??
    document.querySelector<HTMLFormElement>('form.decide[aria-current="true"], [aria-current="true"] form.decide') ??
    document.querySelector<HTMLFormElement>("form.decide");
  const button = form?.querySelector<HTMLButtonElement>(`button[value="${value}"]:not(:disabled)`);
  // A form that still wants something typed is no match that a key could decide.
  if (!button || !form?.checkValidity()) return false;
  button.click();
  return true;
}
