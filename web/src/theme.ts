// Light, dark, or as the system is. The choice is kept in a cookie, so that the server
// writes it into the next page and nothing flashes.

import { word } from "./words";

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
const YEAR = 31_536_000;

/** Shows the button `#theme`, which goes through the three. */
export function offerThemes(): void {
  const button = document.querySelector<HTMLButtonElement>("button#theme");
  if (button === null) return;
  const named = { system: word("theme_system"), light: word("theme_light"), dark: word("theme_dark") };
  const root = document.documentElement;
  const now = (): Theme => {
    const set = root.dataset["theme"];
    return set === "light" || set === "dark" ? set : "system";
  };
  button.textContent = named[now()];
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(now()) + 1) % THEMES.length] ?? "system";
    if (next === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = next;
    document.cookie = `theme=${next}; path=/; max-age=${next === "system" ? 0 : YEAR}; SameSite=Strict`;
    button.textContent = named[next];
  });
}

/** Whether the page is dark now. */
export function isDark(): boolean {
  const set = document.documentElement.dataset["theme"];
  return set === "dark" || (set !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/** Calls `then` whenever the page turns light or dark. */
export function onThemeChange(then: () => void): void {
  new MutationObserver(then).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", then);
}
