// Filters: what is left empty does not stand in the address.

/** The form of a page's filters. */
export function filters(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("form#filters");
}

/** Leaves empty fields out of what the form sends. */
export function trimFilters(): void {
  filters()?.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData.entries()]) {
      if (value === "") event.formData.delete(name);
    }
  });
}

/** Sets filters by name and asks for the page that they give; the first page of it. */
export function setFilters(values: Record<string, string>): void {
  const form = filters();
  if (form === null) {
    const address = new URL(location.href);
    for (const [name, value] of Object.entries(values)) {
      if (value === "") address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    }
    address.searchParams.delete("page");
    location.assign(address);
    return;
  }
  for (const [name, value] of Object.entries({ ...values, page: "" })) {
    let field = form.elements.namedItem(name);
    if (field === null) {
      if (value === "") continue;
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(field);
    }
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  form.requestSubmit();
}
