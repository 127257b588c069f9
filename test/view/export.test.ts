import { describe, expect, it } from "vitest";
import { elementsOf } from "../unit/cli/xml.ts";
import { edges, node, view } from "./fixtures/build.ts";
import { taxiHistory } from "./fixtures/history.ts";
import { taxiGraphlet, taxiPipeline } from "./fixtures/taxi.ts";
import { useView } from "./support/useView.ts";

const open = useView();

describe("export", () => {
  it("hands out the picture as an SVG that stands alone, whatever the theme", async () => {
    const panel = await open({ theme: "high-contrast" });
    await panel.draw(taxiGraphlet);
    await panel.send({ type: "export", id: 7, format: "svg" });
    const { id, data } = await panel.sentLast("exported");
    expect(id).toBe(7);
    const { names, texts } = elementsOf(data ?? "");
    expect(names).toContain("path");
    for (const { label } of taxiGraphlet.nodes.filter((one) => one.label.length < 12))
      expect(texts.join(" ")).toContain(label);
    expect(data).not.toMatch(/var\(|--vscode/);
    expect(data).toContain('fill="#ffffff"');
  });

  it("hands out a PNG of twice the pixels, in which something is drawn", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.send({ type: "export", id: 1, format: "svg" });
    const { data: svg } = await panel.sentLast("exported");
    await panel.send({ type: "export", id: 2, format: "png" });
    const { data } = await panel.sentLast("exported", 2);
    const [width, colours] = await panel.page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? [];
      const found = new Set<number>();
      for (let at = 0; at < pixels.length; at += 4)
        found.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0));
      return [image.width, found.size] as const;
    }, data);
    expect(width).toBe(2 * Number(/width="(\d+)"/.exec(svg ?? "")?.[1]));
    expect(colours).toBeGreaterThan(20);
  });

  it("writes hostile names as text", async () => {
    const panel = await open();
    const name = "</text><script>alert(1)</script>\u202e";
    await panel.draw(view([{ ...node("a", "train"), label: name }, node("b", "model")], edges("a>b")));
    await panel.send({ type: "export", id: 1, format: "svg" });
    const { data } = await panel.sentLast("exported");
    expect(elementsOf(data ?? "").names).not.toContain("script");
  });

  it("hands out a history with its lanes, figures and dates", async () => {
    const panel = await open();
    await panel.send({ type: "view", view: taxiHistory, select: null });
    await panel.page.locator(".lane-marks > *").first().waitFor({ state: "attached" });
    await panel.send({ type: "export", id: 3, format: "svg" });
    const { data } = await panel.sentLast("exported");
    const { texts } = elementsOf(data ?? "");
    for (const text of ["taxi_tips", "Trainer", "Trainer.challenger", "Jan 15"])
      expect(texts.join("\n")).toContain(text);
    expect(texts.join("\n")).toMatch(/90 models · \d+ deployed/);
    expect(data).not.toMatch(/var\(|--vscode/);
    await panel.send({ type: "export", id: 4, format: "png" });
    expect((await panel.sentLast("exported", 2)).data?.length).toBeGreaterThan(5_000);
  });

  it("says so where there is no picture", async () => {
    const panel = await open();
    await panel.send({ type: "export", id: 5, format: "png" });
    expect(await panel.sentLast("exported")).toEqual({ type: "exported", id: 5, format: "png", data: null });
  });
});
