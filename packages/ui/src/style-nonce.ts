import { setNonce } from "get-nonce";

// Dialogs keep the page behind them still by a style element of their own; the content security policy lets it in by the
// nonce that the server gave this page.
const nonce = globalThis.document?.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce;
if (nonce) setNonce(nonce);
