import { keepCart } from "../../../lib/do/bag.ts";
import { leadTo } from "../../../lib/do/deed.ts";

/** The link of a mail that told of a bag left behind: this browser takes that bag up. Stopping such mails asks once more. */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const token = asked.get("token") ?? "";
  if (!/^[\w-]{43}$/.test(token)) return leadTo("/bag");
  if (asked.get("stop") === "1") return leadTo(`/bag/no-reminders?token=${token}`);
  await keepCart(token);
  return leadTo("/bag");
}
