import { createClient } from "@selvedge/client";

/** Caller of the doors that are open to everybody. */
export const call = createClient({ baseUrl: "", getToken: () => null });

/** What a link of a mail carries behind the "#". */
export const tokenOfAddress = (): string => decodeURIComponent(location.hash.slice(1));
