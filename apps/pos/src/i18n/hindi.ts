export const hindi: Record<string, string> = {};
