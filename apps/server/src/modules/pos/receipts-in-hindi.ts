import { receiptInHindi } from "@selvedge/domain";

/** What a receipt, its page and its mail say, in Hindi by English sentence; a test says which is missing. */
export const receiptsInHindi: Readonly<Record<string, string>> = {
  ...receiptInHindi,
  "See the whole receipt": "पूरी रसीद देखें",
  "Thank you for shopping at {{shop}}": "{{shop}} में ख़रीदारी के लिए धन्यवाद",
  "The shop": "दुकान",
  "This receipt is not here yet": "यह रसीद अभी यहाँ नहीं है",
  "Your receipt {{number}} from {{business}}": "{{business}} से आपकी रसीद {{number}}",
  "{{business}} sends it as soon as its till has a network again, usually within minutes. Open this link once more then; the paper receipt is good until then.":
    "{{business}} इसे टिल के नेटवर्क में आते ही भेजती है, अक्सर कुछ मिनटों में। तब यह लिंक फिर खोलें; तब तक काग़ज़ की रसीद मान्य है।",
};
