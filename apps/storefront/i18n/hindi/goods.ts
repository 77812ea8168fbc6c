/** Colours, fabrics and for whom, as the catalog names them. */
export const goods = {
  ...{ Black: "काला", Grey: "स्लेटी", White: "सफ़ेद", Beige: "बेज", Brown: "भूरा", Red: "लाल", Orange: "नारंगी" },
  ...{ Yellow: "पीला", Green: "हरा", Blue: "नीला", Purple: "बैंगनी", Pink: "गुलाबी" },
  ...{ Cotton: "सूती", Linen: "लिनेन", Silk: "रेशम", Wool: "ऊन", Cashmere: "पश्मीना", Viscose: "विस्कोस" },
  ...{ Polyester: "पॉलिएस्टर", Leather: "चमड़ा", Women: "महिलाएँ", Men: "पुरुष", Unisex: "सभी", Kids: "बच्चे" },
} as const;
