/** An MLflow tracking server, spoken to by its REST API (version 2.0); https://mlflow.org/docs/latest/rest-api.html. */
export interface MlflowServer {
  trackingUri: string;
  token: string | null;
}

const PATIENCE_MS = 20_000;

/** What the server said no to, by its own code such as RESOURCE_ALREADY_EXISTS. */
export class MlflowRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

async function send<T>(server: MlflowServer, method: string, path: string, body?: object | Uint8Array): Promise<T> {
  const bytes = body instanceof Uint8Array;
  const answer = await fetch(new URL(`api/2.0/${path}`, `${server.trackingUri.replace(/\/+$/, "")}/`), {
    method,
    headers: {
      ...(server.token ? { authorization: `Bearer ${server.token}` } : {}),
      ...(body ? { "content-type": bytes ? "application/octet-stream" : "application/json" } : {}),
    },
    ...(body ? { body: bytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await answer.text();
  const said = parse(text);
  if (!answer.ok) {
    const code = typeof said["error_code"] === "string" ? said["error_code"] : `HTTP_${answer.status}`;
    throw new MlflowRefusal(code, `MLflow answered ${answer.status}: ${String(said["message"] ?? text).slice(0, 300)}`);
  }
  return said as T;
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export const post = <T>(server: MlflowServer, path: string, body: object): Promise<T> =>
  send<T>(server, "POST", `mlflow/${path}`, body);

export const get = <T>(server: MlflowServer, path: string, query: Record<string, string>): Promise<T> =>
  send<T>(server, "GET", `mlflow/${path}?${new URLSearchParams(query)}`);

/** Uploads a file of a run through the tracking server; false where that server keeps its files elsewhere. */
export async function putArtifact(
  server: MlflowServer,
  artifactUri: string,
  name: string,
  bytes: Uint8Array,
): Promise<boolean> {
  if (!artifactUri.startsWith("mlflow-artifacts:")) return false;
  const folder = artifactUri.replace(/^mlflow-artifacts:(\/\/[^/]*)?\//, "").replace(/\/+$/, "");
  await send(server, "PUT", `mlflow-artifacts/artifacts/${folder}/${name}`, bytes);
  return true;
}

/** Does it, unless it had been done: an earlier try of the same job may have got so far. */
export async function unlessThere<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof MlflowRefusal && error.code === "RESOURCE_ALREADY_EXISTS") return null;
    throw error;
  }
}
