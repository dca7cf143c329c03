/** Leads from the address of the old results page to the explorer, with all that it asks for. */

const explorer = document.getElementById("explorer");

if (explorer instanceof HTMLAnchorElement)
  location.replace(explorer.href + location.search + location.hash);
