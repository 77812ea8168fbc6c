// Before the first paint, so that a chosen theme never flashes the other one. A file, since inline scripts are refused by the server's policy.
const kept = localStorage.getItem("selvedge.till.theme");
if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
