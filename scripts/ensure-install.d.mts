export function findDisagreement(root?: string): string | null;
