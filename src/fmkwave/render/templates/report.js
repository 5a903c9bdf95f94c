"use strict";

// The page is whole without this: it adds search, order, and a panel for one explanation at a time.
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  const list = one(".list tbody");
  const rows = all("tr", list);
  const form = one("#_search");
  const panel = one("#_explanations");
  const close = one(".close");
  const covers = matchMedia("(max-width: 64rem)");

  // --- Search and filters ---

  // Å is aa, ø is oe or ö, æ is ae; and a hurried aarhus, arhus or hjorring finds them, too.
  const folded = (text) =>
    text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase()
      .replaceAll("aa", "a").replaceAll("ø", "o").replaceAll("oe", "o").replaceAll("æ", "ae")
      .replace(/[\s-]+/g, " ").trim()
      .replace(/ (regions)?kommune$/, "");
  const tiles = new Map(all(".map .tile").map((tile) => [tile.dataset.code, tile]));
  const names = new Map(rows.map((row) => [
    row, [folded(row.dataset.name), folded(row.dataset.official), row.dataset.code],
  ]));

  const fits = (row) =>
    ["wave", "region", "vendor"].every((key) =>
      !form.elements[key].value || form.elements[key].value === row.dataset[key]) &&
    names.get(row).some((name) => name.includes(folded(form.elements.search.value)));

  const filter = () => {
    for (const row of rows) {
      row.hidden = !fits(row);
      tiles.get(row.dataset.code)?.classList.toggle("away", row.hidden);
    }
    const status = one("[role=status]", form);
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = status.dataset.says.replace("{shown}", shown);
  };

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = all("tr:not([hidden]) a", list)[0];
    if (first && form.elements.search.value) location.hash = first.hash;
  });

  // --- What the map shows ---

  const choice = one("[name=by]");
  const waves = new Map([...tiles.values()].map((tile) => [tile, one("title", tile).textContent]));

  const paint = () => {
    for (const legend of all(".legend")) legend.hidden = legend.dataset.by !== choice.value;
    const legend = one(".legend:not([hidden])");
    const entries = all("li", legend);
    const title = legend.getAttribute("aria-label");
    one(".map > title").textContent = title;
    one(".map > desc").textContent = legend.dataset.says;
    for (const pair of legend.dataset.placed.split(" ")) {
      const [code, number] = pair.split(":");
      const tile = tiles.get(code);
      const entry = entries[number];
      tile.setAttribute("fill", one("text", entry).getAttribute("fill"));
      one("rect", tile).setAttribute("fill", one("rect", entry).getAttribute("fill"));
      one(".mark", tile).textContent = one("text", entry).textContent;
      // Its wave always, and what else its colour says.
      const label = one(".label", entry).textContent;
      const says = waves.get(tile) + (choice.value === "wave" ? "" : `. ${title}: ${label}`);
      one("title", tile).textContent = says;
      tile.closest("a").setAttribute("aria-label", says);
    }
  };

  choice?.addEventListener("change", paint);

  // --- Order ---

  const headings = all(".list thead th");
  const place = (row, column) => Number(row.dataset.places.split(" ")[column]);

  const sort = (column) => {
    const heading = headings[column];
    const down = heading.getAttribute("aria-sort") === "ascending";
    headings.forEach((other) => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const turn = down ? -1 : 1;
    const sorted = [...rows].sort((a, b) => turn * (place(a, column) - place(b, column)));
    list.append(...sorted);
  };

  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(column));
    heading.append(button);
  });

  // --- The panel ---

  let opener = null;
  const row = (code) => rows.find((each) => each.dataset.code === code);
  const asked = () => row(location.hash.slice(1))?.dataset.code;

  const cover = () => {
    const behind = [...document.body.children, ...one("main").children];
    const covered = covers.matches && panel.classList.contains("open");
    behind.filter((part) => part !== panel && !part.contains(panel))
      .forEach((part) => { part.inert = covered; });
  };

  const show = (code) => {
    const open = code !== undefined;
    all("article.open", panel).forEach((article) => article.classList.remove("open"));
    all("a[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
    panel.classList.toggle("open", open);
    document.documentElement.classList.toggle("with-panel", open);
    cover();
    if (!open) return;
    all(`a[href="#${code}"]`).forEach((link) => link.setAttribute("aria-current", "true"));
    document.getElementById(code).classList.add("open");
    panel.scrollTop = 0;
    document.getElementById(`_title-${code}`).focus({ preventScroll: true });
  };

  const leave = () => {
    const code = asked();
    if (code === undefined) return;
    history.pushState(null, "", "#");
    show(undefined);
    // Back to where it was opened from, if that can still be seen.
    [opener, one("a", row(code)), form.elements.search].find((target) => {
      target?.focus();
      return document.activeElement === target;
    });
  };

  list.addEventListener("click", (event) => {
    const link = one("a", event.target.closest("tr"));
    if (event.target.closest("a") || String(getSelection())) return;
    link.focus({ preventScroll: true });
    location.hash = link.hash;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  close.addEventListener("click", leave);
  document.addEventListener("focusin", (event) => {
    if (!panel.contains(event.target)) opener = event.target;
  });
  covers.addEventListener("change", cover);
  addEventListener("hashchange", () => show(asked()));

  all(".controls, .close").forEach((control) => { control.hidden = false; });
  // A browser may have kept what was chosen before.
  filter();
  if (choice) paint();
  if (asked() !== undefined) show(asked());
});
