export interface LockedPackage {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
  [key: string]: unknown;
}

export function findGaps(packages: Record<string, LockedPackage>): [string, LockedPackage][];
