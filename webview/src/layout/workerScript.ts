/**
 * Address of a worker's script as a blob: a web view may start workers only from blobs. Rejects where the script cannot be
 * loaded.
 */
export async function workerScript(uri: string): Promise<string> {
  const response = await fetch(uri);
  if (!response.ok) throw new Error(`The layout worker could not be loaded (${response.status}).`);
  return URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
}
