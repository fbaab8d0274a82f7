/* Suggestions while somebody types. The form works without. */

const WAIT_MILLISECONDS = 150;

for (const [number, input] of document.querySelectorAll('form[role="search"] input[type="search"]').entries()) {
  const list = document.createElement("datalist");
  list.id = `suggestions-${number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  input.autocomplete = "off";
  let timer = 0;
  let latest = "";

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(input.value.trim()), WAIT_MILLISECONDS);
  });

  async function suggest(query) {
    if (query.length < 2 || query === latest) return;
    latest = query;
    const language = document.documentElement.lang;
    const address = new URL("suggest", new URL(input.form.getAttribute("action"), location.href));
    address.search = new URLSearchParams({ q: query, lang: language });
    const answer = await fetch(address);
    if (!answer.ok || query !== latest) return;
    const titles = await answer.json();
    list.replaceChildren(...titles.map((title) => new Option(title, title)));
  }
}
