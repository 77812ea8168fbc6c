import { rfmSegmentation } from "@selvedge/learn";

/** Customers who have not bought yet: the one segment that scores cannot tell. */
export const notBought = {
  segment: "not_bought",
  name: "Not bought yet",
  action: "Invite to a first purchase; nothing is known of them yet.",
};

/** Every segment with its name and what to do, in the order in which rules are asked. */
export const segments: readonly { segment: string; name: string; action: string }[] = [
  ...rfmSegmentation.rules.map(({ segment, name, action }) => ({ segment, name, action })),
  rfmSegmentation.otherwise,
  notBought,
];

const byKey = new Map(segments.map((s) => [s.segment, s]));

export const segmentWords = (segment: string) => byKey.get(segment) ?? { segment, name: segment, action: "" };
