import type { FastifyInstance } from "fastify";
import type { Runtime } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";
import { enterDoor } from "../../platform/http/enter-door.ts";
import type { Authenticate } from "../../platform/http/operations.ts";
import { isId } from "../../platform/ids.ts";
import { inTransaction } from "../../platform/runner.ts";
import { drawLook, readLook } from "./pdf/look.ts";
import { renderDocument } from "./pdf/render-document.ts";
import { readInvoice } from "./read-invoice.ts";

const schema = {
  operationId: "billing.get_invoice_pdf",
  summary: "An invoice or credit note as PDF",
  tags: ["billing"],
  description: "Needs the permission `billing.invoice.read`.",
  params: { type: "object", properties: { id: { type: "string", format: "uuid" } }, required: ["id"] },
  produces: ["application/pdf"],
};

const door = {
  name: "billing.get_invoice_pdf",
  kind: "query",
  path: "/v1/invoices/:id/pdf",
  access: "billing.invoice.read",
} as const;

/** The PDF of a document, at `/v1/invoices/:id/pdf`, for who may read invoices. */
export function mountBillingRoutes(app: FastifyInstance, runtime: Runtime, authenticate: Authenticate): void {
  app.get<{ Params: { id: string } }>(
    "/v1/invoices/:id/pdf",
    { schema: schema as never, config: { rate: "report" }, validatorCompiler: () => () => true },
    async (request, reply) => {
      const { id } = request.params;
      const call = await enterDoor(runtime, authenticate, request, door, { id });
      if (!isId(id)) throw notFound("invoice");
      const { document, tenant, look } = await inTransaction(
        runtime,
        call,
        { name: "billing.get_invoice_pdf", readOnly: true },
        async (ctx) => ({ document: await readInvoice(ctx, id), tenant: ctx.tenant, look: await readLook(ctx) }),
      );
      const bytes = await renderDocument(document, tenant, await drawLook(look));
      return reply
        .header("content-type", "application/pdf")
        .header("content-disposition", `inline; filename="${document.number.replace(/[^A-Za-z0-9._-]/g, "_")}.pdf"`)
        .send(bytes);
    },
  );
}
