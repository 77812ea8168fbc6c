import { type OutputOf, salesApi } from "@selvedge/contract";
import { Button, Menu } from "@selvedge/ui";
import { Ban, CheckCircle2, MoreHorizontal, Pause, Play, Truck, Undo2, Wallet } from "lucide-react";
import { useState } from "react";
import { useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { afterOrder } from "./after-order.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import { ShipDialog } from "./ship-dialog.tsx";
import { TakePayment } from "./take-payment.tsx";

type Order = OutputOf<typeof salesApi.getOrder>;

/** What may be done to the order now: its state machine and the person's permissions decide. */
export function OrderActions({ order }: { order: Order }) {
  const t = useT();
  const can = useCan();
  const [open, setOpen] = useState<"ship" | "pay" | "cancel" | "hold" | "return" | null>(null);
  const close = () => setOpen(null);
  const may = (...triggers: string[]) => triggers.some((trigger) => order.allowed.includes(trigger));
  const confirm = useCommand(salesApi.confirmOrder, { refresh: afterOrder, done: t("Confirmed") });
  const resume = useCommand(salesApi.resumeOrder, { refresh: afterOrder, done: t("Off hold") });
  const cancel = useCommand(salesApi.cancelOrder, { refresh: afterOrder, done: t("Cancelled"), onDone: close });
  const hold = useCommand(salesApi.holdOrder, { refresh: afterOrder, done: t("On hold"), onDone: close });
  const owed = order.totalMinor - order.paidMinor + order.refundedMinor;
  const shippable = order.lines.some((line) => line.qty - line.cancelledQty - line.shippedQty > 0);
  const returnable = order.lines.some((line) => line.shippedQty - line.returnedQty > 0);

  const more = [
    can("sales.order.confirm") &&
      may("hold") && {
        key: "hold",
        label: t("Put on hold"),
        icon: <Pause aria-hidden />,
        onSelect: () => setOpen("hold"),
      },
    can("fulfilment.return.receive") &&
      returnable && {
        key: "return",
        label: t("Receive a return"),
        icon: <Undo2 aria-hidden />,
        onSelect: () => setOpen("return"),
      },
    can("sales.order.cancel") &&
      may("cancel", "cancel_rest") && {
        key: "cancel",
        label: order.lines.some((line) => line.shippedQty > 0) ? t("Cancel the rest") : t("Cancel order"),
        icon: <Ban aria-hidden />,
        danger: true,
        divided: true,
        onSelect: () => setOpen("cancel"),
      },
  ].filter((item) => item !== false);

  return (
    <>
      {can("sales.order.confirm") && may("confirm") && (
        <Button
          tone="primary"
          icon={<CheckCircle2 aria-hidden />}
          busy={confirm.isPending}
          onClick={() => confirm.mutate({ id: order.id, version: order.version })}
        >
          {t("Confirm")}
        </Button>
      )}
      {can("sales.order.confirm") && may("resume") && (
        <Button
          tone="primary"
          icon={<Play aria-hidden />}
          busy={resume.isPending}
          onClick={() => resume.mutate({ id: order.id, version: order.version })}
        >
          {t("Take off hold")}
        </Button>
      )}
      {can("payments.payment.take") && owed > 0 && order.status !== "cancelled" && (
        <Button icon={<Wallet aria-hidden />} onClick={() => setOpen("pay")}>
          {t("Take payment")}
        </Button>
      )}
      {can("fulfilment.shipment.ship") && may("ship", "ship_part") && shippable && (
        <Button
          tone={may("confirm") ? "plain" : "primary"}
          icon={<Truck aria-hidden />}
          onClick={() => setOpen("ship")}
        >
          {t("Ship")}
        </Button>
      )}
      {more.length > 0 && (
        <Menu
          trigger={
            <Button size="icon" aria-label={t("More to do")}>
              <MoreHorizontal aria-hidden />
            </Button>
          }
          items={more}
        />
      )}
      {open === "ship" && <ShipDialog order={order} onClose={close} />}
      {open === "pay" && <TakePayment order={order} owedMinor={owed} onClose={close} />}
      {open === "return" && <ReturnDialog order={order} onClose={close} />}
      {open === "cancel" && (
        <ReasonDialog
          title={t("Cancel order {{number}}", { number: order.number })}
          explain={t("What is not yet shipped is given back to stock. What is paid stays as the customer's advance.")}
          button={t("Cancel order")}
          danger
          busy={cancel.isPending}
          onClose={close}
          onGive={(reason) => cancel.mutate({ id: order.id, reason, version: order.version })}
        />
      )}
      {open === "hold" && (
        <ReasonDialog
          title={t("Put {{number}} on hold", { number: order.number })}
          explain={t("Its stock stays reserved; nothing ships until it is taken off hold.")}
          button={t("Put on hold")}
          busy={hold.isPending}
          onClose={close}
          onGive={(reason) => hold.mutate({ id: order.id, reason, version: order.version })}
        />
      )}
    </>
  );
}
