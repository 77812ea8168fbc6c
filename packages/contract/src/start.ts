import { z } from "zod";
import { nothing } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const getStart = endpoint({
  name: "tenancy.get_start",
  kind: "query",
  method: "GET",
  path: "/v1/start",
  access: "tenancy.settings.read",
  summary: "How far the first steps of a new business have come",
  input: nothing,
  output: z.object({
    emailVerified: z.boolean(),
    mailsStayHere: z.boolean().describe("No mail server is set up, so mails are read in the mail box"),
    hasSecondStep: z.boolean().describe("Whether whoever asks signs in by more than a password"),
    hasLogo: z.boolean(),
    people: z.int(),
    styles: z.int(),
    hasStock: z.boolean(),
    sampleData: z.enum(["none", "wanted", "there"]),
  }),
});
export const addSampleData = endpoint({
  name: "tenancy.add_sample_data",
  kind: "command",
  method: "POST",
  path: "/v1/start/sample-data",
  access: "tenancy.settings.change",
  summary:
    "Fill a new business that has no styles yet with a small range, stock, customers and orders to try things on",
  status: 202,
  input: nothing,
  output: nothing,
});
