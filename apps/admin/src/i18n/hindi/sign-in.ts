/** Signing in, people, mail, the business's address and look. */
export const signIn: Record<string, string> = {
  "Mail box": "मेल बॉक्स",
  Subject: "विषय",
  Status: "स्थिति",
  To: "किसे",
  Kept: "यहीं रखा",
  Queued: "कतार में",
  Sent: "भेजा गया",
  "No mail server is set up, so mails stay here. The operator's guide tells how to set one up.":
    "कोई मेल सर्वर नहीं लगा है, इसलिए मेल यहीं रहते हैं। संचालक मार्गदर्शिका में लगाने का तरीका है।",
  "No mail yet": "अभी कोई मेल नहीं",
  "Invitations, invoices, receipts and reports that go out by mail are shown here.":
    "मेल से जाने वाले निमंत्रण, बीजक, रसीदें और रिपोर्ट यहाँ दिखते हैं।",
  "It will be sent again": "फिर से भेजा जाएगा",
  "Send again": "फिर से भेजें",
  "This mail holds a link that signs somebody in, so its text is not shown here.":
    "इस मेल में साइन इन कराने वाला लिंक है, इसलिए उसका पाठ यहाँ नहीं दिखाया जाता।",
  "Text of the mail": "मेल का पाठ",
};
