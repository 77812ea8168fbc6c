import { z } from "zod";
import { country, currency, id, instant, nothing, page, pageInput, text, version } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const Session = z.object({
  accessToken: z.string(),
  expiresInSeconds: z.int(),
  user: z.object({
    id,
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    avatarUrl: z.string().nullable(),
    mustAddSecondFactor: z
      .boolean()
      .describe("A role asks for a second step and there is none: nothing else is allowed until there is"),
    roles: z.array(z.string()),
    permissions: z.array(z.string()),
  }),
  tenant: z.object({
    id,
    slug: z.string(),
    name: z.string(),
    currency: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    country: z.string(),
    accent: z.string().nullable(),
    logoUrl: z.string().nullable(),
  }),
});
export type Session = z.output<typeof Session>;

export const signIn = endpoint({
  name: "identity.sign_in",
  kind: "command",
  method: "POST",
  path: "/v1/auth/sign-in",
  access: "public",
  rate: "sign_in",
  summary: "Sign in; the refresh token comes as an HttpOnly cookie",
  input: z.object({ email: z.email().max(200), password: z.string().min(1).max(200), tenant: text(63).optional() }),
  output: Session,
});
export const refreshSession = endpoint({
  name: "identity.refresh",
  kind: "command",
  method: "POST",
  path: "/v1/auth/refresh",
  access: "public",
  summary: "Exchange the refresh cookie for a new access token and a new cookie",
  input: nothing,
  output: Session,
});
export const signOut = endpoint({
  name: "identity.sign_out",
  kind: "command",
  method: "POST",
  path: "/v1/auth/sign-out",
  access: "public",
  summary: "End this session, or with everywhere every session of the user",
  input: z.object({ everywhere: z.boolean().default(false) }),
  output: nothing,
});
export const getMe = endpoint({
  name: "identity.get_me",
  kind: "query",
  method: "GET",
  path: "/v1/me",
  access: "signed_in",
  summary: "Who is signed in, and to which business",
  input: nothing,
  output: Session.omit({ accessToken: true, expiresInSeconds: true }),
});
export const User = z.object({
  id,
  name: z.string(),
  email: z.string(),
  status: z.enum(["invited", "active", "deactivated"]),
  avatarUrl: z.string().nullable(),
  secondFactor: z.boolean(),
  lastSignInAt: instant.nullable(),
  roles: z.array(z.string()),
  createdAt: instant,
  version: z.int(),
});
export const listUsers = endpoint({
  name: "identity.list_users",
  kind: "query",
  method: "GET",
  path: "/v1/users",
  access: "identity.user.read",
  summary: "Users of the business",
  input: z.object({
    ...pageInput,
    status: User.shape.status.optional(),
    role: text(60).optional().describe("Only who holds this role, by its code"),
  }),
  output: page(User),
});
export const getUser = endpoint({
  name: "identity.get_user",
  kind: "query",
  method: "GET",
  path: "/v1/users/:id",
  access: "identity.user.read",
  summary: "One user",
  input: z.object({ id }),
  output: User,
});
export const createUser = endpoint({
  name: "identity.create_user",
  kind: "command",
  method: "POST",
  path: "/v1/users",
  access: "identity.user.change",
  summary: "Add a user with roles and a first password",
  status: 201,
  input: z.object({
    name: text(100),
    email: z.email().max(200),
    password: z.string().min(1).max(200).optional().describe("A first password; or give passwordHash"),
    passwordHash: z
      .string()
      .max(200)
      .regex(
        /^(\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+)$/,
        "A bcrypt or argon2id hash",
      )
      .optional()
      .describe("A bcrypt or argon2id hash from the system before; it is made anew at the first sign-in"),
    roles: z.array(text(60)).min(1).max(20),
  }),
  output: User,
});
export const changeUser = endpoint({
  name: "identity.change_user",
  kind: "command",
  method: "PATCH",
  path: "/v1/users/:id",
  access: "identity.user.change",
  summary: "Change a user's name, roles or status",
  input: z.object({
    id,
    name: text(100).optional(),
    roles: z.array(text(60)).min(1).max(20).optional(),
    status: z.enum(["active", "deactivated"]).optional(),
    version,
  }),
  output: User,
});
export const Tenant = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  legalName: z.string(),
  country: z.string(),
  state: z.string().nullable(),
  taxNumber: z.string().nullable(),
  currency: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  costMethod: z.enum(["fifo", "moving_average"]),
  fiscalYearStartMonth: z.int(),
  gtinPrefix: z.string().nullable(),
  skuPattern: z.string(),
  accent: z.string().nullable(),
  logoUrl: z.string().nullable(),
  version: z.int(),
});
export const getTenant = endpoint({
  name: "tenancy.get_tenant",
  kind: "query",
  method: "GET",
  path: "/v1/tenant",
  access: "signed_in",
  summary: "The business and its settings",
  input: nothing,
  output: Tenant,
});
export const changeTenant = endpoint({
  name: "tenancy.change_tenant",
  kind: "command",
  method: "PATCH",
  path: "/v1/tenant",
  access: "tenancy.settings.change",
  summary: "Change the business's settings (the cost method only while no stock has moved)",
  input: z.object({
    name: text(100).optional(),
    legalName: text(200).optional(),
    taxNumber: text(30).nullable().optional(),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
      .optional(),
    costMethod: z.enum(["fifo", "moving_average"]).optional(),
    gtinPrefix: z
      .string()
      .regex(/^[0-9]{6,11}$/)
      .nullable()
      .optional(),
    skuPattern: text(100).optional(),
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .nullable()
      .optional(),
    version,
  }),
  output: Tenant,
});
const prefix = z
  .string()
  .trim()
  .regex(/^[A-Z0-9][A-Z0-9/-]{0,9}$/, "Up to ten capital letters, digits, / and -");
/** What a new business needs; used by sign-up, the demo company and the import command line. */
export const SignUp = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9](-?[a-z0-9])*$/)
    .max(63),
  name: text(100),
  legalName: text(200).optional(),
  country,
  state: text(60).optional(),
  taxNumber: text(30).optional(),
  currency,
  locale: text(20),
  timeZone: text(60),
  costMethod: z.enum(["fifo", "moving_average"]).default("fifo"),
  sizeScales: z
    .array(text(40))
    .min(1)
    .max(40)
    .optional()
    .describe("Scales of sizes to begin with; those of the country when left out"),
  numberPrefixes: z
    .object({ sales_order: prefix, invoice: prefix, credit_note: prefix, shipment: prefix, return: prefix })
    .partial()
    .optional()
    .describe("What numbers of documents begin with"),
  owner: z.object({ name: text(100), email: z.email().max(200), password: z.string().min(1).max(200) }),
});
export const signUp = endpoint({
  name: "tenancy.sign_up",
  kind: "command",
  method: "POST",
  path: "/v1/tenants",
  access: "public",
  rate: "sign_in",
  summary: "Open a new business: chart of accounts, tax rules, roles, locations, channels and its owner",
  status: 201,
  input: SignUp,
  output: z.object({ tenantId: id, slug: z.string() }),
});
