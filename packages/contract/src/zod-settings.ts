import { z } from "zod";

// In a browser zod must not compile its parsers from text: the content security policy refuses that, and its trying is
// reported as a violation. Servers keep the quicker way.
if ("document" in globalThis || "WorkerGlobalScope" in globalThis) z.config({ jitless: true });
