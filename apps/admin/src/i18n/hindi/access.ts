/** Words of roles, access, PINs, keys and apps. */
export const access: Record<string, string> = {
  "Your role does not show this figure": "आपकी भूमिका यह आँकड़ा नहीं दिखाती",
};
