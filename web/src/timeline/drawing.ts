// The bars of the timeline as SVG, as wide as their box.

import type { Bin, Timeline, Unit } from "./bins";

/** Pixels: the bars, and the labels under them. */
export const HEIGHT = 72;
const LABELS = 18;
const SVG = "http://www.w3.org/2000/svg";
/** A year or month is named where its label has about so much of the width. */
const LABEL_SHARE = 0.09;

export interface Drawing {
  readonly element: HTMLElement;
  /** Shows the bins `first..=last` as chosen. */
  readonly shade: (first: number, last: number) => void;
}

export function draw({ bins, unit }: Timeline, language: string): Drawing {
  const element = document.createElement("div");
  element.className = "timeline-bars";
  element.setAttribute("aria-hidden", "true");
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${bins.length} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("height", String(HEIGHT));
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const bars = bins.map((bin, i) => {
    const bar = document.createElementNS(SVG, "rect");
    // Few beside many must still be seen.
    const height = bin.count === 0 ? 0 : Math.max(3, (bin.count / most) * (HEIGHT - 4));
    const gap = bins.length > 200 ? 0 : 0.12;
    for (const [name, value] of Object.entries({ x: i + gap / 2, y: HEIGHT - height, width: 1 - gap, height })) bar.setAttribute(name, String(value));
    return bar;
  });
  svg.append(...bars);
  element.append(svg, labels(bins, unit, language));
  return {
    element,
    shade: (first, last) => bars.forEach((bar, i) => bar.classList.toggle("chosen", i >= first && i <= last)),
  };
}

/** Names of times under the bars, as many as fit. */
function labels(bins: readonly Bin[], unit: Unit, language: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "timeline-labels";
  box.style.height = `${LABELS}px`;
  const format = new Intl.DateTimeFormat(language, {
    timeZone: "UTC",
    year: unit === "day" ? undefined : "numeric",
    month: unit === "year" ? undefined : "short",
    day: unit === "day" ? "numeric" : undefined,
  });
  const apart = Math.max(1, Math.ceil(bins.length * LABEL_SHARE));
  let previousYear = "";
  for (let i = 0; i < bins.length; i += apart) {
    const bin = bins[i];
    if (bin === undefined || i > bins.length * (1 - LABEL_SHARE / 2)) continue;
    const label = document.createElement("span");
    const year = bin.from.slice(0, 4);
    const date = format.format(new Date(`${bin.from}T00:00:00Z`));
    label.textContent = unit === "day" && year !== previousYear ? `${date} ${year}` : date;
    previousYear = year;
    // Where the box is narrow, the style sheet leaves two of three out.
    if (i % (3 * apart) !== 0) label.className = "finer";
    label.style.left = `${(100 * i) / bins.length}%`;
    box.append(label);
  }
  return box;
}
