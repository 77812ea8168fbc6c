import { ApiError } from "@selvedge/client";
import { insightsApi, type OutputOf, type Problem } from "@selvedge/contract";
import { currentToken, refreshSession } from "../session/session-store.ts";

/** The contract keeps imports beside insights; here they have their own name. */
export const connectImports = insightsApi;

export type ImportJob = OutputOf<typeof insightsApi.getImport>;
export type ImportKind = ImportJob["kind"];

export const isUnderWay = (status: ImportJob["status"]): boolean =>
  status === "checking" || status === "running" || status === "undoing";

/**
 * Sends a file (multipart) and tells how much of it is gone, 0 to 1. XMLHttpRequest, since fetch cannot tell upload progress.
 * Throws the server's problem.
 */
export async function uploadImport(file: File, onShare: (share: number) => void): Promise<{ id: string }> {
  const first = await send(file, onShare);
  if (first.status !== 401 || !(await refreshSession())) return answer(first);
  return answer(await send(file, onShare));
}

type Reply = { status: number; body: string };

function send(file: File, onShare: (share: number) => void): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", "/v1/imports");
    request.setRequestHeader("authorization", `Bearer ${currentToken() ?? ""}`);
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => reject(new TypeError("network"));
    request.send(form);
  });
}

function answer({ status, body }: Reply): { id: string } {
  const parsed: unknown = JSON.parse(body);
  if (status >= 400) throw new ApiError(parsed as Problem);
  return parsed as { id: string };
}
