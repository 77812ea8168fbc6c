import { gstinCheckCharacter } from "@selvedge/domain";
import type { Random } from "./random.ts";
import type { DemoAccountSegment, DemoSegment, DemoTruth } from "./truth.ts";

export interface DemoConsumer {
  code: string;
  name: string;
  segment: DemoSegment["name"];
  /** State of India by its usual letters. */
  state: string;
  /** Relative rate of buying. */
  rate: number;
  saleFactor: number;
  /** Share of what consumers buy that goes to smaller bodies than this one; the same in every size scale. */
  body: number;
  /** Days from the first day on which they bought first and last. */
  fromDay: number;
  toDay: number;
}

export interface DemoAccount {
  code: string;
  name: string;
  segment: DemoAccountSegment["name"];
  city: string;
  state: string;
  gstin: string;
  termsDays: 30 | 45;
  creditLimitMinor: number;
  everyDays: number;
  packPieces: number;
  fromDay: number;
  toDay: number;
}

/** Code of the state in a GSTIN, its letters and a city. */
const states = [
  ["27", "MH", "Mumbai"],
  ["29", "KA", "Bengaluru"],
  ["07", "DL", "New Delhi"],
  ["33", "TN", "Chennai"],
  ["24", "GJ", "Ahmedabad"],
  ["36", "TG", "Hyderabad"],
  ["19", "WB", "Kolkata"],
  ["08", "RJ", "Jaipur"],
  ["09", "UP", "Lucknow"],
  ["32", "KL", "Kochi"],
] as const;

const firstNames =
  "Aarav Aditi Akash Ananya Anil Anjali Arjun Asha Avni Bhavna Chirag Deepa Dev Diya Farah Gauri Harsh Isha Jaya Kabir Karan Kavita Kiran Lakshmi Manish Meera Mohit Naina Neha Nikhil Nisha Pooja Pranav Priya Rahul Ravi Rekha Rhea Rohan Sameer Sana Sanjay Shreya Simran Sneha Suresh Tara Tanvi Uma Vani Varun Vikram Yash Zara Zoya Imran Ayesha Joseph Maria Gurpreet".split(
    " ",
  );
const lastNames =
  "Agarwal Bhat Bose Chopra Das Deshmukh Desai Dutta Fernandes Gaikwad Ghosh Gupta Iyer Jain Joshi Kapoor Kaur Khan Kulkarni Kumar Mehta Menon Mishra Mukherjee Naidu Nair Pandey Patel Patil Pillai Qureshi Rao Reddy Saxena Sen Shah Sharma Shetty Shinde Singh Srinivasan Thomas Varma Wagh".split(
    " ",
  );
const shopNames =
  "Rangoli Retail|Urban Loom|Saanjh Boutique|Threadbare & Co|Nilaya Stores|Cotton Lane|Mayur Emporium|House of Aara|Vastra Bazaar|The Weft Room|Lotus Garments|Kala Kendra|Sutra Concept Store|Bombay Wardrobe|Chandni Fashions|Heritage Weaves|Indigo Street|Monsoon Trunk|Pehnava|Silk & Sand|Taana Baana|Zari House|Northside Apparel|Banyan Collective".split(
    "|",
  );

/** The consumers we know by name. */
export function makeConsumers(
  truth: DemoTruth,
  random: Random,
  bodies: Random,
  count: number,
  days: number,
): DemoConsumer[] {
  const consumers = Array.from({ length: count }, (_, i) => {
    const segment = truth.segments[random.weighted(truth.segments.map((s) => s.share))]!;
    const joined = Math.floor(days * random.between(0, 0.55));
    const isNear = random.uniform() < 0.62;
    return {
      code: `C${String(i + 1).padStart(4, "0")}`,
      name: `${firstNames[random.below(firstNames.length)]} ${lastNames[random.below(lastNames.length)]}`,
      segment: segment.name,
      state: isNear ? "MH" : states[random.below(states.length)]![1],
      rate: segment.rate * Math.exp(0.35 * random.normal()),
      saleFactor: segment.saleFactor,
      body: 0.5,
      fromDay: segment.name === "new" ? days - 20 - random.below(80) : segment.name === "lapsed" ? 0 : joined,
      toDay: segment.name === "lapsed" ? Math.floor(days * random.between(0.4, 0.65)) : days,
    };
  });
  return giveBodies(consumers, bodies);
}

/** Bodies in a random order, spread evenly over what is bought: a few who buy a lot do not bend the size curve. */
function giveBodies(consumers: DemoConsumer[], bodies: Random): DemoConsumer[] {
  const buys = consumers.map((c) => c.rate * Math.max(1, c.toDay - c.fromDay));
  const total = buys.reduce((sum, b) => sum + b, 0);
  const order = consumers.map((_, i) => ({ i, at: bodies.uniform() })).sort((a, b) => a.at - b.at);
  let before = 0;
  for (const { i } of order) {
    consumers[i]!.body = (before + buys[i]! / 2) / total;
    before += buys[i]!;
  }
  return consumers;
}

/** The shops we sell to, with tax numbers that pass the check. */
export function makeAccounts(truth: DemoTruth, random: Random, days: number): DemoAccount[] {
  const segments = truth.accountSegments.flatMap((s) => Array.from({ length: s.accounts }, () => s));
  return segments.map((segment, i) => {
    const [digits, state, city] = states[i % states.length]!;
    const late = Math.floor(days * random.between(0.62, 0.8));
    return {
      code: `W${String(i + 1).padStart(3, "0")}`,
      name: shopNames[i % shopNames.length]!,
      segment: segment.name,
      ...{ city, state, gstin: makeGstin(digits, random) },
      termsDays: i % 3 === 0 ? 45 : 30,
      creditLimitMinor: segment.packPieces * 12_500_000,
      everyDays: segment.everyDays * random.between(0.88, 1.12),
      packPieces: segment.packPieces,
      fromDay: segment.name === "new" ? days - 60 - random.below(150) : random.below(25),
      toDay: segment.name === "lapsed" ? late : days,
    };
  });
}

function makeGstin(stateDigits: string, random: Random): string {
  const letter = () => String.fromCharCode(65 + random.below(26));
  const pan = `AA${letter()}F${letter()}${String(1000 + random.below(9000))}${letter()}`;
  const first = `${stateDigits}${pan}1Z`;
  return first + gstinCheckCharacter(first);
}
