import { demoTill } from "../../apps/server/src/demo/run-tills.ts";
import type { DemoSignIn } from "./demo.ts";

/** Prints where everything is and who can sign in. */
export function announce(
  origin: string,
  signIns: DemoSignIn[],
  at: { adminOrigin?: string; tillOrigin?: string; shopOrigin?: string } = {},
): void {
  const { adminOrigin = origin, tillOrigin = origin, shopOrigin } = at;
  const lines: [string, string][] = [
    ["Admin", `${adminOrigin}/`],
    ["Till", `${tillOrigin}/till/`],
    ...(shopOrigin ? [["Shop", `${shopOrigin}/`] as [string, string]] : []),
    ["API", `${origin}/v1`],
    ["API guide", `${origin}/docs`],
    ["OpenAPI", `${origin}/openapi.json`],
    ["Health", `${origin}/health/ready`],
    ["Metrics", `${origin}/metrics`],
  ];
  console.log("\nSelvedge is running.");
  for (const [name, address] of lines) console.log(`  ${name.padEnd(10)} ${address}`);
  if (signIns.length > 0) console.log("\nDemo sign-ins");
  const width = Math.max(0, ...signIns.map((person) => person.role.length));
  for (const { role, email, password } of signIns) console.log(`  ${role.padEnd(width)}  ${email}  ${password}`);
  if (signIns.length > 0) {
    const pins = demoTill.pins.map(({ name, pin }) => `${name} ${pin}`).join(", ");
    console.log(
      `\nDemo till: pair it with the code ${demoTill.code} (once; more codes in the admin under Tills). PINs: ${pins}`,
    );
  }
  console.log("\nCtrl-C stops it.\n");
}
