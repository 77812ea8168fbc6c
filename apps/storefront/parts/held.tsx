import { clock } from "../lib/format.ts";
import type { Cart, ShopFront } from "../lib/types.ts";
import { HoldClock } from "./hold-clock.tsx";

/** Until when the bag's pieces are held; when that is over it says so, and holds them again at a touch. */
export function Held({ shop, cart, back }: { shop: ShopFront; cart: Cart; back: "/bag" | "/checkout" }) {
  if (cart.heldUntil && cart.lines.every((l) => l.state === "held")) {
    return (
      <p className="held">
        Held for you until {clock(shop, cart.heldUntil)} <HoldClock until={cart.heldUntil} />
      </p>
    );
  }
  const isShort = cart.lines.some((l) => l.state === "short" || l.state === "gone");
  return (
    <div className="held held-over" role="status">
      <p>
        {isShort
          ? "We held these pieces for a while, and some were bought by others since."
          : "The time for which we held these pieces is over. They are all still there."}
      </p>
      <form action="/do/bag/hold" method="post">
        <input type="hidden" name="back" value={back} />
        <button type="submit" className="button button-plain button-small">
          {isShort ? "Keep what there is" : "Hold them again"}
        </button>
      </form>
    </div>
  );
}
