/** What people call a country, in the language of the screen; the code itself where it is none. */
export function countryName(code: string, language: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
}

/** A place as tax knows it: "IN-MH" is "MH, India". */
export function placeName(place: string, language: string): string {
  const [country = "", state] = place.split("-");
  return [state, countryName(country, language)].filter(Boolean).join(", ");
}
