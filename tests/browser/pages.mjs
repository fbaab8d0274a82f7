// Looks at pages in both languages, both themes, on a desk, on a phone and at 400 %: axe-core, faults
// that the browser reports, requests to other hosts, cookies, and what is wider than the screen. A
// page is loaded once in each language; then screen and theme change around it, as they may. Colours
// are the same in both languages: the dark ones are looked at in one.
// Usage: node pages.mjs ROOT PATH…; {language} in a path stands for the language, else it is a suffix.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openBrowser, report } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const COLOURS = ["color-contrast", "link-in-text-block"];
// What colours decide; the other rules say the same in the dark.
const VIEWS = [
  { colorScheme: "light", width: 1280, height: 900 },
  { colorScheme: "dark", width: 1280, height: 900 },
  { colorScheme: "light", width: 390, height: 800 },
  { colorScheme: "dark", width: 390, height: 800 },
];
const LOOKS = { de: VIEWS, en: VIEWS.filter(({ colorScheme }) => colorScheme === "light") };
const NARROW = [390, 320];
const [root, ...paths] = process.argv.slice(2);
const browser = await openBrowser();
const problems = [];
let looked = 0;

// Runs in the page: how much wider it is than the screen, and what within it must be scrolled.
function findWide() {
  const excess = document.documentElement.scrollWidth - innerWidth;
  const scrolled = [...document.querySelectorAll("main *")].filter(
    (box) =>
      box.scrollWidth > box.clientWidth + 1 &&
      box.checkVisibility() &&
      ["auto", "scroll"].includes(getComputedStyle(box).overflowX) &&
      !["PRE", "TEXTAREA"].includes(box.tagName) &&
      !box.closest(".yasqe, .wide"),
  );
  return [...(excess > 0 ? [`${excess} pixels too wide`] : []), ...scrolled.map((box) => `scrolls: ${box.outerHTML.slice(0, 120)}`)];
}

const context = await browser.newContext({ bypassCSP: true });
const page = await context.newPage();
let view = VIEWS[0];
const tell = (what) => problems.push(`${page.url()} (${view.colorScheme}, ${view.width}): ${what}`);
const isOfFault = (text) => text.includes("responded with a status of 4");
page.on("console", (message) => message.type() === "error" && !isOfFault(message.text()) && tell(message.text()));
page.on("pageerror", (error) => tell(error.message));
page.on("request", (request) => request.url().startsWith(root) || tell(`asks ${request.url()}`));

for (const path of paths) {
  const [name, query] = path.split("?");
  const pattern = path.includes("{language}") ? path : `${name}.{language}.html${query ? `?${query}` : ""}`;
  for (const [language, looks] of Object.entries(LOOKS)) {
    await page.goto(root + pattern.replace("{language}", language));
    await page.evaluate(axe);
    for (view of looks) {
      await page.emulateMedia({ colorScheme: view.colorScheme });
      await page.setViewportSize({ width: view.width, height: view.height });
      const rules = view.colorScheme === "dark" ? { type: "rule", values: COLOURS } : { type: "tag", values: RULES };
      const found = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"] }), rules);
      for (const { id, nodes } of found.violations) tell(`${id}: ${nodes[0].html.slice(0, 200)}`);
      looked += 1;
    }
    for (const width of NARROW) {
      view = { ...view, width };
      await page.setViewportSize({ width, height: 800 });
      for (const what of await page.evaluate(findWide)) tell(what);
    }
  }
}
if (looked < paths.length * Object.values(LOOKS).flat().length) problems.push(`only ${looked} looks`);
if ((await context.cookies()).length) problems.push("sets cookies");
await browser.close();
report(problems);
