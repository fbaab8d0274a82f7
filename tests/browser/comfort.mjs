// What axe-core does not decide: contrast in pictures, forced colours, reduced motion, paper.
// Usage: node comfort.mjs ROOT

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openBrowser, report } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PICTURES = [
  ...["index", "charts", "charts/map", "charts/tiles", "charts/years", "charts/priorities", "charts/centres"].map((path) => `${path}.de.html`),
  ...["sums-by-district?view=map", "sums-by-district?view=bars", "grants-per-year?view=time"].map((path) => `questions/${path}&lang=de`),
];
const root = process.argv[2];
const browser = await openBrowser();
const problems = [];
let computed = 0;

// Runs in the page: the ratio of each text that axe-core could not decide.
async function computeContrasts() {
  const found = await axe.run(document, { runOnly: ["color-contrast"] });
  const channels = (color) => color.match(/[0-9.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const opaque = (color) => color.startsWith("rgb") && (channels(color)[3] ?? 1) > 0;
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (opaque(backgroundColor)) return backgroundColor;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)";
  };
  const beneath = (element) => {
    element.scrollIntoView({ block: "center", inline: "center" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const shapes = document.elementsFromPoint(left + width / 2, top + height / 2);
    const shape = shapes.find((other) => ["path", "rect", "circle", "use"].includes(other.tagName));
    return shape ? getComputedStyle(shape).fill : ground(element);
  };
  return found.incomplete.flatMap(({ nodes }) => nodes).map(({ target }) => {
    const element = document.querySelector(target[0]);
    const style = getComputedStyle(element);
    const picture = element.closest("svg") !== null;
    const text = picture ? style.fill : style.color;
    const halo = picture && opaque(style.stroke) ? style.stroke : "";
    const [a, b] = [light(text), light(halo || (picture ? beneath(element) : ground(element)))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
    return { text: element.textContent.trim().slice(0, 40), ratio, wanted: large ? 3 : 4.5 };
  });
}

for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ colorScheme, reducedMotion: "reduce", bypassCSP: true, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  for (const path of PICTURES) {
    await page.goto(`${root}${path}`);
    await page.evaluate(axe);
    for (const { text, ratio, wanted } of await page.evaluate(computeContrasts)) {
      computed += 1;
      if (ratio < wanted) problems.push(`${path} (${colorScheme}): contrast ${ratio.toFixed(2)} of «${text}»`);
    }
  }
  await context.close();
}
if (!computed) problems.push("no contrast was computed");

const forced = await (await browser.newContext({ forcedColors: "active" })).newPage();
for (const path of [...PICTURES, "doc/grant.de.html", "search.de.html"]) {
  await forced.goto(`${root}${path}`);
  const lost = await forced.evaluate(() => [
    ...[...document.querySelectorAll("main figure.chart svg")]
      .filter((picture) => getComputedStyle(picture).forcedColorAdjust !== "none" || getComputedStyle(picture).backgroundColor === "rgba(0, 0, 0, 0)")
      .map(() => "a picture without its colours"),
    ...[...document.querySelectorAll("button, input:not([type=hidden]), select, textarea")]
      .filter((field) => field.checkVisibility() && parseFloat(getComputedStyle(field).borderTopWidth) === 0)
      .map((field) => `no border at ${field.outerHTML.slice(0, 60)}`),
  ]);
  for (const what of lost) problems.push(`${path} (forced colours): ${what}`);
}

// A4 without its margins is 180 mm wide: 680 pixels.
const paper = await (await browser.newContext({ viewport: { width: 680, height: 960 } })).newPage();
await paper.emulateMedia({ media: "print" });
for (const path of ["doc/grant", "doc/grant/werra-meissner-kreis-2021", "doc/figure", "charts/map", "compare", "doc/territory/werra-meissner-kreis"]) {
  await paper.goto(`${root}${path}.de.html`);
  const wrong = await paper.evaluate(() => {
    const seen = (selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
    const written = document.querySelector(".bottom").innerText;
    return [
      ...[".top", ".bar", "form .facets", ".cite", ".bottom ul"].filter(seen),
      ...[...document.querySelectorAll("table, svg")].filter((box) => box.getBoundingClientRect().right > innerWidth + 1).map(() => "is cut"),
      ...[document.querySelector("link[rel=canonical]").href, "Datenlizenz", "Veröffentlicht am"].filter((words) => !written.includes(words)),
    ];
  });
  for (const what of wrong) problems.push(`${path} (on paper): ${what}`);
}

const calm = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
for (const path of ["index", "charts/map"]) {
  await calm.goto(`${root}${path}.de.html`);
  const moving = await calm.evaluate(() => document.getAnimations().length || getComputedStyle(document.documentElement).scrollBehavior !== "auto");
  if (moving) problems.push(`${path}: moves although the reader wants no motion`);
}
await browser.close();
report(problems);
