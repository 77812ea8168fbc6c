export { calculateDocumentTax } from "./calculate-document-tax.ts";
export { copyTaxPack } from "./copy-tax-pack.ts";
export { loadTaxRules } from "./load-tax-rules.ts";
