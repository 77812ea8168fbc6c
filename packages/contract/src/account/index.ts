export * from "./invitations.ts";
export * from "./profile.ts";
export * from "./second-step.ts";
export * from "./sessions.ts";
export * from "./sign-in.ts";
export * from "./sign-in-policy.ts";
export * from "./sign-in-providers.ts";
