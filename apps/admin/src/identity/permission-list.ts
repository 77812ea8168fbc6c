import { type Permission, permissionGroups, permissions } from "@selvedge/contract";

/** Every permission by what one works on, as the matrix and a role's page list them. */
export const groupedPermissions: readonly { name: string; permissions: readonly Permission[] }[] = permissionGroups.map(
  ({ name, areas }) => ({ name, permissions: permissions.filter((p) => areas.includes(p.split(".")[0]!)) }),
);
