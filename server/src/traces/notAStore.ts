/** Thrown where a file or folder holds no trace of the kind it was taken for; the message says what it holds instead. */
export class NotAStoreError extends Error {
  override readonly name = "NotAStoreError";
  readonly code: "missing" | "not-a-trace" | "future-schema" | "damaged" | "unreadable";
  readonly cure: string;
  constructor(code: NotAStoreError["code"], message: string, cure: string) {
    super(message);
    this.code = code;
    this.cure = cure;
  }
}
