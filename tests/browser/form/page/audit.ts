function isNamed(element: Element): boolean {
  const labelledBy = (element.getAttribute("aria-labelledby") ?? "").split(" ");
  return Boolean(
    element.getAttribute("aria-label") ||
      labelledBy.some((id) => document.getElementById(id)?.textContent) ||
      (element as HTMLInputElement).labels?.length ||
      element.textContent,
  );
}

/** What a screen reader would stumble over: controls without a name, descriptions that do not exist, ids used twice. */
export function audit(): string[] {
  const controls = document.querySelectorAll(
    "input:not([type=file]), select, textarea, button, [role=group], [role=radiogroup], table",
  );
  const unnamed = [...controls].filter((element) => !isNamed(element));
  const described = [...document.querySelectorAll("[aria-describedby]")];
  const wanted = described.flatMap((element) => (element.getAttribute("aria-describedby") ?? "").split(" "));
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  return [
    ...unnamed.map((element) => `no name: ${element.outerHTML.slice(0, 120)}`),
    ...wanted.filter((id) => !ids.includes(id)).map((id) => `no description: ${id}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `id twice: ${id}`),
  ];
}
