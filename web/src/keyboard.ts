// Keys. A key does what the first binding that wants it does; none works while something
// is typed, or together with Ctrl, Alt or Meta, which belong to the browser.

type Action = (event: KeyboardEvent) => boolean;

const bound = new Map<string, Action[]>();

/** Has `action` called for a key until one says, by true, that it did something. */
export function onKey(key: string, action: Action): void {
  bound.set(key, [...(bound.get(key) ?? []), action]);
}

/** Listens for keys, and binds those that all pages have: `?` for help, `/` to search. */
export function bindKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]") !== null) return;
    if (bound.get(event.key)?.some((action) => action(event))) event.preventDefault();
  });
  const help = document.querySelector<HTMLDialogElement>("dialog#keys");
  const open = document.querySelector<HTMLButtonElement>("#keys-open");
  const show = (): boolean => {
    help?.showModal();
    return help !== null;
  };
  onKey("?", show);
  if (open !== null) {
    open.hidden = false;
    open.addEventListener("click", show);
  }
  onKey("/", () => {
    const field = document.querySelector<HTMLInputElement>("input[type=search]");
    if (field === null) location.assign("/search");
    field?.focus();
    field?.select();
    return true;
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target instanceof HTMLInputElement && !["button", "checkbox", "radio", "submit", "reset", "file"].includes(target.type);
}
