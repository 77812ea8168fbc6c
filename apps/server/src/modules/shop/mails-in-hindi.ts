/** What the shop's mails say, in Hindi by English sentence; a test says which is missing. */
export const mailsInHindi: Readonly<Record<string, string>> = {
  "About sending back from order {{number}}": "ऑर्डर {{number}} से लौटाने के बारे में",
  "As you asked, we have cancelled it.": "आपके कहने पर हमने इसे रद्द कर दिया है।",
  "If you did not ask for it, do nothing: without the code nobody gets in.":
    "अगर आपने नहीं मँगाया, तो कुछ न करें: कोड के बिना कोई अंदर नहीं आ सकता।",
  "It is on its way to you.": "यह आपके रास्ते में है।",
  "It is still there": "यह अब भी वहीं है",
  "It should be with you between {{from}} and {{to}}.": "यह {{from}} से {{to}} के बीच आपके पास होगा।",
  "It travels with {{tracking}}.": "यह {{tracking}} से आ रहा है।",
  "It was not paid in time, so we let its pieces go.": "समय पर भुगतान नहीं हुआ, इसलिए हमने इसके पीस छोड़ दिए।",
  "Nothing was charged.": "कुछ नहीं लिया गया।",
  "Open your bag": "अपना बैग खोलें",
  "Order {{number}}": "ऑर्डर {{number}}",
  "Put {{number}} into the parcel. What you paid goes back when it has arrived.":
    "पार्सल में {{number}} लिखकर रखें। पहुँचने पर आपका पैसा लौटता है।",
  "Questions? Write to {{email}} and name {{number}}.": "सवाल? {{email}} पर लिखें और {{number}} बताएँ।",
  "See your order": "अपना ऑर्डर देखें",
  "Some of it was bought by others meanwhile.": "इस बीच इसमें से कुछ दूसरों ने ख़रीद लिया।",
  "Thank you, your order is on its way to us": "धन्यवाद, आपका ऑर्डर हमें मिल गया",
  Total: "कुल",
  "Type it where you signed in. It is good for {{minutes}} minutes, once.":
    "इसे वहाँ लिखें जहाँ साइन इन कर रहे थे। यह {{minutes}} मिनट तक, एक बार चलता है।",
  "We are sorry: we could not send it, and have cancelled it.": "क्षमा करें: हम इसे भेज नहीं सके और रद्द कर दिया है।",
  "We cannot take this back": "हम यह वापस नहीं ले सकते",
  "We give back what you paid.": "आपने जो चुकाया वह हम लौटाते हैं।",
  "We have your order {{number}}.": "आपका ऑर्डर {{number}} हमारे पास है।",
  "We have your payment and your order {{number}}.": "आपका भुगतान और ऑर्डर {{number}} हमारे पास है।",
  "We write to you about this bag once. To hear of no bag again: {{url}}":
    "इस बैग के बारे में हम एक ही बार लिखते हैं। आगे किसी बैग के बारे में न सुनना हो तो: {{url}}",
  "What you paid is on its way back to you.": "आपने जो चुकाया वह आपके पास लौट रहा है।",
  "Yes, please send it back": "हाँ, कृपया वापस भेजें",
  "You left something in your bag at {{shop}}": "{{shop}} में आपके बैग में कुछ रह गया",
  "You put this into your bag and went. It waits for you, for as long as nobody else takes it:":
    "आप इसे बैग में रखकर चले गए। जब तक कोई और न ले, यह आपके लिए रुका है:",
  "Your bank has set the money aside; it is taken when the parcel leaves.":
    "आपके बैंक ने पैसा रोक रखा है; पार्सल निकलने पर लिया जाएगा।",
  "Your code is {{code}}": "आपका कोड {{code}} है",
  "Your order has been cancelled": "आपका ऑर्डर रद्द हो गया",
  "Your order has left": "आपका ऑर्डर निकल गया",
  "Your order {{number}} at {{shop}}": "{{shop}} में आपका ऑर्डर {{number}}",
  "Your order {{number}} has been cancelled": "आपका ऑर्डर {{number}} रद्द हो गया",
  "Your order {{number}} has left": "आपका ऑर्डर {{number}} निकल गया",
  "Your payment for {{number}} goes back to you": "{{number}} का आपका भुगतान लौट रहा है",
  "Your payment goes back to you": "आपका भुगतान लौट रहा है",
  "Your payment of {{money}} reached us when order {{number}} was cancelled already. We have sent it back in full.":
    "आपका {{money}} का भुगतान तब पहुँचा जब ऑर्डर {{number}} रद्द हो चुका था। हमने पूरा लौटा दिया है।",
  "Your payment of {{money}} reached us when order {{number}} was paid already. We have sent it back in full.":
    "आपका {{money}} का भुगतान तब पहुँचा जब ऑर्डर {{number}} का भुगतान हो चुका था। हमने पूरा लौटा दिया है।",
  free: "मुफ़्त",
  "including {{tax}} tax": "{{tax}} कर सहित",
  "with {{tax}} tax": "साथ में {{tax}} कर",
  "{{code}} is your code for {{shop}}": "{{shop}} के लिए आपका कोड {{code}}",
  "{{colour}}, size {{size}}": "{{colour}}, साइज़ {{size}}",
};
