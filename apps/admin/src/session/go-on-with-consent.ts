/** Where apps send people to be asked (the authorisation endpoint of OAuth). */
export const CONSENT = "/authorize";
const key = "selvedge.asked-by-app";

/**
 * A provider of sign-in brings people back to "/": who came to answer an app goes on with that. Called before anything
 * is drawn.
 */
export function goOnWithConsent(): void {
  if (location.pathname === CONSENT) {
    sessionStorage.setItem(key, location.pathname + location.search);
    return;
  }
  const asked = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  const isBack = location.hash === "#signed-in" || location.hash.startsWith("#second-step=");
  if (asked && isBack) history.replaceState(null, "", asked + location.hash);
}
