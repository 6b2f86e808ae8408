// Which layers of a report are shown is kept for the next report.

const KEPT = "selon.layers";

/** Sets the boxes `input[data-layer]` as they were left, and keeps what is changed. */
export function rememberLayers(): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("input[data-layer]")];
  if (boxes.length === 0) return;
  const hidden = new Set(kept());
  for (const box of boxes) {
    const layer = box.dataset["layer"] ?? "";
    if (hidden.has(layer)) box.checked = false;
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(layer);
      else hidden.add(layer);
      try {
        localStorage.setItem(KEPT, [...hidden].join(" "));
      } catch {
        // A browser that keeps nothing shows all layers again: no harm.
      }
    });
  }
}

function kept(): string[] {
  try {
    return (localStorage.getItem(KEPT) ?? "").split(" ");
  } catch {
    return [];
  }
}
