/** Refusals at the door, in one's account and in the settings of people, roles, keys, apps and data. */
export const hindiRefusals: Readonly<Record<string, string>> = {
  // Passwords and signing in
  "At least {{1}} characters; three or four words are easy to keep in mind":
    "कम से कम {{1}} अक्षर; तीन-चार शब्द याद रखना आसान है",
  "At most 200 characters": "अधिक से अधिक 200 अक्षर",
  "Many people use this password, so it is tried first; choose another":
    "बहुत लोग यह पासवर्ड रखते हैं, इसलिए यही पहले आज़माया जाता है; दूसरा चुनें",
  "This is little more than your name, address or business; choose another":
    "यह आपके नाम, पते या कारोबार से ज़्यादा कुछ नहीं; दूसरा चुनें",
  "This is one short piece over and over; choose another": "यह एक ही छोटा टुकड़ा बार-बार है; दूसरा चुनें",
  "This password is known from a breach at some other site, so it is tried early; choose another":
    "यह पासवर्ड किसी दूसरी साइट की चोरी से जाना जाता है, इसलिए जल्दी आज़माया जाता है; दूसरा चुनें",
  "Too many tries. Wait {{1}} and try again.": "बहुत बार कोशिश हुई। {{1}} रुककर फिर कोशिश करें।",
  "{{1}} seconds": "{{1}} सेकंड",
  "{{1}} minutes": "{{1}} मिनट",
  "Too many people sign in at this moment; try again.": "इस समय बहुत लोग साइन इन कर रहे हैं; फिर कोशिश करें।",
  "This code is not right.": "यह कोड सही नहीं है।",
  "This code is not right": "यह कोड सही नहीं है",
  "Not right": "सही नहीं",
  "This password is not right": "यह पासवर्ड सही नहीं है",
  "The password is not right.": "पासवर्ड सही नहीं है।",
  "Give the code of your authenticator app": "अपने प्रमाणक ऐप का कोड दें",
  "This took too long; begin again.": "इसमें बहुत देर हो गई; फिर से शुरू करें।",
  "This was used already; begin again.": "यह काम में आ चुका है; फिर से शुरू करें।",
  "This passkey was not accepted; try again.": "यह पासकी नहीं मानी गई; फिर कोशिश करें।",
  "Passkeys work in the app's own pages only.": "पासकी केवल ऐप के अपने पन्नों में काम करती है।",
  "Only a person has passkeys.": "पासकी केवल व्यक्ति की होती है।",
  "The provider did not confirm the sign-in; try again.": "प्रदाता ने साइन इन की पुष्टि नहीं की; फिर कोशिश करें।",
  "This business has not invited you.": "इस कारोबार ने आपको नहीं बुलाया है।",
  "Nobody used this session for a while, so it has ended. Sign in again.":
    "कुछ समय से यह सत्र काम में नहीं आया, इसलिए समाप्त हो गया। फिर साइन इन करें।",
  "This session was used from two places and has been ended. Sign in again.":
    "यह सत्र दो जगह से काम में आया, इसलिए समाप्त कर दिया गया। फिर साइन इन करें।",
  "The access token has expired; refresh it.": "पहुँच टोकन की अवधि बीत गई; उसे नया करें।",
  "The access token is not valid; sign in again.": "पहुँच टोकन मान्य नहीं है; फिर साइन इन करें।",
  "Send `Authorization: Bearer <token>`.": "`Authorization: Bearer <token>` भेजें।",
  "This user is not active any more.": "यह व्यक्ति अब सक्रिय नहीं है।",
  "Another site cannot ask for this.": "दूसरी साइट यह नहीं माँग सकती।",
  // Links of mails, own account
  "This link has been used or is too old. Ask for a new one.": "यह लिंक काम में आ चुका है या बहुत पुराना है। नया माँगें।",
  "This invitation was taken back. Ask whoever invited you.": "यह निमंत्रण वापस ले लिया गया। जिसने बुलाया था उससे पूछें।",
  "This account is not active any more. Ask whoever runs the business.":
    "यह खाता अब सक्रिय नहीं है। कारोबार चलाने वाले से पूछें।",
  "The address was changed meanwhile. Ask for a new link.": "इस बीच पता बदल गया। नया लिंक माँगें।",
  "Give the e-mail address of your account.": "अपने खाते का ई-मेल पता दें।",
  "This is your address already": "यह पहले से आपका पता है",
  "A mail left a moment ago; wait a minute.": "एक मेल अभी-अभी गई है; एक मिनट रुकें।",
  "This address belongs to another account of the business.": "यह पता कारोबार के किसी और खाते का है।",
  "Only a signed-in person can confirm who they are.": "केवल साइन इन किया व्यक्ति पुष्टि कर सकता है कि वह कौन है।",
  "Only a person who is signed in has an account to change.": "बदलने को खाता केवल साइन इन किए व्यक्ति का होता है।",
  "Only a person who is signed in has a profile.": "परिचय केवल साइन इन किए व्यक्ति का होता है।",
  "No person is signed in here; GET /v1/me/access tells what a key or an app may do.":
    "यहाँ किसी व्यक्ति ने साइन इन नहीं किया; कुंजी या ऐप क्या कर सकता है, GET /v1/me/access बताता है।",
  "An app is set up already; take it away first.": "एक ऐप पहले से लगा है; पहले उसे हटाएँ।",
  "An app is set up already.": "एक ऐप पहले से लगा है।",
  "Not the code that the app shows now": "ऐप अभी यह कोड नहीं दिखा रहा",
  "No app is set up.": "कोई ऐप नहीं लगा है।",
  "Set up an authenticator app first.": "पहले प्रमाणक ऐप लगाएँ।",
  "Your own second step is changed in your account; a backup code lets you in.":
    "अपना दूसरा कदम अपने खाते में बदलें; बैकअप कोड से आप अंदर आ सकते हैं।",
  "{{1}} has no second step to take away.": "{{1}} का कोई दूसरा कदम नहीं है जो हटाया जाए।",
  "A PNG, JPEG or WebP picture": "PNG, JPEG या WebP चित्र",
  // People and roles
  "{{1}} has accepted the invitation already.": "{{1}} ने निमंत्रण पहले ही स्वीकार कर लिया है।",
  "This person becomes active by accepting the invitation; send it again instead.":
    "यह व्यक्ति निमंत्रण स्वीकार करके सक्रिय होगा; निमंत्रण फिर भेजें।",
  "Give a first password, or the hash of one; or invite the person instead":
    "पहला पासवर्ड या उसका हैश दें; या व्यक्ति को निमंत्रण भेजें",
  "A user with this e-mail exists already.": "इस ई-मेल वाला व्यक्ति पहले से है।",
  "A business keeps at least one active owner; make another one first.":
    "कारोबार में कम से कम एक सक्रिय मालिक रहता है; पहले दूसरा बनाएँ।",
  "Nobody can give what they do not hold: {{1}}.": "जो अपने पास नहीं, वह कोई दे नहीं सकता: {{1}}।",
  "Built-in roles stay as they are; make a copy and change that.": "साथ आई भूमिकाएँ वैसी ही रहती हैं; प्रति बनाकर उसे बदलें।",
  "Another role has this name.": "इस नाम की दूसरी भूमिका है।",
  "Users hold this role; give them another first.": "लोगों के पास यह भूमिका है; पहले उन्हें दूसरी दें।",
  "Other roles inherit from this one; change those first.": "दूसरी भूमिकाएँ इस पर बनी हैं; पहले उन्हें बदलें।",
  "A role is named twice.": "एक भूमिका दो बार आई है।",
  "An owner cannot be limited; give another role.": "मालिक पर सीमा नहीं लगती; दूसरी भूमिका दें।",
  "There is no role {{1}}.": "{{1}} नाम की कोई भूमिका नहीं है।",
  "There is no such role": "ऐसी कोई भूमिका नहीं है",
  "One of these roles does not exist": "इनमें से एक भूमिका नहीं है",
  "A role cannot inherit from itself, not by way of another either.":
    "कोई भूमिका स्वयं पर नहीं बन सकती, किसी और के ज़रिए भी नहीं।",
  "A permission is named twice.": "एक अनुमति दो बार आई है।",
  "One of these locations does not exist.": "इनमें से एक स्थान नहीं है।",
  "One of these channels does not exist.": "इनमें से एक चैनल नहीं है।",
  "It takes a role that allows: {{1}}.": "इसके लिए वह भूमिका चाहिए जिसमें यह अनुमति हो: {{1}}।",
  "Your role does not allow changing this; leave it out.": "आपकी भूमिका इसे बदलने नहीं देती; इसे छोड़ दें।",
  "This speaks of the whole business, and your role reaches some locations, channels or customers only.":
    "यह पूरे कारोबार की बात है, और आपकी भूमिका कुछ ही स्थानों, चैनलों या ग्राहकों तक जाती है।",
  // PIN and approval
  "This person may not do that here either; ask somebody who may.":
    "यह व्यक्ति भी यहाँ यह नहीं कर सकता; जो कर सकता हो उससे कहें।",
  "This PIN is locked after too many wrong tries; wait, or ask somebody else.":
    "बहुत गलत कोशिशों के बाद यह PIN बंद है; रुकें या किसी और से कहें।",
  "That PIN is not right.": "यह PIN सही नहीं है।",
  "This PIN is easily guessed; take digits that are no run, no repeat and no year.":
    "यह PIN आसानी से भाँपा जा सकता है; ऐसे अंक लें जो क्रम, दोहराव या वर्ष न हों।",
  "Only a person has a PIN.": "PIN केवल व्यक्ति का होता है।",
  "This approval does not fit: it was used, has run out, or is of another act, amount or till. Ask for a new one.":
    "यह मंज़ूरी नहीं बैठती: वह काम में आ चुकी है, बीत चुकी है, या किसी और काम, राशि या टिल की है। नई माँगें।",
  // Keys and apps
  "This key has expired; ask for a new one.": "इस कुंजी की अवधि बीत गई; नई माँगें।",
  "This key is not known here, or was revoked.": "यह कुंजी यहाँ जानी नहीं जाती, या रद्द हो चुकी है।",
  "Whoever made this key is not active any more; have somebody rotate it.":
    "यह कुंजी बनाने वाला अब सक्रिय नहीं है; किसी से इसे बदलवाएँ।",
  "This key was revoked; make a new one instead.": "यह कुंजी रद्द हो चुकी है; नई बनाएँ।",
  "Another key has taken this one's place; rotate that one.": "इसकी जगह दूसरी कुंजी आ चुकी है; उसे बदलें।",
  "Choose a time within the next {{1}} days": "अगले {{1}} दिनों के भीतर का समय चुनें",
  "A business has at most {{1}} keys that work; revoke one first.":
    "एक कारोबार में अधिक से अधिक {{1}} चालू कुंजियाँ होती हैं; पहले एक रद्द करें।",
  "This time is over; choose a later one": "यह समय बीत चुका है; बाद का चुनें",
  "{{1}} knows no such app; it may be registered at another business.":
    "{{1}} ऐसे किसी ऐप को नहीं जानता; शायद वह किसी और कारोबार में दर्ज है।",
  "{{1}} wants the answer at an address that is not registered for it.":
    "{{1}} ऐसे पते पर उत्तर चाहता है जो उसके लिए दर्ज नहीं है।",
  "Only a person who is signed in can allow an app.": "ऐप को अनुमति केवल साइन इन किया व्यक्ति दे सकता है।",
  "The app's token is not valid or has expired; refresh it.": "ऐप का टोकन मान्य नहीं है या बीत चुका है; उसे नया करें।",
  "This app is not connected any more; the person has to allow it again.":
    "यह ऐप अब जुड़ा नहीं है; व्यक्ति को फिर अनुमति देनी होगी।",
  "This app keeps no secret; it proves itself by PKCE.": "यह ऐप कोई गुप्त कुंजी नहीं रखता; वह PKCE से पहचाना जाता है।",
  "An address that begins with https://": "https:// से शुरू होने वाला पता",
  "No OpenID provider answers at this address": "इस पते पर कोई OpenID प्रदाता उत्तर नहीं देता",
  "The business was moved here, so its secret has to be entered again":
    "कारोबार यहाँ लाया गया है, इसलिए इसकी गुप्त कुंजी फिर भरनी होगी",
  // Lists and records
  "This view is somebody else's; its owner may remove it.": "यह दृश्य किसी और का है; उसका मालिक ही हटा सकता है।",
  "You keep {{1}} views of this list; remove one first.": "इस सूची के {{1}} दृश्य रखे हैं; पहले एक हटाएँ।",
  "There is no such {{1}}.": "ऐसा कोई रिकॉर्ड नहीं है: {{1}}।",
  "API key": "API कुंजी",
  app: "ऐप",
  archive: "कारोबार की फ़ाइल",
  business: "कारोबार",
  check: "जाँच",
  "connection of an app": "ऐप का जुड़ाव",
  "app connected to your account": "आपके खाते से जुड़ा ऐप",
  domain: "डोमेन",
  entry: "प्रविष्टि",
  file: "फ़ाइल",
  hold: "रोक",
  mail: "मेल",
  passkey: "पासकी",
  person: "व्यक्ति",
  picture: "चित्र",
  provider: "प्रदाता",
  record: "रिकॉर्ड",
  role: "भूमिका",
  session: "सत्र",
  user: "व्यक्ति",
  view: "दृश्य",
  "Something this refers to does not exist.": "जिसकी ओर यह इशारा करता है वह नहीं है।",
  "A number is larger than can be kept.": "कोई संख्या इतनी बड़ी है कि रखी नहीं जा सकती।",
  "A value is not of the kind it should be.": "कोई मान उस प्रकार का नहीं है जैसा होना चाहिए।",
  "The text holds characters that cannot be kept.": "पाठ में ऐसे अक्षर हैं जो रखे नहीं जा सकते।",
  "This cursor is not one of the feed's.": "यह कर्सर फ़ीड का नहीं है।",
  "This cursor lies in the future; load afresh.": "यह कर्सर भविष्य का है; नए सिरे से खोलें।",
  "Begin again at the first page.": "पहले पन्ने से फिर शुरू करें।",
  "There are styles already; sample data only goes into a business that has none.":
    "स्टाइल पहले से हैं; नमूने केवल ऐसे कारोबार में जाते हैं जिसमें कोई न हो।",
  "There is nothing at {{1}}.": "{{1}} पर कुछ नहीं है।",
  "Pages of another site cannot open the feed.": "दूसरी साइट के पन्ने फ़ीड नहीं खोल सकते।",
  "This connection has subscribed already.": "यह जुड़ाव पहले ही सदस्य है।",
  "The first message is {type: 'subscribe', token, cursor?}.": "पहला संदेश {type: 'subscribe', token, cursor?} है।",
  "The picture's file is missing.": "चित्र की फ़ाइल नहीं मिली।",
  "Idempotency-Key is one text of at most 200 characters.": "Idempotency-Key अधिक से अधिक 200 अक्षरों का एक पाठ है।",
  "The body is one JSON object.": "अनुरोध का शरीर एक JSON ऑब्जेक्ट होता है।",
  "The body is not valid JSON.": "अनुरोध का शरीर मान्य JSON नहीं है।",
  "Tell the operator the request id {{1}}.": "संचालक को यह अनुरोध संख्या बताएँ: {{1}}।",
  "No mail server is set up, so mail stays in this box.": "कोई मेल सर्वर नहीं लगा है, इसलिए मेल इसी डिब्बे में रहती है।",
  "This mail has been sent, or is on its way.": "यह मेल भेजी जा चुकी है, या रास्ते में है।",
  // The business, its addresses, personal data, its file
  "This is an address of the installation itself; add a domain of yours.":
    "यह पता इस स्थापना का अपना है; अपना कोई डोमेन जोड़ें।",
  "At most {{1}} domains; take one away first.": "अधिक से अधिक {{1}} डोमेन; पहले एक हटाएँ।",
  "Another business has proved that this domain is its own.": "दूसरा कारोबार सिद्ध कर चुका है कि यह डोमेन उसका है।",
  "This domain is in the list already.": "यह डोमेन पहले से सूची में है।",
  "This address is taken; choose another.": "यह पता लिया जा चुका है; दूसरा चुनें।",
  "No such state in this country; write its code or its name": "इस देश में ऐसा राज्य नहीं है; उसका कोड या नाम लिखें",
  "A time zone such as Asia/Kolkata": "समय क्षेत्र, जैसे Asia/Kolkata",
  "Stock has moved already; the cost method can only be chosen before that.":
    "स्टॉक में हलचल हो चुकी है; लागत का तरीका उससे पहले ही चुना जा सकता है।",
  "No business answers at this address.": "इस पते पर कोई कारोबार नहीं है।",
  "Deactivate this user first; then erase them.": "पहले इस व्यक्ति को निष्क्रिय करें; फिर मिटाएँ।",
  "This customer has {{1}} open orders and {{2}} unsettled documents; finish or cancel those first.":
    "इस ग्राहक के {{1}} खुले ऑर्डर और {{2}} बकाया दस्तावेज़ हैं; पहले उन्हें पूरा या रद्द करें।",
  "This person is under legal hold already.": "इस व्यक्ति पर पहले से कानूनी रोक है।",
  "This hold has ended already.": "यह रोक पहले ही समाप्त हो चुकी है।",
  "This person is under legal hold; release the hold first, if that is lawful.":
    "इस व्यक्ति पर कानूनी रोक है; अगर कानून अनुमति दे तो पहले रोक हटाएँ।",
  "An archive is being made already; wait for it.": "फ़ाइल पहले से बन रही है; उसका इंतज़ार करें।",
  "Send the archive as multipart/form-data, field `file`.": "फ़ाइल multipart/form-data में, खाने `file` में भेजें।",
  "Choose a file": "फ़ाइल चुनें",
  "The archive is larger than is accepted here; restore it by npm run tenant:restore.":
    "फ़ाइल यहाँ की सीमा से बड़ी है; उसे npm run tenant:restore से लाएँ।",
  "Small letters, digits and single hyphens": "छोटे अक्षर, अंक और अकेले हाइफ़न",
  "The archive is damaged or is none: {{1}}": "फ़ाइल खराब है या यह ऐसी फ़ाइल नहीं: {{1}}",
  "{{1}} is in this installation already.": "{{1}} इस स्थापना में पहले से है।",
  "The short name {{1}} is taken in this installation; restore under another one.":
    "छोटा नाम {{1}} इस स्थापना में लिया जा चुका है; दूसरे नाम से लाएँ।",
  "The archive is of another release ({{1}}; here {{2}}). Bring both installations to the same release, then export again.":
    "फ़ाइल दूसरे संस्करण की है ({{1}}; यहाँ {{2}})। दोनों स्थापनाओं को एक ही संस्करण पर लाएँ, फिर दोबारा निकालें।",
};
