import { createContext, type ReactNode, useContext } from "react";

/** How one tenant reads figures: BCP 47 locale, ISO 4217 currency, IANA time zone. */
export type FormatSettings = { locale: string; currency: string; timeZone: string };

const FormatContext = createContext<FormatSettings>({ locale: "en-IN", currency: "INR", timeZone: "Asia/Kolkata" });

export function FormatProvider({ settings, children }: { settings: FormatSettings; children: ReactNode }) {
  return <FormatContext value={settings}>{children}</FormatContext>;
}

export function useFormatSettings(): FormatSettings {
  return useContext(FormatContext);
}
