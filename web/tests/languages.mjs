import assert from "node:assert/strict";
import { test } from "node:test";
import { skip, visit } from "./site.mjs";

const heading = (page) => page.locator("h1").first().textContent();

test("pages speak the reader's language, and the other when asked", { skip }, async () => {
  for (const [language, other] of [["fr", "en"], ["en", "fr"]]) {
    await visit(
      async (page) => {
        await page.goto("/events");
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        const before = await heading(page);
        await page.locator(`#language a[hreflang=${other}]`).click();
        await page.waitForSelector(`html[lang=${other}]`);
        assert.match(page.url(), /\/events/);
        assert.notEqual(await heading(page), before);
        await page.goto("/sources");
        assert.equal(await page.locator("html").getAttribute("lang"), other, "the choice is kept");
      },
      { language, javaScriptEnabled: false },
    );
  }
});

test("scripts have words in both languages", { skip }, async () => {
  const words = {};
  for (const language of ["fr", "en"]) {
    await visit(
      async (page) => {
        await page.goto("/add");
        words[language] = JSON.parse((await page.locator("#words").textContent()) ?? "{}");
      },
      { language },
    );
  }
  assert.deepEqual(Object.keys(words.fr).sort(), Object.keys(words.en).sort());
  assert.ok(Object.keys(words.fr).length > 20);
});

test("light and dark are chosen and kept", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/sources");
    const theme = () => page.locator("html").getAttribute("data-theme");
    assert.equal(await theme(), null);
    await page.click("#theme");
    assert.equal(await theme(), "light");
    await page.click("#theme");
    assert.equal(await theme(), "dark");
    await page.reload();
    assert.equal(await theme(), "dark");
    await page.click("#theme");
    await page.reload();
    assert.equal(await theme(), null);
  });
});
