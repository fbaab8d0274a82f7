// Drives the query page in a real Chromium; prints what it saw as JSON.
// node editor.mjs ADDRESS SCREENSHOT, with NODE_PATH at the editor's node_modules

import { createRequire } from "node:module";

const require = createRequire(`${process.env.EDITOR_FOLDER}/`);
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const [address, screenshot] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const context = await browser.newContext({ locale: "de-DE", bypassCSP: false });
const page = await context.newPage();
const seen = { hosts: new Set(), complaints: [] };
page.on("request", (request) => seen.hosts.add(new URL(request.url()).host));
page.on("console", (message) => {
  if (message.type() === "error") seen.complaints.push(message.text());
});
page.on("pageerror", (error) => seen.complaints.push(String(error)));

/** Let axe judge the page; it is injected past the page's policy, which forbids that. */
async function findDefects() {
  const other = await browser.newContext({ locale: "de-DE", bypassCSP: true });
  const judged = await other.newPage();
  await judged.goto(page.url());
  await judged.waitForSelector(".CodeMirror");
  await judged.addScriptTag({ path: axe });
  const { violations } = await judged.evaluate(() => globalThis.axe.run());
  await other.close();
  return violations
    .filter((violation) => ["serious", "critical"].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" ")}`);
}

await page.goto(address);
await page.waitForSelector(".CodeMirror");
const mistakes = await page.locator(".parseErrorIcon").count();
const coloured = await page.locator(".CodeMirror .cm-keyword").count();

// Completion: a class after «a», chosen by keyboard.
await page.locator(".CodeMirror").click();
await page.keyboard.press("Control+A");
await page.keyboard.type("SELECT ?grant WHERE { ?grant a wir:Gr");
await page.keyboard.press("Control+Space");
await page.waitForSelector(".CodeMirror-hints");
const offered = await page.locator(".CodeMirror-hint").allInnerTexts();
await page.keyboard.press("Enter");
const completed = await page.evaluate(() => document.querySelector(".CodeMirror").CodeMirror.getValue());

// Leaving by keyboard.
await page.keyboard.press("Tab");
const left = await page.evaluate(() => !document.activeElement.closest(".CodeMirror"));

// The first example as it comes, sent by keyboard.
await page.goto(address);
await page.waitForSelector(".CodeMirror");
await page.locator(".CodeMirror").click();
await page.keyboard.press("Control+Enter");
await page.waitForSelector("#result tbody tr");
const rows = await page.locator("#result tbody tr").count();
const link = await page.locator("#result tbody a").first().getAttribute("href");
await page.screenshot({ path: screenshot, fullPage: true });

// And without any script.
const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
await plain.goto(address);
await plain.locator("#ask button").click();
const plainRows = await plain.locator("#result tbody tr").count();

/** Look at the editor with *query* in it, in a context of its own. */
async function look(query, options = {}) {
  const other = await browser.newContext({ locale: "de-DE", ...options });
  const shown = await other.newPage();
  const answer = await shown.goto(`${address}?query=${encodeURIComponent(query)}`);
  await shown.waitForSelector(".CodeMirror");
  const found = await shown.evaluate(() => {
    const editor = document.querySelector(".CodeMirror");
    const last = [...editor.querySelectorAll(".CodeMirror-line")].pop().getBoundingClientRect();
    const box = editor.getBoundingClientRect();
    return {
      height: box.height,
      isWhole: last.bottom <= box.bottom + 1 && last.right <= box.right + 1,
      wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      background: getComputedStyle(editor).backgroundColor,
      marks: document.querySelectorAll(".parseErrorIcon").length,
    };
  });
  await other.close();
  return { status: answer.status(), ...found };
}

const lines = (count) => `SELECT * WHERE {\n${"  ?grant a wir:Grant .\n".repeat(count)}} LIMIT 1`;
const long = `SELECT * WHERE { ?grant rdfs:label "${"wort ".repeat(40)}"@de } LIMIT 1`;
const looks = {
  short: await look(lines(1)),
  tall: await look(lines(60)),
  phone: await look(long, { viewport: { width: 320, height: 640 } }),
  dark: await look(lines(1), { colorScheme: "dark" }),
  mistake: await look("SELECT * WHERE {\n  ?grant a wir:Grant ;;; }\n} LIMIT"),
};

const defects = await findDefects();
console.log(
  JSON.stringify({
    coloured, mistakes, offered, completed, left, rows, link, plainRows, defects, looks,
    hosts: [...seen.hosts], complaints: seen.complaints,
  }),
);
await browser.close();
