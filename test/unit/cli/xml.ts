/** What an XML text holds: names of its elements, and its texts as written. */
export interface Xml {
  readonly names: ReadonlySet<string>;
  readonly texts: readonly string[];
}

const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;

/** Reads XML as strictly as these tests need; throws where it is not well-formed. */
export function elementsOf(xml: string): Xml {
  const names = new Set<string>();
  const texts: string[] = [];
  const open: string[] = [];
  let at = xml.startsWith("<?xml") ? xml.indexOf("?>") + 2 : 0;
  while (at < xml.length) {
    if (xml[at] !== "<") {
      const end = xml.indexOf("<", at);
      const text = xml.slice(at, end < 0 ? xml.length : end);
      if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) throw new Error(`an ampersand of its own in ${text}`);
      texts.push(text);
      at += text.length;
      continue;
    }
    tag.lastIndex = at;
    const [whole, isEnd, name = "", , isEmpty] = tag.exec(xml) ?? [];
    if (whole === undefined) throw new Error(`no tag at ${at}: ${xml.slice(at, at + 80)}`);
    if (isEnd) {
      const last = open.pop();
      if (last !== name) throw new Error(`${name} ends ${last}`);
    } else {
      names.add(name);
      if (!isEmpty) open.push(name);
    }
    at += whole.length;
  }
  if (open.length > 0) throw new Error(`not ended: ${open.join(", ")}`);
  return { names, texts };
}
