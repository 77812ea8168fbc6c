import { clock } from "../lib/format.ts";
import type { Cart, ShopFront } from "../lib/types.ts";
import { getWords } from "../lib/words.ts";
import { HoldClock } from "./hold-clock.tsx";

/** Until when the bag's pieces are held; when that is over it says so, and holds them again at a touch. */
export async function Held({ shop, cart, back }: { shop: ShopFront; cart: Cart; back: "/bag" | "/checkout" }) {
  const t = await getWords();
  if (cart.heldUntil && cart.lines.every((l) => l.state === "held")) {
    return (
      <p className="held">
        {t("Held for you until {{time}}", { time: clock(shop, cart.heldUntil) })} <HoldClock until={cart.heldUntil} />
      </p>
    );
  }
  const isShort = cart.lines.some((l) => l.state === "short" || l.state === "gone");
  return (
    <div className="held held-over" role="status">
      <p>
        {isShort
          ? t("We held these pieces for a while, and some were bought by others since.")
          : t("The time for which we held these pieces is over. They are all still there.")}
      </p>
      <form action="/do/bag/hold" method="post">
        <input type="hidden" name="back" value={back} />
        <button type="submit" className="button button-plain button-small">
          {isShort ? t("Keep what there is") : t("Hold them again")}
        </button>
      </form>
    </div>
  );
}
