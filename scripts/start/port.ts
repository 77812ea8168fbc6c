import { createServer } from "node:net";

/**
 * Makes sure that the server will be able to listen, before anything else is begun.
 * Throws in words when another program has the port or this user may not use it. Port 0 is always free.
 */
export async function assertPortFree(port: number, host: string, setting = "PORT"): Promise<void> {
  const code = await new Promise<string | null>((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
  if (code !== null) throw new Error(explainListenError(code, port, host, setting));
}

/** What a failure to listen means for whoever started the program. */
export function explainListenError(code: string, port: number, host: string, setting = "PORT"): string {
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken by another program. End it, or choose another port: ${setting}=${port + 1} npm start`;
  }
  if (code === "EACCES")
    return `This user may not listen on port ${port}. Choose one above 1023: ${setting}=8000 npm start`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `HOST=${host} is not an address of this machine.`;
  return `The server cannot listen on ${host}, port ${port} (${code}).`;
}
