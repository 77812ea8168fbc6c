/** Mails to people of a business: subjects, paragraphs, buttons. */
export const hindiMails: Readonly<Record<string, string>> = {
  "Hello {{1}},": "नमस्ते {{1}},",
  "Confirm your e-mail address": "अपने ई-मेल पते की पुष्टि करें",
  "confirm that this address is yours, so that {{1}} can reach you here.":
    "पुष्टि करें कि यह पता आपका है, ताकि {{1}} यहाँ आप तक पहुँच सके।",
  "Confirm address": "पते की पुष्टि करें",
  "Confirm your new e-mail address": "अपने नए ई-मेल पते की पुष्टि करें",
  "confirm that this address is yours; from then on you sign in to {{1}} with it. If you did not ask for this, nothing needs to be done: without the link below nothing changes.":
    "पुष्टि करें कि यह पता आपका है; उसके बाद आप {{1}} में इसी से साइन इन करेंगे। अगर आपने यह नहीं माँगा तो कुछ करने की ज़रूरत नहीं: नीचे के लिंक के बिना कुछ नहीं बदलता।",
  "Your e-mail address is to be changed": "आपका ई-मेल पता बदला जाना है",
  "The new one is {{1}}. Until it is confirmed by a link that went there, you sign in with this one.":
    "नया पता {{1}} है। जब तक वहाँ भेजे लिंक से उसकी पुष्टि नहीं होती, आप इसी पते से साइन इन करते हैं।",
  "Your e-mail address was changed": "आपका ई-मेल पता बदल गया",
  "You sign in with {{1}} now. You are signed out on every device.":
    "अब आप {{1}} से साइन इन करते हैं। आप हर उपकरण से साइन आउट हो गए हैं।",
  "Choose a new password": "नया पासवर्ड चुनें",
  "somebody asked for a new password for your account at {{1}}. If it was not you, nothing needs to be done: without the link below nothing changes.":
    "किसी ने {{1}} में आपके खाते के लिए नया पासवर्ड माँगा। अगर वह आप नहीं थे तो कुछ करने की ज़रूरत नहीं: नीचे के लिंक के बिना कुछ नहीं बदलता।",
  "You are invited to {{1}}": "आपको {{1}} में बुलाया गया है",
  "{{1}} runs on Selvedge and invites you in. Choose a password of your own to begin.":
    "{{1}} Selvedge पर चलता है और आपको बुलाता है। शुरू करने के लिए अपना पासवर्ड चुनें।",
  "Accept invitation": "निमंत्रण स्वीकार करें",
  "The link works for one hour, once.": "यह लिंक एक घंटे तक, एक बार काम करता है।",
  "The link works for one day, once.": "यह लिंक एक दिन तक, एक बार काम करता है।",
  "The link works for {{1}} days, once.": "यह लिंक {{1}} दिन तक, एक बार काम करता है।",
  "Your password was changed": "आपका पासवर्ड बदल गया",
  "It was changed by the link of a mail. You are signed out on every device.":
    "यह मेल के लिंक से बदला गया। आप हर उपकरण से साइन आउट हो गए हैं।",
  "Every other device was signed out.": "बाकी हर उपकरण साइन आउट कर दिया गया।",
  "If this was not your doing, change your password now and tell whoever runs the business.":
    "अगर यह आपने नहीं किया तो अभी अपना पासवर्ड बदलें और कारोबार चलाने वाले को बताएँ।",
  "A backup code was used to sign in": "साइन इन में एक बैकअप कोड काम में आया",
  "It cannot be used again.": "वह फिर काम नहीं आएगा।",
  "An authenticator app was added to your account": "आपके खाते में प्रमाणक ऐप जोड़ा गया",
  "From now on signing in asks for its code.": "अब से साइन इन में उसका कोड माँगा जाएगा।",
  "The authenticator app was taken off your account": "आपके खाते से प्रमाणक ऐप हटाया गया",
  "Signing in no longer asks for its code.": "साइन इन में अब उसका कोड नहीं माँगा जाता।",
  "A passkey was added to your account": "आपके खाते में पासकी जोड़ी गई",
  "It is called “{{1}}”.": "उसका नाम “{{1}}” है।",
  "A passkey was taken off your account": "आपके खाते से पासकी हटाई गई",
  "It was called “{{1}}”.": "उसका नाम “{{1}}” था।",
  "A session of yours was ended for safety": "सुरक्षा के लिए आपका एक सत्र समाप्त किया गया",
  "The session on {{1}} was used from two places at once, which happens when somebody has copied it. It has been ended on both.":
    "{{1}} का सत्र एक साथ दो जगह से काम में आया; ऐसा तब होता है जब किसी ने उसकी नकल कर ली हो। वह दोनों जगह समाप्त कर दिया गया है।",
  "Sign in again. If this was not your doing, change your password and look through the devices in your profile.":
    "फिर साइन इन करें। अगर यह आपने नहीं किया तो पासवर्ड बदलें और अपने खाते में उपकरणों की सूची देखें।",
  "An app was disconnected for safety": "सुरक्षा के लिए एक ऐप अलग किया गया",
  "{{1}} showed the same secret twice, which happens when somebody has copied it. Its access to your account has ended; connect it again if you use it.":
    "{{1}} ने वही गुप्त कुंजी दो बार दिखाई; ऐसा तब होता है जब किसी ने उसकी नकल कर ली हो। आपके खाते तक उसकी पहुँच समाप्त हो गई; अगर आप उसे काम में लेते हैं तो फिर जोड़ें।",
  "Your second step of sign-in was taken away": "आपके साइन इन का दूसरा कदम हटाया गया",
  "the authenticator app and passkeys of your account do not count any more, because you said that you lost them. Choose a new password, sign in, and set up a second step again.":
    "आपके खाते का प्रमाणक ऐप और पासकी अब नहीं चलते, क्योंकि आपने बताया कि वे खो गए। नया पासवर्ड चुनें, साइन इन करें और दूसरा कदम फिर से लगाएँ।",
  "If you did not ask for this, tell whoever runs the business at once: somebody may be pretending to be you.":
    "अगर यह आपने नहीं माँगा तो तुरंत कारोबार चलाने वाले को बताएँ: हो सकता है कोई आप बनकर काम कर रहा हो।",
};
