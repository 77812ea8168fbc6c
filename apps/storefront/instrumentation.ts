/** Called once as the shop's server starts. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] === "nodejs") (await import("./lib/visitor-address.ts")).tellAddresses();
}
