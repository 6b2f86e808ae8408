// Every page: light and dark, wide and narrow, by axe's rules, and without scripts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { mapReady, shot, skip, visit } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["events", "event", "reports", "report", "sources", "search", "add", "review", "methodology"];

/** The address of a page by its name; events and reports are the first of their lists. */
async function open(page, name) {
  if (name === "event") {
    await page.goto("/events");
    await page.goto(await page.locator("#events tr:has(.badge.disputed)").first().getAttribute("data-href"));
  } else if (name === "report") {
    await page.goto("/reports");
    await page.goto(await page.locator('a[href^="/report/"]').first().getAttribute("href"));
  } else await page.goto(name === "search" ? "/search?q=attack" : `/${name}`);
  assert.equal(await page.locator("html").getAttribute("data-page"), name);
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).slice(0, 4).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing to say of any page, ${colorScheme}`, { skip }, async (t) => {
    for (const name of PAGES) {
      await t.test(name, async () => {
        await visit(
          async (page) => {
            await open(page, name);
            if ((await page.locator("#map").count()) > 0) await mapReady(page);
            await shot(page, `${name}-${colorScheme}-1440`);
            assert.deepEqual(await violations(page), []);
          },
          { colorScheme, language: colorScheme === "light" ? "en" : "fr", reducedMotion: "reduce" },
        );
      });
    }
  });
}

test("axe finds nothing to say of the documents", { skip }, async (t) => {
  for (const name of ["accuracy", "codebook", "dossier", "exports"]) {
    await t.test(name, async () => {
      await visit(async (page) => {
        await page.goto(`/methodology/${name}`);
        assert.deepEqual(await violations(page), []);
      });
    });
  }
});

test("pages fit a narrow screen", { skip }, async (t) => {
  for (const name of PAGES) {
    await t.test(name, async () => {
      await visit(
        async (page) => {
          await open(page, name);
          if ((await page.locator("#map").count()) > 0) await mapReady(page);
          const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          assert.ok(content <= window, `${content} pixels of page on ${window}`);
          await shot(page, `${name}-360`);
        },
        { width: 360, height: 780, language: "fr", hasTouch: true, isMobile: true },
      );
    });
  }
});

test("pages are whole without scripts", { skip }, async () => {
  await visit(
    async (page) => {
      for (const name of PAGES) {
        await open(page, name);
        assert.ok((await page.locator("main").innerText()).length > 100, name);
      }
      await page.goto("/events");
      assert.ok(await page.locator("#map svg").first().isVisible());
      assert.ok(await page.locator("#timeline svg").first().isVisible());
      await shot(page, "events-without-scripts");
    },
    { javaScriptEnabled: false },
  );
});
