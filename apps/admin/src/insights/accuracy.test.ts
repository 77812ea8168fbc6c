import { expect, it } from "vitest";
import { modelWords } from "./accuracy.tsx";

it("names a blend by its strongest part and the number of others", () => {
  expect(modelWords("ETS(A,N,N) 21 % + tsb 20 % + sba 10 %")).toBe("ETS(A,N,N) + 2");
  expect(modelWords("seasonal naive")).toBe("seasonal naive");
});
