import { dateText } from "./words.ts";

/** A moment (milliseconds since the epoch) in the reader's own time; its tooltip says it in UTC. */
export function TimeText({ time }: { readonly time: number }) {
  const text = dateText(time);
  if (text === "") return null;
  const exact = new Date(time).toISOString();
  return (
    <time dateTime={exact} title={`${exact.slice(0, 19).replace("T", " ")} UTC`}>
      {text}
    </time>
  );
}
