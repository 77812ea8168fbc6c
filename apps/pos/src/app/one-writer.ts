/**
 * One tab of a device sells and delivers; a second one waits, and may take over. Web Locks outlive neither tab nor
 * browser, so a crash frees the till at once. Where the browser has none, the store's unique counter still holds.
 */
export function holdTill(told: (mine: boolean) => void): { takeOver(): void } {
  const locks = navigator.locks;
  if (!locks) {
    told(true);
    return { takeOver: () => {} };
  }
  let mine = false;
  const keep = () =>
    new Promise<void>(() => {
      mine = true;
      told(true);
    });
  const lost = () => {
    if (mine) told(false);
    mine = false;
  };
  void locks
    .request("selvedge-till", { ifAvailable: true }, (lock) => {
      if (lock) return keep();
      told(false);
      // The other tab closes: this one goes on by itself.
      void locks.request("selvedge-till", keep).catch(lost);
      return undefined;
    })
    .catch(lost);
  return { takeOver: () => void locks.request("selvedge-till", { steal: true }, keep).catch(lost) };
}
