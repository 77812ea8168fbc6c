export type Values = Readonly<Record<string, string | number>>;
/** An English sentence, which is its own key, in the language of the visit; `{{name}}` is filled in. */
export type Say = (sentence: string, values?: Values) => string;

export const fillIn = (sentence: string, values: Values = {}): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
