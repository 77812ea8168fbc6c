/** Words of working at lists and forms: views, bulk, clashes, what waits, how a file is read. */
export const desk: Record<string, string> = {
  // lists
  "Shared with everybody": "सबके साथ साझा",
  "Share with everybody": "सबके साथ साझा करें",
  "The file was not made": "फ़ाइल नहीं बनी",
  "The file holds the first 100,000 rows": "फ़ाइल में पहली 1,00,000 पंक्तियाँ हैं",
  "Narrow the list by filters to get the rest.": "बाकी पाने के लिए फ़िल्टर से सूची छोटी करें।",
  done: "हुए",
  "not done": "नहीं हुए",
  "not begun": "शुरू नहीं हुए",
  "Try those again": "उन्हें फिर आज़माएँ",
  Posted: "दर्ज",
  Stage: "चरण",
  "Still to ship": "भेजना बाकी",
  "Not over yet": "अभी पूरे नहीं",
  "One customer": "एक ग्राहक",
  // definitions of columns
  "Money captured for the order, whether it is invoiced yet or not.": "ऑर्डर के लिए मिली राशि, बीजक बना हो या नहीं।",
  "What the buyer pays: after discount, with tax.": "ख़रीदार जो देता है: छूट के बाद, कर सहित।",
  "Pieces that are physically there, at every place that sells; quarantine and transit are left out.":
    "हर बेचने वाली जगह पर सचमुच मौजूद पीस; रोके गए और रास्ते के पीस नहीं गिने जाते।",
  "On hand less what is reserved for orders: what may still be promised.":
    "मौजूद में से ऑर्डरों के लिए आरक्षित घटाकर: जो अभी और देने का वादा हो सकता है।",
  "The style's price on the base list today, for one piece.": "आज मूल सूची पर स्टाइल के एक पीस का मूल्य।",
  "Orders ever placed, with tax; drafts and cancelled orders are left out.":
    "अब तक के सब ऑर्डर, कर सहित; मसौदे और रद्द ऑर्डर नहीं गिने जाते।",
  "Open invoices less credit notes and payments applied to them.": "खुले बीजक, उन पर लगे क्रेडिट नोट और भुगतान घटाकर।",
  "Pieces that are physically there: the sum of all moves.": "सचमुच मौजूद पीस: सब चालों का जोड़।",
  "Promised to order lines at this place and not yet shipped.": "इस जगह ऑर्डर की पंक्तियों को दिए वादे, जो अभी भेजे नहीं गए।",
  "On hand less reserved: what may still be promised here.":
    "मौजूद में से आरक्षित घटाकर: जो यहाँ अभी और देने का वादा हो सकता है।",
  "Sold and still owed: pieces that orders wait for here.": "बिके और अभी देने बाकी: पीस जिनकी ऑर्डर यहाँ राह देखते हैं।",
  "What is still owed: the total less payments and credit notes applied to it.":
    "जो अभी देना है: कुल में से लगे भुगतान और क्रेडिट नोट घटाकर।",
  "Money given back stands with a minus.": "लौटाई गई राशि ऋण चिह्न के साथ है।",
  // many at once
  "Everything that is still to ship leaves today, and an invoice is issued for each order.":
    "जो भेजना बाकी है वह आज जाता है, और हर ऑर्डर का बीजक बनता है।",
  "Stock stays reserved; nothing ships until the orders are taken off hold.":
    "स्टॉक आरक्षित रहता है; रोक हटने तक कुछ नहीं भेजा जाता।",
  "Cancel orders": "ऑर्डर रद्द करें",
  "Change season": "सीज़न बदलें",
  "The styles chosen go into this season.": "चुने हुए स्टाइल इस सीज़न में जाते हैं।",
  "Change category": "श्रेणी बदलें",
  "The styles chosen go into this category.": "चुने हुए स्टाइल इस श्रेणी में जाते हैं।",
  "Archived styles are sold no more and leave the lists of what can be ordered.":
    "संग्रहित स्टाइल अब नहीं बिकते और ऑर्डर की सूचियों से हट जाते हैं।",
  "Stop credit": "उधार रोकें",
  "Orders of these customers are refused until the hold is lifted.": "रोक हटने तक इन ग्राहकों के ऑर्डर नहीं लिए जाते।",
  "Lift credit hold": "उधार की रोक हटाएँ",
  "Archived customers leave the lists and cannot be ordered for. What they bought stays.":
    "संग्रहित ग्राहक सूचियों से हट जाते हैं और उनके ऑर्डर नहीं बनते। उनकी ख़रीद बनी रहती है।",
  "Looked after by": "देखभाल किसके पास",
  "Nobody in particular": "कोई ख़ास नहीं",
  // two people, one record
  "{{names}} has this open too": "{{names}} ने भी इसे खोल रखा है",
  "Somebody changed this too": "इसे किसी और ने भी बदला",
  "Choose for each field which version to keep. Nothing is saved yet.":
    "हर खाने के लिए चुनें कि कौन-सा रूप रखना है। अभी कुछ सहेजा नहीं गया।",
  "Somebody changed other fields meanwhile; both changes are kept": "इस बीच किसी ने दूसरे खाने बदले; दोनों बदलाव रखे गए",
  "Take all of theirs": "उनके सब लें",
  "Save what is chosen": "चुना हुआ सहेजें",
  Yours: "आपका",
  Theirs: "उनका",
  // what waits
  "Waiting for you": "आपकी राह देखते",
  "Nothing waits for you right now.": "अभी कुछ आपकी राह नहीं देखता।",
  "Orders to confirm": "पक्के करने के ऑर्डर",
  "Orders to ship": "भेजने के ऑर्डर",
  "Orders on hold": "रोके गए ऑर्डर",
  "Returns to answer": "जवाब देने की वापसियाँ",
  "Till questions": "काउंटर के सवाल",
  "Overdue invoices": "बकाया बीजक",
  "SKUs out of stock": "ख़त्म हुए SKU",
  "SKUs running low": "कम होते SKU",
  "Suggestions to decide": "तय करने के सुझाव",
  "Imports checked, not brought in": "जाँचे गए आयात, लाए नहीं गए",
  "Import sales history": "बिक्री इतिहास आयात करें",
  // how a file is read
  "05/04/2026 is": "05/04/2026 यानी",
  "5 April: day first": "5 अप्रैल: दिन पहले",
  "4 May: month first": "4 मई: महीना पहले",
  "No such dates: year first": "ऐसी तारीख़ें नहीं: साल पहले",
  "One order for the whole file; a date that does not fit is left out":
    "पूरी फ़ाइल का एक क्रम; जो तारीख़ न बैठे वह छोड़ दी जाती है",
  "Letters are written in": "अक्षरों की लिखावट",
  "Look at the first lines below: they change with it": "नीचे की पहली पंक्तियाँ देखें: वे इसके साथ बदलती हैं",
  "Find out (now {{encoding}})": "पता करें (अभी {{encoding}})",
  "Windows, Western Europe": "Windows, पश्चिमी यूरोप",
  "Windows, Central Europe": "Windows, मध्य यूरोप",
  "Windows, Cyrillic": "Windows, सिरिलिक",
  "ISO 8859-2, Central Europe": "ISO 8859-2, मध्य यूरोप",
  "Shift JIS, Japanese": "Shift JIS, जापानी",
  "GBK, Chinese": "GBK, चीनी",
  "Big5, Chinese": "Big5, चीनी",
  "EUC-KR, Korean": "EUC-KR, कोरियाई",
  "Between columns stands": "स्तंभों के बीच",
  "Comma ,": "अल्पविराम ,",
  "Semicolon ;": "अर्धविराम ;",
  Tab: "टैब",
  "Bar |": "खड़ी रेखा |",
  "Each line is one SKU of one invoice: number, date, SKU code, pieces and price. More columns are used where they are.":
    "हर पंक्ति एक बीजक का एक SKU है: नंबर, तारीख़, SKU कोड, पीस और मूल्य। और स्तंभ हों तो काम आते हैं।",
  "Example file": "नमूना फ़ाइल",
  "Memo, document number or kind": "टिप्पणी, दस्तावेज़ नंबर या प्रकार",
  // the trail
  "Saved view": "सहेजा व्यू",
  "View saved": "व्यू सहेजा गया",
  "View removed": "व्यू हटाया गया",
};
