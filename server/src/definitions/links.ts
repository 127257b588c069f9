/** The page of a container image: Docker Hub's, or its registry's own; null for what is no image's name. */
export function imageLink(image: string): string | null {
  const name = /^([a-z0-9][\w./-]{0,250}?)(?::[\w.-]{1,128})?(?:@sha256:[0-9a-f]{64})?$/i.exec(image)?.[1];
  if (name === undefined || name.includes("..") || name.includes("//")) return null;
  const parts = name.split("/");
  const [host = ""] = parts;
  if (parts.length > 1 && host === "docker.io") return hubLink(parts.slice(1));
  return parts.length > 1 && host.includes(".") ? `https://${name}` : hubLink(parts);
}

function hubLink(parts: readonly string[]): string | null {
  const [owner, name] = parts;
  if (parts.length === 1 || (parts.length === 2 && owner === "library")) {
    return `https://hub.docker.com/_/${parts.at(-1)}`;
  }
  return parts.length === 2 ? `https://hub.docker.com/r/${owner}/${name}` : null;
}

/** Where an artifact's URI can be looked at; null where a browser cannot, or where its text is a template. */
export function uriLink(uri: string): string | null {
  if (!/^[a-z]+:\/\/[\w./~+=%@-]{1,500}$/i.test(uri)) return null;
  if (uri.startsWith("https://")) return uri;
  return uri.startsWith("gs://")
    ? `https://console.cloud.google.com/storage/browser/${uri.slice("gs://".length)}`
    : null;
}
