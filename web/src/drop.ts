// Files dropped on the page that adds reports: sent one after the other, each with what
// became of it.

import { word } from "./words";

interface Added {
  readonly added?: number;
  readonly known?: number;
  readonly skipped?: readonly { readonly place: string; readonly why: string }[];
  readonly reports?: readonly { readonly id: string; readonly title: string | null; readonly href: string }[];
  readonly error?: string;
}

/** Lets files be dropped anywhere on the page that has `form#add`. */
export function acceptDrops(): void {
  const form = document.querySelector<HTMLFormElement>("form#add");
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  const progress = document.getElementById("progress");
  if (!form || !input || progress === null) return;

  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  let depth = 0;
  document.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!carriesFiles(event)) return;
    depth -= 1;
    if (depth <= 0) form.classList.remove("over");
  });
  document.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  let queue = Promise.resolve();
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    form.classList.remove("over");
    const dropped = filesOf(event.dataTransfer);
    queue = queue.then(async () => sendAll(form, input.name, await dropped, progress));
  });
}

/** The files that were dropped, and those of dropped folders, however deep. */
async function filesOf(data: DataTransfer | null): Promise<File[]> {
  // Entries are gone once the event is over: they are taken before anything is awaited.
  const taken = [...(data?.items ?? [])]
    .filter((item) => item.kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: File[] = [];
  for (const { entry, file } of taken) {
    if (entry !== null) await walk(entry, found);
    else if (file !== null) found.push(file);
  }
  return found;
}

async function walk(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (entry.isFile) {
    found.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, found);
  }
}

async function sendAll(form: HTMLFormElement, field: string, files: readonly File[], progress: HTMLElement): Promise<void> {
  const bar = document.createElement("progress");
  bar.max = files.length;
  bar.value = 0;
  progress.prepend(bar);
  for (const [n, file] of files.entries()) {
    const line = document.createElement("span");
    line.className = "drop-line";
    line.textContent = word("drop_reading", { name: file.name });
    bar.setAttribute("aria-label", line.textContent);
    progress.append(line);
    line.replaceChildren(...(await send(form, field, file)));
    bar.value = n + 1;
  }
  bar.remove();
}

/** Sends one file with the other fields of the form; what to show of the outcome. */
async function send(form: HTMLFormElement, field: string, file: File): Promise<(Node | string)[]> {
  const fields = new FormData(form);
  // What else the form can carry is not what was dropped.
  for (const [name, value] of [...fields.entries()]) {
    if (value instanceof File || name === "text" || name === "address") fields.delete(name);
  }
  fields.append(field, file, file.name);
  const name = file.name;
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    const told = (await answer.json()) as Added;
    if (!answer.ok || told.error !== undefined) return [word("drop_failed", { name, why: told.error ?? `${answer.status}` })];
    const out: (Node | string)[] = [];
    if ((told.added ?? 0) > 0 || (told.known ?? 0) === 0) out.push(word("drop_done", { name, n: told.added ?? 0 }));
    else out.push(word("drop_known", { name }));
    for (const report of told.reports ?? []) {
      const link = Object.assign(document.createElement("a"), { href: report.href, textContent: report.title ?? report.id });
      out.push(" ", link);
    }
    for (const skipped of told.skipped ?? []) out.push(" ", word("drop_failed", { name: skipped.place, why: skipped.why }));
    return out;
  } catch (failure) {
    return [word("drop_failed", { name, why: failure instanceof Error ? failure.message : String(failure) })];
  }
}
