import { describe, expect, test } from "vitest";
import { createRng } from "../rng.ts";
import { factorCholesky, minimiseLbfgs, minimiseNelderMead, solveCholesky, solveRidge } from "./index.ts";

const rosenbrock = (x: number, y: number) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;

describe("minimisers", () => {
  test("Nelder-Mead finds the bottom of Rosenbrock's valley and stays inside the domain", () => {
    const { point, value } = minimiseNelderMead((p) => rosenbrock(p[0]!, p[1]!), [-1.2, 1], {
      maxEvaluations: 2000,
      tolerance: 1e-14,
    });
    expect(value).toBeLessThan(1e-8);
    expect(point[0]!).toBeCloseTo(1, 3);
    const bounded = minimiseNelderMead((p) => (p[0]! < 2 ? Number.NaN : p[0]!), [5]);
    expect(bounded.point[0]!).toBeGreaterThanOrEqual(2);
    expect(bounded.point[0]!).toBeLessThan(2.1);
  });

  test("L-BFGS finds it by the gradient in fewer evaluations", () => {
    const result = minimiseLbfgs(
      (p, gradient) => {
        const [x, y] = [p[0]!, p[1]!];
        gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
        gradient[1] = 200 * (y - x * x);
        return rosenbrock(x, y);
      },
      [-1.2, 1],
      { tolerance: 1e-12 },
    );
    expect(result.value).toBeLessThan(1e-8);
    expect(result.evaluations).toBeLessThan(150);
  });
});

describe("least squares", () => {
  test("Cholesky solves a system and refuses a matrix that is not positive definite", () => {
    const matrix = Float64Array.of(4, 2, 2, 3);
    const x = solveCholesky(factorCholesky(matrix, 2)!, 2, [10, 9]);
    expect(x[0]!).toBeCloseTo(1.5, 12);
    expect(x[1]!).toBeCloseTo(2, 12);
    expect(factorCholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  });

  test("ridge recovers a line, shrinks with the penalty and survives a repeated column", () => {
    const rows = Float64Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : Math.floor(i / 3)));
    const target = Float64Array.from({ length: 20 }, (_, i) => 3 + 2 * i);
    const [intercept, a, b] = solveRidge({ rows, columns: 3, target, free: [0] });
    expect(intercept!).toBeCloseTo(3, 4);
    expect(a! + b!).toBeCloseTo(2, 4);
    const shrunk = solveRidge({ rows, columns: 3, target, free: [0], penalty: 10 });
    expect(shrunk[1]! + shrunk[2]!).toBeLessThan(1.5);
  });
});

describe("the seeded generator", () => {
  test("repeats by seed and differs between seeds", () => {
    const draw = (seed: number) => Array.from({ length: 5 }, createRng(seed).uniform);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test("uniform and normal draws have the moments of their names", () => {
    const rng = createRng(12);
    const count = 40_000;
    const uniform = Array.from({ length: count }, rng.uniform);
    const normal = Array.from({ length: count }, rng.normal);
    const moment = (of: number[], power: number) => of.reduce((sum, v) => sum + v ** power, 0) / count;
    expect(moment(uniform, 1)).toBeCloseTo(0.5, 1);
    expect(Math.min(...uniform.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(Math.abs(moment(normal, 1))).toBeLessThan(0.02);
    expect(Math.abs(moment(normal, 2) - 1)).toBeLessThan(0.03);
    expect(Math.abs(moment(normal, 4) - 3)).toBeLessThan(0.2);
  });
});
