// Sort a table by the column whose heading is pressed: again for the other way. What has no value stands last.
(() => {
  "use strict";
  const collator = new Intl.Collator("zh", { numeric: true });
  const valueOf = (row, place) => {
    const cell = row.cells[place];
    return cell.dataset.v ?? cell.textContent.trim();
  };

  function sort(heading) {
    const table = heading.closest("table");
    const body = table.tBodies[0];
    const place = heading.cellIndex;
    const isNumber = heading.classList.contains("n");
    const first = isNumber ? "descending" : "ascending"; // the greatest number is what one looks for
    const other = isNumber ? "ascending" : "descending";
    const order = heading.getAttribute("aria-sort") === first ? other : first;
    const sign = order === "ascending" ? 1 : -1;
    const compare = isNumber ? (one, two) => Number(one) - Number(two) : collator.compare;
    const rows = [...body.rows].map((row) => ({ row, value: valueOf(row, place) }));
    rows.sort((one, two) => {
      if (one.value === "" || two.value === "") return (one.value === "") - (two.value === "");
      return sign * compare(one.value, two.value);
    });
    for (const each of table.querySelectorAll("th")) each.setAttribute("aria-sort", each === heading ? order : "none");
    body.append(...rows.map(({ row }) => row));
  }

  for (const button of document.querySelectorAll("th button")) {
    button.addEventListener("click", () => sort(button.closest("th")));
  }
})();
