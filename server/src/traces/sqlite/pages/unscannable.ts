/** The file holds something that is not read from its pages; SQLite itself may still read it. */
export class Unscannable extends Error {
  override readonly name = "Unscannable";
}
