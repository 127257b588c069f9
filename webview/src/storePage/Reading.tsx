import { useEffect, useState } from "preact/hooks";
import type { Post } from "./messages.ts";

/** Milliseconds after which words join the line. */
const wordsAfter = 400;

/** While the store is read: a line on top, and soon what is done and a way to end it. */
export function Reading({ share, post }: { readonly share: number | null; readonly post: Post }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), wordsAfter);
    return () => clearTimeout(timer);
  }, []);
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100);
  const text = percent === null ? "Reading the store" : `Reading the store: ${percent} %`;
  return (
    <div class="progress">
      <div
        class={`progress-line ${percent === null ? "unknown" : ""}`}
        role="progressbar"
        aria-label={text}
        {...(percent === null ? {} : { "aria-valuenow": percent })}
      >
        <svg width="100%" height="2" aria-hidden="true">
          <rect width={percent === null ? "30%" : `${percent}%`} height="2" />
        </svg>
      </div>
      {late && (
        <p class="progress-text">
          <span>{text}</span>
          <button type="button" class="link" onClick={() => post({ type: "action", action: "cancel" })}>
            Cancel
          </button>
        </p>
      )}
    </div>
  );
}
