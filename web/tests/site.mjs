// A site to test: `selon serve --demo` on a free port, and Chromium to look at it with.
// Both are started once for all tests, and stopped after the last.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after } from "node:test";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** A dev build reads the example reports slowly on a busy machine. */
const PATIENCE = 240_000;

/** Why nothing can be tested here; undefined where it can. */
export const skip = existsSync(CHROMIUM) ? undefined : `no browser at ${CHROMIUM}`;

const servers = [];
let demo;

/** The address of the site of the demo, without a slash at its end. */
export function address() {
  demo ??= serve(["--demo"]);
  return demo;
}

/** Starts another site, and gives its address. */
export async function serve(options) {
  const server = spawn(program(), ["serve", ...options, "--bind", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  servers.push(server);
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`no address within ${PATIENCE} ms: ${said}`)), PATIENCE);
    const listen = (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found === null) return;
      clearTimeout(late);
      resolve(found[0]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.on("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`selon serve ended with ${code}: ${said}`));
    });
  });
}

/** The program: `SELON`, or what cargo builds without optimisation. */
function program() {
  if (process.env.SELON !== undefined) return process.env.SELON;
  execFileSync("cargo", ["build", "--quiet", "--locked", "-p", "selon"], { cwd: root, stdio: "inherit" });
  const metadata = execFileSync("cargo", ["metadata", "--format-version", "1", "--no-deps"], { cwd: root, maxBuffer: 1 << 26 });
  return `${JSON.parse(metadata).target_directory}/debug/selon`;
}

const WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const launched = new Map();

/** Chromium, with or without WebGL. */
function browser(webgl) {
  if (!launched.has(webgl)) {
    const args = ["--no-sandbox", "--disable-gpu", ...(webgl ? WEBGL : ["--disable-3d-apis"])];
    const launching = chromium.launch({ executablePath: CHROMIUM, args });
    launched.set(webgl, launching);
  }
  return launched.get(webgl);
}

/**
 * Opens a fresh window on the site, has `test` use it, and asserts that nothing was said on
 * the console, that nothing failed, and that nothing was asked of another host; but for what `allow` allows.
 */
export async function visit(test, { webgl = true, language = "en", width = 1440, height = 900, site = address(), allow = /^$/, ...options } = {}) {
  const home = await site;
  const context = await (await browser(webgl)).newContext({
    baseURL: home,
    locale: language,
    viewport: { width, height },
    ...options,
  });
  const wrong = [];
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("console", (message) => {
    // What the software renderer says of its own speed is no fault of a page.
    if (["error", "warning"].includes(message.type()) && !message.text().includes("GL Driver Message")) {
      wrong.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.stack ?? error.message}`));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== home) wrong.push(`request: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) wrong.push(`answer ${response.status()}: ${response.url()}`);
  });
  try {
    await test(page);
    assert.deepEqual(wrong.filter((one) => !allow.test(one)), []);
  } finally {
    await context.close();
  }
}

/** Waits until the map of a page is drawn, with its events on it. */
export async function mapReady(page) {
  await page.waitForSelector("#map[data-ready]");
}

/** Keeps a picture of the page where SHOTS names a folder. */
export async function shot(page, name) {
  if (process.env.SHOTS === undefined) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

const stop = () => servers.forEach((server) => server.kill());
process.on("exit", stop);
after(async () => {
  for (const launching of launched.values()) await (await launching).close();
  stop();
});
