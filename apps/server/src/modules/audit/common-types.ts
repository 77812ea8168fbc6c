/** Kinds that are never rare; the index of kinds leaves them out (db/migrations/0020-audit.sql). */
export const commonTypes = ["inventory.level_changed", "ledger.entry_posted"];
