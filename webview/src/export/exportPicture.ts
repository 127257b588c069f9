import type { FromWebview } from "../../../server/src/protocol.ts";

/** Pixels of a picture for one of the drawing, and the longest side and area that browsers paint. */
const sharpness = 2;
const longest = 16_000;
const largest = 120_000_000;

/** A picture as a file's content: the text of an SVG, or a PNG in base 64. `data` null where there is none, or where it is too large to be painted. */
export async function exportPicture(
  picture: SVGSVGElement | null,
  asked: { readonly id: number; readonly format: "svg" | "png" },
): Promise<Extract<FromWebview, { type: "exported" }>> {
  const { id, format } = asked;
  if (!picture) return { type: "exported", id, format, data: null };
  const text = new XMLSerializer().serializeToString(picture);
  if (format === "svg") return { type: "exported", id, format, data: text };
  const [width, height] = ["width", "height"].map((name) => Number(picture.getAttribute(name)));
  return { type: "exported", id, format, data: await painted(text, width ?? 0, height ?? 0) };
}

async function painted(text: string, width: number, height: number): Promise<string | null> {
  const scale = Math.min(sharpness, longest / width, longest / height, Math.sqrt(largest / (width * height)));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const [, data = ""] = canvas.toDataURL("image/png").split(",");
  return data === "" ? null : data;
}
