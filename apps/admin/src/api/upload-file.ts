import { ApiError, pageLanguage } from "@selvedge/client";
import type { Problem } from "@selvedge/contract";
import { currentToken, refreshSession } from "../session/session-store.ts";

/**
 * Sends a file (multipart field `file`) and tells how much of it is gone, 0 to 1. XMLHttpRequest, since fetch cannot tell upload
 * progress. Throws the server's problem.
 */
export async function uploadFile<Answer>(path: string, file: File, onShare: (share: number) => void): Promise<Answer> {
  const first = await send(path, file, onShare);
  if (first.status !== 401 || !(await refreshSession())) return answer<Answer>(first);
  return answer<Answer>(await send(path, file, onShare));
}

type Reply = { status: number; body: string };

function send(path: string, file: File, onShare: (share: number) => void): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", path);
    request.setRequestHeader("authorization", `Bearer ${currentToken() ?? ""}`);
    request.setRequestHeader("accept-language", pageLanguage());
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => reject(new TypeError("network"));
    request.send(form);
  });
}

function answer<Answer>({ status, body }: Reply): Answer {
  const parsed: unknown = JSON.parse(body);
  if (status >= 400) throw new ApiError(parsed as Problem);
  return parsed as Answer;
}
