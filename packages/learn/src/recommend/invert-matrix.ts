/**
 * Dot products of rows a, a+1 of `x` with rows b, b+1 of `y` over columns [from, to), subtracted from (or, with sign 1, added to) the four
 * cells of `out`. Two by two rows share their reads, which is what plain loops lack.
 */
function dot22(
  x: Float64Array,
  a: number,
  y: Float64Array,
  b: number,
  size: number,
  from: number,
  to: number,
  cells: Float64Array,
): void {
  const a0 = a * size;
  const a1 = a0 + size;
  const b0 = b * size;
  const b1 = b0 + size;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  for (let k = from; k < to; k++) {
    const p = x[a0 + k]!;
    const q = x[a1 + k]!;
    const r = y[b0 + k]!;
    const t = y[b1 + k]!;
    s00 += p * r;
    s01 += p * t;
    s10 += q * r;
    s11 += q * t;
  }
  cells[0] = s00;
  cells[1] = s01;
  cells[2] = s10;
  cells[3] = s11;
}

function dot(x: Float64Array, a: number, y: Float64Array, b: number, size: number, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += x[a * size + k]! * y[b * size + k]!;
  return sum;
}

/** Rows worked on together: 48 rows of a block's columns fit the second-level cache. */
const BLOCK = 48;

/** In-place Cholesky factor in the lower triangle, block by block; false where the matrix is not positive definite. */
function factor(m: Float64Array, size: number): boolean {
  const cells = new Float64Array(4);
  for (let begin = 0; begin < size; begin += BLOCK) {
    const end = Math.min(size, begin + BLOCK);
    for (let i = begin; i < size; i++) {
      const last = Math.min(i + 1, end);
      for (let j = begin; j < last; j++) {
        let sum = m[i * size + j]! - dot(m, i, m, j, size, begin, j);
        if (i === j) {
          if (!(sum > 0)) return false;
          sum = Math.sqrt(sum);
        } else sum /= m[j * size + j]!;
        m[i * size + j] = sum;
      }
    }
    // The rest of the matrix, less what this block of columns explains.
    for (let jBlock = end; jBlock < size; jBlock += BLOCK) {
      const jEnd = Math.min(size, jBlock + BLOCK);
      for (let i = jBlock; i < size; i += 2) {
        for (let j = jBlock; j < jEnd && j <= i + 1; j += 2) {
          if (i + 1 < size && j + 1 < size) {
            dot22(m, i, m, j, size, begin, end, cells);
            m[i * size + j]! -= cells[0]!;
            if (j + 1 <= i) m[i * size + j + 1]! -= cells[1]!;
            m[(i + 1) * size + j]! -= cells[2]!;
            m[(i + 1) * size + j + 1]! -= cells[3]!;
          } else {
            for (let r = i; r < Math.min(size, i + 2); r++)
              for (let c = j; c < Math.min(size, j + 2) && c <= r; c++)
                m[r * size + c]! -= dot(m, r, m, c, size, begin, end);
          }
        }
      }
    }
  }
  return true;
}

/** Transposed inverse of a lower triangle: row i of the result holds column i of the inverse, from i on. */
function invertTriangle(lower: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  const cells = new Float64Array(4);
  for (let i = 0; i < size; i++) {
    const diagonal = 1 / lower[i * size + i]!;
    out[i * size + i] = diagonal;
    let j = 0;
    // Column j of the inverse at row i: minus the row's products with what is known, over the diagonal.
    for (; j + 1 < i; j += 2) {
      dot22(lower, i, out, j, size, j, i, cells);
      out[j * size + i] = -cells[0]! * diagonal;
      out[(j + 1) * size + i] = -cells[1]! * diagonal;
    }
    for (; j < i; j++) out[j * size + i] = -dot(lower, i, out, j, size, j, i) * diagonal;
  }
  return out;
}

/**
 * Inverse of a symmetric positive definite matrix (row-major, `size` wide) by Cholesky; null where it is not one. `matrix` is overwritten.
 */
export function invertSymmetric(matrix: Float64Array, size: number): Float64Array | null {
  if (!factor(matrix, size)) return null;
  const upper = invertTriangle(matrix, size);
  const out = matrix;
  const cells = new Float64Array(4);
  for (let jBlock = 0; jBlock < size; jBlock += BLOCK) {
    const jEnd = Math.min(size, jBlock + BLOCK);
    for (let i = jBlock; i < size; i += 2) {
      for (let j = jBlock; j < jEnd && j <= i + 1; j += 2) {
        if (i + 1 < size && j + 1 < size) {
          dot22(upper, i, upper, j, size, i, size, cells);
          out[i * size + j] = cells[0]!;
          out[i * size + j + 1] = cells[1]!;
          out[(i + 1) * size + j] = cells[2]!;
          out[(i + 1) * size + j + 1] = cells[3]!;
        } else {
          for (let r = i; r < Math.min(size, i + 2); r++)
            for (let c = j; c < Math.min(size, j + 2); c++)
              out[r * size + c] = dot(upper, r, upper, c, size, Math.max(r, c), size);
        }
      }
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) out[j * size + i] = out[i * size + j]!;
  return out;
}
