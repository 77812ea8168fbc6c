import { type ErrorCode, errorCodes } from "@selvedge/contract";
import { hindiMails } from "./hindi-mails.ts";
import { hindiRefusals } from "./hindi-refusals.ts";

/** The title of every problem: one that is missing does not compile. */
const titles: Record<ErrorCode, string> = {
  bad_request: "अनुरोध पढ़ा नहीं जा सका",
  validation_failed: "कुछ खानों में दूसरा मान चाहिए",
  not_signed_in: "पहले साइन इन करें",
  sign_in_failed: "ई-मेल या पासवर्ड सही नहीं है",
  second_factor_needed: "एक कदम और: कोड, या आपकी पासकी",
  session_revoked: "यह सत्र समाप्त हो गया है; फिर साइन इन करें",
  https_only: "इसका उत्तर केवल https से मिलता है",
  not_permitted: "आपकी भूमिका इसकी अनुमति नहीं देती",
  approval_needed: "किसी अधिकार वाले की मंज़ूरी चाहिए",
  approval_refused: "इसकी मंज़ूरी नहीं मिली",
  confirm_identity: "पहले पुष्टि करें कि यह आप ही हैं",
  link_expired: "यह लिंक काम में आ चुका है या बहुत पुराना है",
  not_found: "ऐसा कोई रिकॉर्ड नहीं है",
  conflict: "यह पहले से मौजूद किसी चीज़ से टकराता है",
  stale_version: "इस बीच किसी ने इसे बदल दिया; फिर से खोलें",
  idempotency_mismatch: "यह idempotency key किसी और अनुरोध में काम आ चुकी है",
  payload_too_large: "यह यहाँ की सीमा से बड़ा है",
  unsupported_media: "इस प्रकार की सामग्री यहाँ नहीं ली जाती",
  wrong_state: "अभी की स्थिति में यह नहीं हो सकता",
  out_of_stock: "इतना स्टॉक नहीं है",
  credit_exceeded: "यह ग्राहक की उधार सीमा से अधिक है",
  no_price: "इसके लिए कोई मूल्य लागू नहीं है",
  no_tax_rule: "इसके लिए कोई कर नियम लागू नहीं है",
  price_in_dead_band: "इस मूल्य पर कोई कर दर नहीं बैठती",
  period_closed: "बहीखाते की वह अवधि बंद हो चुकी है",
  over_applied: "यह बची हुई राशि से अधिक है",
  duplicate: "यह पहले से मौजूद है",
  too_many_requests: "बहुत सारे अनुरोध; थोड़ा रुकें",
  busy: "डेटाबेस व्यस्त है या फिर शुरू हो रहा है; फिर कोशिश करें",
  unexpected: "हमारी ओर कुछ गड़बड़ हुई",
};

/** English sentence to Hindi, of all that the program says by itself. */
export const hindiSentences: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(errorCodes).map(([code, { title }]) => [title, titles[code as ErrorCode]])),
  ...hindiRefusals,
  ...hindiMails,
};
