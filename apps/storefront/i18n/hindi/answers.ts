/** What the server answers a visitor, by its own English; a place for a value stands for whatever is there. */
export const answers = {
  "A PIN code has 6 digits, such as 400001": "पिन कोड में 6 अंक होते हैं, जैसे 400001",
  "A ZIP code has 5 digits, or 9 as in 10001-1234": "ज़िप कोड में 5 अंक होते हैं, या 9 जैसे 10001-1234",
  "A UK postcode looks like SW1A 1AA": "ब्रिटेन का पोस्टकोड SW1A 1AA जैसा होता है",
  "At least {{count}} characters; three or four words are easy to keep in mind":
    "कम से कम {{count}} अक्षर; तीन-चार शब्द याद रखना आसान है",
  "At most 200 characters": "ज़्यादा से ज़्यादा 200 अक्षर",
  "At most {{count}}": "ज़्यादा से ज़्यादा {{count}}",
  "Many people use this password, so it is tried first; choose another":
    "यह पासवर्ड बहुत लोग रखते हैं, इसलिए सबसे पहले आज़माया जाता है; दूसरा चुनें",
  "This is little more than your name, address or business; choose another":
    "यह बस आपका नाम, पता या कारोबार है; दूसरा चुनें",
  "This is one short piece over and over; choose another": "यह एक ही छोटा टुकड़ा बार-बार है; दूसरा चुनें",
  "This password is known from a breach at some other site, so it is tried early; choose another":
    "यह पासवर्ड किसी दूसरी साइट से लीक हो चुका है; दूसरा चुनें",
  "E-mail or password is not right. You can also sign in by a code that we mail you.":
    "ई-मेल या पासवर्ड सही नहीं है। मेल से आए कोड से भी साइन इन कर सकते हैं।",
  "Open the order from the confirmation mail, or sign in, to change it.":
    "बदलने के लिए ऑर्डर पुष्टि के मेल से खोलें, या साइन इन करें।",
  "Only {{left}} of this size is left.": "इस साइज़ का केवल {{left}} बचा है।",
  "Only {{left}} of this size are left.": "इस साइज़ के केवल {{left}} बचे हैं।",
  "Only {{left}} of {{what}} is left.": "{{what}} का केवल {{left}} बचा है।",
  "Only {{left}} of {{what}} are left.": "{{what}} के केवल {{left}} बचे हैं।",
  "Order {{number}} has been cancelled.": "ऑर्डर {{number}} रद्द हो चुका है।",
  "Order {{number}} has been paid or confirmed already.": "ऑर्डर {{number}} का भुगतान या पुष्टि हो चुकी है।",
  "Sign in to your account first.": "पहले अपने खाते में साइन इन करें।",
  "Somebody was faster: this size has just sold out.": "कोई और पहले ले गया: यह साइज़ अभी-अभी बिक गया।",
  "Somebody was faster: {{what}} has just sold out.": "कोई और पहले ले गया: {{what}} अभी-अभी बिक गया।",
  "That code is not right, or too old. Ask for a new one.": "कोड सही नहीं है या पुराना हो गया। नया कोड मँगाएँ।",
  "That is not in your bag.": "यह आपके बैग में नहीं है।",
  "The total is {{now}} by now, not {{then}}. Look it over and order again.":
    "कुल अब {{now}} है, {{then}} नहीं। देख लें और फिर से ऑर्डर करें।",
  "There is no order of that number and e-mail address. Look at the confirmation mail.":
    "इस नंबर और ई-मेल का कोई ऑर्डर नहीं है। पुष्टि का मेल देखें।",
  "There is no such coupon": "ऐसा कोई कूपन नहीं है",
  "There is nothing of this order that can be sent back now.": "इस ऑर्डर का अभी कुछ लौटाया नहीं जा सकता।",
  "This bag has been ordered already.": "इस बैग का ऑर्डर हो चुका है।",
  "This coupon has been used up": "यह कूपन पूरा इस्तेमाल हो चुका है",
  "This coupon is over": "यह कूपन ख़त्म हो चुका है",
  "This delivery does not go to that address": "यह डिलीवरी उस पते पर नहीं जाती",
  "This is not in the shop any more.": "यह अब दुकान में नहीं है।",
  "This order cannot be paid that way; choose another": "इस ऑर्डर का भुगतान ऐसे नहीं हो सकता; दूसरा तरीक़ा चुनें",
  "Too many codes for this address; try again in {{minutes}} minutes.":
    "इस पते पर बहुत से कोड भेजे जा चुके; {{minutes}} मिनट बाद फिर कोशिश करें।",
  "We do not deliver there yet": "हम अभी वहाँ डिलीवरी नहीं करते",
  "Your bag is empty.": "आपका बैग ख़ाली है।",
  "Your bag is full; order what is in it first.": "आपका बैग भर गया है; पहले इसमें रखा ऑर्डर करें।",
  "Your order is being packed or has left; you can send it back when it arrives.":
    "आपका ऑर्डर पैक हो रहा है या निकल चुका है; पहुँचने पर लौटा सकते हैं।",
  "{{style}} is not sold any more; take it out of your bag.": "{{style}} अब नहीं बिकता; इसे बैग से निकालें।",
  // Whom a size is made for.
  "Bust {{from}} to {{to}} cm": "बस्ट {{from}} से {{to}} सेमी",
  "Chest {{from}} to {{to}} cm": "सीना {{from}} से {{to}} सेमी",
  "Height {{from}} to {{to}} cm": "क़द {{from}} से {{to}} सेमी",
  "Waist {{from}} to {{to}} cm": "कमर {{from}} से {{to}} सेमी",
} as const;
