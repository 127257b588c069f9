import "../styles/storePage.css";
import { signal } from "@preact/signals";
import { render } from "preact";
import type { StorePage } from "../../../server/src/protocol.ts";
import { connectStoreHost, type Post, readStoreMessage } from "./messages.ts";
import { Reading } from "./Reading.tsx";
import { Store } from "./Store.tsx";
import { StoreFailed } from "./StoreFailed.tsx";

const page = signal<StorePage | null>(null);
/** Share that was read; null where unknown, undefined while nothing is read. */
const reading = signal<number | null | undefined>(null);

/** The figures that were there stay while the store is read again. */
function App({ post }: { readonly post: Post }) {
  const shown = page.value;
  const busy = reading.value !== undefined;
  return (
    <>
      {busy && <Reading share={reading.value ?? null} post={post} />}
      {shown?.type === "store" && <Store page={shown} post={post} />}
      {shown?.type === "failure" && !busy && <StoreFailed failure={shown} post={post} />}
    </>
  );
}

function start(element: HTMLElement): void {
  const { post, readScroll, writeScroll } = connectStoreHost();
  const report = (message: string): void => post({ type: "error", message: message.slice(0, 2_000) });
  window.addEventListener("error", (event) => report(event.message));
  document.addEventListener("securitypolicyviolation", (event) =>
    report(`Blocked by the content security policy: ${event.violatedDirective} ${event.blockedURI}`),
  );
  let scroll = readScroll();
  element.addEventListener("scroll", () => writeScroll(element.scrollTop), { passive: true });
  window.addEventListener("message", (event) => {
    const message = readStoreMessage(event.data);
    if (typeof message === "string") return report(message);
    if (message.type === "reading") {
      reading.value = message.share;
      return;
    }
    page.value = message.page;
    reading.value = undefined;
    // A page that was hidden comes back where it was.
    requestAnimationFrame(() => {
      if (scroll > 0) element.scrollTop = scroll;
      scroll = 0;
    });
  });
  render(<App post={post} />, element);
  post({ type: "ready" });
}

const root = document.getElementById("root");
if (root) start(root);
