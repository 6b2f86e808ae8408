// Counts by day, month or year, without gaps: a time with no event is a bin of none.

export type Unit = "day" | "month" | "year";

export interface Bin {
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface Timeline {
  readonly unit: Unit;
  readonly bins: readonly Bin[];
}

/** More bins than this are drawn by the next larger unit. */
const MOST = 800;
const PREFIX: Record<Unit, number> = { day: 10, month: 7, year: 4 };

export async function fetchBins(source: string): Promise<Timeline> {
  const answer = await fetch(source, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
  const found = (await answer.json()) as Timeline;
  return filled(found);
}

/** The same counts with empty bins between, by a larger unit where there are too many. */
export function filled({ unit, bins }: Timeline): Timeline {
  const counts = new Map<string, number>();
  for (const bin of bins) {
    const key = bin.from.slice(0, PREFIX[unit]);
    counts.set(key, (counts.get(key) ?? 0) + bin.count);
  }
  const keys = [...counts.keys()].sort();
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return { unit, bins: [] };
  const out: Bin[] = [];
  for (let key = first; key <= last; key = next(key, unit)) {
    if (out.length >= MOST && unit !== "year") return filled({ unit: unit === "day" ? "month" : "year", bins });
    out.push({ ...span(key, unit), count: counts.get(key) ?? 0 });
  }
  return { unit, bins: out };
}

/** First and last day of a day, month or year. */
function span(key: string, unit: Unit): { from: string; to: string } {
  if (unit === "day") return { from: key, to: key };
  if (unit === "year") return { from: `${key}-01-01`, to: `${key}-12-31` };
  const [year, month] = [Number(key.slice(0, 4)), Number(key.slice(5))];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${key}-01`, to: `${key}-${days}` };
}

function next(key: string, unit: Unit): string {
  if (unit === "year") return String(Number(key) + 1).padStart(4, "0");
  const date = new Date(`${key}${unit === "month" ? "-01" : ""}T00:00:00Z`);
  if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, PREFIX[unit]);
}
