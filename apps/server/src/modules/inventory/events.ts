import { subscribe } from "../../platform/events.ts";
import { refreshAlerts } from "./refresh-alerts.ts";

// A new reorder point, or a SKU archived, may open or resolve alerts without a piece moving.
subscribe("catalog.sku_changed", "inventory/refresh_alerts", (ctx, event) => refreshAlerts(ctx, [event.entityId]));
