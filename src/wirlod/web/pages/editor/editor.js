// The query form with colours and completion. Without this file the form works as it is.

import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./editor.css";

const LONGEST_ADDRESS = 7000;

/** Shorten an IRI by the prefixes that every query here may use; null where none fits. */
function shorten(iri, prefixes) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[A-Za-z][\w-]*$/.test(local)) return `${prefix}:${local}`;
  }
  return null;
}

/** Make a completer for `words`; where it is offered is decided as yasqe decides it for `kind`. */
function buildCompleter(kind, words) {
  const labels = new Map(words.map((word) => [word.name, word.label]));
  const fits = (word, typed) =>
    word.name.toLowerCase().includes(typed) || word.label.toLowerCase().includes(typed);
  return {
    name: `wirlod-${kind}`,
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: Yasqe.Autocompleters[kind].isValidCompletionPosition,
    preProcessToken: (_, token) => ({ ...token, autocompletionString: token.string.trim() }),
    get: (_, token) => {
      const typed = (token?.autocompletionString ?? "").toLowerCase();
      return words.filter((word) => fits(word, typed)).map((word) => word.name);
    },
    postProcessSuggestion: (_, __, suggestion) => suggestion,
    postprocessHints: (_, hints) =>
      hints.map((hint) => ({ ...hint, displayText: `${hint.text}  ${labels.get(hint.text) ?? ""}` })),
  };
}

/** Read the words of the data, under the names that queries use. */
async function readVocabulary(address, language) {
  const vocabulary = await (await fetch(address)).json();
  const name = (word) => ({
    name: shorten(word.iri, vocabulary.prefixes) ?? `<${word.iri}>`,
    label: word.label[language] ?? word.label.en ?? "",
  });
  return {
    prefixes: vocabulary.prefixes,
    class: vocabulary.classes.map(name),
    property: vocabulary.properties.map(name),
    prefix: Object.keys(vocabulary.prefixes).map((prefix) => ({ name: `${prefix}:`, label: "" })),
  };
}

/** Have the editor know the prefixes that a query here need not declare. */
function teachPrefixes(prefixes) {
  const plain = Yasqe.modes.sparql11;
  Yasqe.defineMode("sparql11", (...options) => {
    const mode = plain(...options);
    const startState = (...base) => ({ ...mode.startState(...base), prefixes: { ...prefixes } });
    return { ...mode, startState };
  });
}

function buildEditor(field, completers) {
  // Options are merged into the defaults, whose own completers would ask other hosts.
  Yasqe.defaults.autocompleters = completers;
  const editor = new Yasqe(field.parentNode.insertBefore(document.createElement("div"), field), {
    value: field.value,
    persistenceId: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: null, // as high as the query: 300px would be written into the element
    lineWrapping: true, // nothing to scroll to on a narrow screen
    createShareableLink: null,
    consumeShareLink: null,
    prefixCcApi: null,
    collapsePrefixesOnLoad: false,
    viewportMargin: Infinity,
  });
  // Tab leaves the editor: nobody is caught in it (WCAG 2.1.2).
  const submit = () => field.form.requestSubmit();
  const keys = { Tab: false, "Shift-Tab": false, "Ctrl-Enter": submit, "Cmd-Enter": submit };
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), ...keys });
  editor.getInputField().setAttribute("aria-labelledby", "query-label");
  return editor;
}

function sendWith(editor, field) {
  field.form.addEventListener("submit", () => {
    field.value = editor.getValue();
    field.form.method = encodeURIComponent(field.value).length > LONGEST_ADDRESS ? "post" : "get";
  });
}

/** Mark the line at fault, counted from 1; 0 or nothing marks none. */
function markFault(editor, line) {
  if (!line) return;
  editor.addLineClass(line - 1, "background", "fault");
  editor.setCursor({ line: line - 1, ch: 0 });
}

async function start() {
  const field = document.getElementById("query");
  const words = await readVocabulary(field.dataset.vocabulary, document.documentElement.lang);
  teachPrefixes(words.prefixes);
  const completers = ["class", "property"].map((kind) => {
    const offered = kind === "property" ? [...words.property, ...words.prefix] : words[kind];
    Yasqe.registerAutocompleter(buildCompleter(kind, offered), false);
    return `wirlod-${kind}`;
  });
  const editor = buildEditor(field, ["variables", ...completers]);
  sendWith(editor, field);
  markFault(editor, Number(field.dataset.faultLine));
  field.hidden = true;
}

start();
