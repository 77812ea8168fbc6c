import type { z } from "zod";
import type { Permission } from "./permissions.ts";

/** Who may call: a permission, anyone signed in, or anyone at all. */
export type Access = Permission | "signed_in" | "public";

/** What a call counts as for the rate limits; docs/api.md says how many of each. */
export type RateClass = "sign_in" | "read" | "write" | "report" | "upload";

/**
 * One door of the product: its name, its place in HTTP, who may use it, what goes in and what comes out.
 * Server (routing, validation, OpenAPI), client and till all read this one description.
 * Path parameters (`:id`) are keys of the input; for GET and DELETE the rest is the query string, else the JSON body.
 */
export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** `<area>.<verb>`, as in events and logs. */
  readonly name: string;
  readonly kind: "command" | "query";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** Status of success; 200 unless told. */
  readonly status?: number;
  /** What its calls count as; a query is a read and a command a write unless told. */
  readonly rate?: RateClass;
  /** A key of the input by which a stranger could guess: a call that gives it counts as a sign-in. */
  readonly guessedBy?: string;
}

/** Declares an endpoint; exists so that its input and output types are inferred exactly. */
export function endpoint<I extends z.ZodType, O extends z.ZodType>(e: Endpoint<I, O>): Endpoint<I, O> {
  return e;
}

export type InputOf<E> = E extends Endpoint<infer I, z.ZodType> ? z.input<I> : never;
export type ParsedInputOf<E> = E extends Endpoint<infer I, z.ZodType> ? z.output<I> : never;
export type OutputOf<E> = E extends Endpoint<z.ZodType, infer O> ? z.input<O> : never;
