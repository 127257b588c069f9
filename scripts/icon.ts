// `node scripts/icon.ts`: draws media/icon.png, the extension's icon.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [red: number, green: number, blue: number];
type Point = readonly [x: number, y: number];
/** Distance to a shape's edge, negative inside. */
type Shape = (x: number, y: number) => number;

const size = 256;
const dark: Colour = [28, 36, 51];
const line: Colour = [120, 138, 168];
const blue: Colour = [79, 163, 255];
const orange: Colour = [255, 159, 67];
const green: Colour = [61, 204, 132];

const disc =
  ([cx, cy]: Point, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius;

const stroke =
  ([ax, ay]: Point, [bx, by]: Point, width: number): Shape =>
  (x, y) => {
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
    const t = Math.min(1, Math.max(0, along));
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) - width / 2;
  };

const roundedSquare =
  (inset: number, radius: number): Shape =>
  (x, y) => {
    const half = size / 2 - inset - radius;
    const dx = Math.max(0, Math.abs(x - size / 2) - half);
    const dy = Math.max(0, Math.abs(y - size / 2) - half);
    return Math.hypot(dx, dy) - radius;
  };

/** Two spans of data, the model made from them, and where it went. */
const data: readonly Point[] = [
  [76, 68],
  [180, 68],
];
const model: Point = [128, 134];
const deployed: Point = [128, 204];

const layers: readonly (readonly [Shape, Colour])[] = [
  [roundedSquare(4, 44), dark],
  ...data.map((point) => [stroke(point, model, 9), line] as const),
  [stroke(model, deployed, 9), line],
  ...data.map((point) => [disc(point, 22), blue] as const),
  [disc(model, 31), orange],
  [disc(deployed, 25), green],
  [stroke([128, 216], [128, 194], 6), dark],
  [stroke([118, 203], [128, 193], 6), dark],
  [stroke([138, 203], [128, 193], 6), dark],
];

/** Colour and alpha of a pixel: layers over each other, edges smooth over one pixel. */
function pixel(x: number, y: number): readonly number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const [shape, colour] of layers) {
    const cover = Math.min(1, Math.max(0, 0.5 - shape(x + 0.5, y + 0.5)));
    const under = alpha * (1 - cover);
    const over = cover + under;
    if (over === 0) continue;
    red = (colour[0] * cover + red * under) / over;
    green = (colour[1] * cover + green * under) / over;
    blue = (colour[2] * cover + blue * under) / over;
    alpha = over;
  }
  return [red, green, blue, alpha * 255].map(Math.round);
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.from(type, "latin1");
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(Buffer.concat([head, body])), 4);
  return Buffer.concat([frame.subarray(0, 4), head, body, frame.subarray(4)]);
}

const rows = Array.from({ length: size }, (_, y) => [0, ...Array.from({ length: size }, (_, x) => pixel(x, y)).flat()]);
const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
header.set([8, 6, 0, 0, 0], 8);
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk("IHDR", header),
  chunk("IDAT", deflateSync(Buffer.from(rows.flat()), { level: 9 })),
  chunk("IEND", Buffer.alloc(0)),
]);
writeFileSync(path.join(import.meta.dirname, "../media/icon.png"), png);
