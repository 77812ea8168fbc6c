/** A host that no open shop has. */
export function NoShop() {
  return (
    <main id="main" className="alone">
      <h1>There is no shop here</h1>
      <p>The address may be mistyped, or the shop is closed for now. Please come back later.</p>
    </main>
  );
}
