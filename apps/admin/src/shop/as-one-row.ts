import { problemOf } from "../api/client.ts";

/**
 * Saves a whole list from the dialog of one of its rows: what the server says of `deliveries.2.name` is said of the
 * dialog's `name`.
 */
export async function asOneRow<T>(saving: Promise<T>, list: string, row: number): Promise<T> {
  try {
    return await saving;
  } catch (error) {
    for (const field of problemOf(error)?.fields ?? []) {
      if (field.path.startsWith(`${list}.${row}.`)) field.path = field.path.slice(`${list}.${row}.`.length);
    }
    throw error;
  }
}
