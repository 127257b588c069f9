import type { FromWebview, ToWebview } from "../../server/src/protocol.ts";

/** Milliseconds that a page has to make a picture. */
const patience = 60_000;

/** Questions to a page for the picture that it shows. */
export interface Pictures {
  /** The picture as the text of an SVG or a PNG in base 64; null where the page has none, or does not answer. */
  ask(format: "svg" | "png"): Promise<string | null>;
  /** Takes a page's answer. */
  answer(message: FromWebview & { type: "exported" }): void;
  /** Answers all that is open with nothing. */
  close(): void;
}

export function createPictures(post: (message: ToWebview) => Thenable<boolean>): Pictures {
  const waiting = new Map<number, (data: string | null) => void>();
  let questions = 0;
  return {
    ask(format) {
      const id = ++questions;
      return new Promise<string | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), patience);
        waiting.set(id, (data) => {
          clearTimeout(timer);
          resolve(data);
        });
        void post({ type: "export", id, format }).then((sent) => sent || waiting.get(id)?.(null));
      }).finally(() => waiting.delete(id));
    },
    answer: ({ id, data }) => waiting.get(id)?.(data),
    close() {
      for (const resolve of waiting.values()) resolve(null);
    },
  };
}
