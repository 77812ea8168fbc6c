import { type Permission, permissionWords } from "@selvedge/contract";
import { useT } from "../i18n/i18n.ts";

/** What a permission allows, in words. A script of its own, so that the landing screen does not carry all of them. */
export default function PermissionName({ permission }: { permission: Permission }) {
  const t = useT();
  return <>{t(permissionWords[permission])}</>;
}
