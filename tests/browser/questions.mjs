// What visitors.md says visitors come for, each walked from the home page without JavaScript.
// Usage: node questions.mjs ROOT

import { openBrowser, report } from "./browser.mjs";

const MOST_CLICKS = 2;
const QUESTIONS = [
  {
    asks: "How much does our district get, for which years?",
    clicks: [/^Werra-Meißner/],
    finds: ["Rund 500.000 Euro für den Werra-Meißner-Kreis, 2021 bis 2025"],
  },
  {
    asks: "What happened here before, and who runs it now?",
    clicks: [/^Werra-Meißner/],
    finds: ["Erster Masterplan Integration", "WIR-Vielfaltszentrum des Werra-Meißner-Kreises", "2018"],
  },
  {
    asks: "Who handed the notice over, where and when?",
    clicks: [/^Werra-Meißner/, /^Weiterentwicklung der WIR-Stellen/],
    finds: ["Anne Janz", "Eschwege", "29. Oktober 2021"],
  },
  {
    asks: "Which sentence says so?",
    clicks: [/^Werra-Meißner/, /^Weiterentwicklung der WIR-Stellen/],
    finds: ["für den Zeitraum von 2021 bis 2025 Mittel in Höhe von rund 500.000 Euro bewilligt."],
  },
  {
    asks: "Do the sources agree about Hanau?",
    clicks: [/^Hanau/, /^Verlängerung der Förderung/],
    finds: ["Die Quellen sind sich nicht einig", "zuwendungsfähige Ausgaben", "Fördersumme"],
  },
  {
    asks: "Which districts got how much? Can I have the table?",
    clicks: [/^Alle Grafiken/, /^Tabelle, Dateien/],
    finds: ["605.000 Euro", "Zeilen als CSV", "Die Frage in SPARQL"],
  },
  {
    asks: "How did the figures grow?",
    clicks: [/^21$/],
    finds: ["WIR-Vielfaltszentren mit Förderzusage", "29. Oktober 2021", "Weiter geförderte"],
  },
  {
    asks: "What was the ministry called when that release came out?",
    clicks: [/^Wer das Geld gibt/],
    finds: ["Hessisches Ministerium für Soziales und Integration", "HMAIJS", "Hessisches Sozialministerium"],
  },
  {
    asks: "Which releases of the ministry are in here?",
    clicks: [/^Wer das Geld gibt/],
    finds: ["Ihre Meldungen und Berichte", "Bescheidübergabe an den Werra-Meißner-Kreis"],
  },
  {
    asks: "What can be funded, and under which rules?",
    clicks: [/^Das Programm$/, /^Förderrichtlinie zum Landesprogramm/],
    finds: ["2.3", "Integrationslotsinnen", "11. Dezember 2020"],
  },
  {
    asks: "How much did our district get, by year?",
    clicks: [/^Rheingau-Taunus/],
    finds: ["Nach dem Jahr des Beginns", "600.000 Euro"],
  },
  {
    asks: "How do two districts stand beside each other?",
    clicks: [/^Landkreise und Städte vergleichen/, /nebeneinander zeigen$/],
    ticks: ["kassel", "werra-meissner-kreis"],
    finds: ["555.000 Euro für die Stadt Kassel", "Rund 500.000 Euro für den Werra-Meißner-Kreis"],
  },
  {
    asks: "Which sums are only about?",
    clicks: [/^Vorbereitete Fragen/, /nicht genau bekannt/],
    finds: ["Rund 500.000 Euro für den Werra-Meißner-Kreis", "ungefähr"],
  },
  {
    asks: "Which sentence says that it is only about so much?",
    clicks: [/^10 davon/, /^Weiterentwicklung der WIR-Stellen/],
    finds: ["Mittel in Höhe von rund 500.000 Euro bewilligt."],
  },
  {
    asks: "How do I cite this?",
    clicks: [/^Diese Seite zitieren/, /^BibTeX/],
    finds: ["@misc{", "Datenlizenz Deutschland"],
  },
  {
    asks: "Can I show this map on my pages?",
    clicks: [/^Tabelle, Dateien, Zitat und Code zum Einbetten/, /^Diese Grafik einbetten/],
    finds: ["<iframe src="],
  },
  { asks: "What is new?", clicks: [/^Was sich geändert hat/], finds: ["zuerst veröffentlicht"] },
  {
    asks: "This is wrong: whom do I tell?",
    clicks: [/^Diese Seite zitieren oder einen Fehler melden/],
    finds: ["Impressum", "was auf"],
  },
];
const CLICKABLE = "main a, main summary, main button, footer a, footer summary";

const root = process.argv[2];
const browser = await openBrowser();
const context = await browser.newContext({ javaScriptEnabled: false, locale: "de-DE" });
const page = await context.newPage();
page.setDefaultTimeout(5000);
const problems = [];

for (const { asks, clicks, finds, ticks = [] } of QUESTIONS) {
  try {
    await page.goto(root);
    for (const link of clicks) {
      for (const key of link === clicks.at(-1) ? ticks : []) await page.locator(`input[value="${key}"]`).check();
      await page.locator(CLICKABLE).filter({ hasText: link }).first().click();
    }
    const text = await page.locator("body").innerText();
    const missing = finds.filter((words) => !text.includes(words));
    if (missing.length) problems.push(`${asks} ${page.url()} does not say ${missing.join(" | ")}`);
  } catch (error) {
    problems.push(`${asks} ${page.url()}: ${error.message.split("\n")[0]}`);
  }
  if (clicks.length > MOST_CLICKS) problems.push(`${asks} takes ${clicks.length} clicks`);
}
await browser.close();
report(problems);
