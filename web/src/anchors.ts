// `#char=412,460` outlines the code points 412 to 460 (end not included) of a report's text
// and scrolls to them.

/** Follows the anchor of the address, now and whenever it changes. */
export function followAnchors(): void {
  if (document.getElementById("text") === null) return;
  outline();
  addEventListener("hashchange", outline);
}

function outline(): void {
  for (const old of document.querySelectorAll("mark.char-target")) old.replaceWith(...old.childNodes);
  const found = /^#char=(\d+)(?:,(\d+))?$/.exec(location.hash);
  if (found === null) return;
  const from = Number(found[1]);
  const to = found[2] === undefined ? from + 1 : Number(found[2]);
  const text = document.getElementById("text");
  text?.normalize();
  let first: Element | undefined;
  for (const segment of text?.querySelectorAll<HTMLElement>("[data-from][data-to]") ?? []) {
    const start = Number(segment.dataset["from"]);
    if (Number(segment.dataset["to"]) <= from || start >= to) continue;
    for (const mark of outlined(segment, from - start, to - start)) first ??= mark;
  }
  first?.scrollIntoView({ block: "center" });
}

/** Wraps the code points `from..to` of an element's own text. */
function outlined(segment: HTMLElement, from: number, to: number): HTMLElement[] {
  const made: HTMLElement[] = [];
  let at = 0;
  const walker = document.createTreeWalker(segment, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  for (const node of nodes) {
    const points = [...node.data];
    const a = Math.max(0, from - at);
    const b = Math.min(points.length, to - at);
    at += points.length;
    if (a >= b) continue;
    const range = document.createRange();
    range.setStart(node, points.slice(0, a).join("").length);
    range.setEnd(node, points.slice(0, b).join("").length);
    const mark = document.createElement("mark");
    mark.className = "char-target";
    range.surroundContents(mark);
    made.push(mark);
  }
  return made;
}
