export interface SampleStyle {
  code: string;
  name: string;
  scale: string;
  sizes: number;
  /** In whole units of the currency's usual price of a shirt; times the currency's factor. */
  price: number;
  colours: readonly (readonly [code: string, name: string, hex: string])[];
}

/** A small range that any garment business knows its way around in. */
export const sampleStyles: readonly SampleStyle[] = [
  {
    code: "SMP-TEE",
    name: "Crew neck T-shirt",
    scale: "ALPHA_SHORT",
    sizes: 5,
    price: 0.6,
    colours: [
      ["WHT", "White", "#f4f4f0"],
      ["BLK", "Black", "#1d1d1f"],
      ["SKY", "Sky", "#8fb8de"],
    ],
  },
  {
    code: "SMP-SHIRT",
    name: "Poplin shirt",
    scale: "ALPHA_SHORT",
    sizes: 5,
    price: 1,
    colours: [
      ["NVY", "Navy", "#1f2a44"],
      ["STN", "Stone", "#d9cfb8"],
    ],
  },
  {
    code: "SMP-JEAN",
    name: "Straight jeans",
    scale: "WAIST",
    sizes: 6,
    price: 1.6,
    colours: [
      ["IND", "Indigo", "#34499e"],
      ["BLK", "Black", "#1d1d1f"],
    ],
  },
  {
    code: "SMP-DRESS",
    name: "Tiered dress",
    scale: "ALPHA_SHORT",
    sizes: 4,
    price: 1.9,
    colours: [
      ["RST", "Rust", "#a4512b"],
      ["SGE", "Sage", "#5f7f63"],
    ],
  },
  {
    code: "SMP-KNIT",
    name: "Lambswool jumper",
    scale: "ALPHA_SHORT",
    sizes: 5,
    price: 2.2,
    colours: [
      ["OAT", "Oat", "#e6dcc3"],
      ["MAR", "Marigold", "#c6942b"],
    ],
  },
  {
    code: "SMP-SCARF",
    name: "Printed scarf",
    scale: "ONE_SIZE",
    sizes: 1,
    price: 0.5,
    colours: [
      ["ROS", "Rose", "#c98f94"],
      ["BLU", "Blue", "#5f7cab"],
    ],
  },
];

/** What a shirt costs, in minor units. */
export const shirtPriceMinor: Readonly<Record<string, number>> = { INR: 149_900, GBP: 3_900, EUR: 4_500, USD: 4_800 };

export const sampleCustomers: readonly { kind: "company" | "person"; name: string; email: string }[] = [
  { kind: "company", name: "Sample Boutique", email: "sample.boutique@example.com" },
  { kind: "company", name: "Sample Department Store", email: "sample.store@example.com" },
  { kind: "person", name: "Sample Shopper", email: "sample.shopper@example.com" },
];
