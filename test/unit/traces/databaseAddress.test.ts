import { describe, expect, test } from "vitest";
import { addressText, parseAddress, shownAddress } from "../../../server/src/traces/database/address.ts";
import { traceName } from "../../../server/src/traces/traceName.ts";

describe("an address of a database", () => {
  const check = (text: string, kept: string): void => {
    const parsed = parseAddress(text);
    expect(parsed.ok ? addressText(parsed.value) : parsed.error.message).toBe(kept);
  };
  test("is kept in one spelling", () => {
    check("postgres://me@db.example.com/mlmd", "postgresql://me@db.example.com:5432/mlmd");
    check("mariadb://me@db.example.com:3307/mlmd", "mysql://me@db.example.com:3307/mlmd");
    check("mysql+pymysql://me@db.example.com/mlmd", "mysql://me@db.example.com:3306/mlmd");
    check("postgresql://me@db.example.com:443/mlmd", "postgresql://me@db.example.com:443/mlmd");
  });
  test("keeps users and names with signs in them", () =>
    check("mysql://me%40corp@[2001:db8::1]:3306/a%20b", "mysql://me%40corp@[2001:db8::1]:3306/a%20b"));
  test("keeps the pipeline", () => check("mysql://me@h/mlmd#pipeline=a%2Fb", "mysql://me@h:3306/mlmd#pipeline=a%2Fb"));
  test("verifies TLS where nothing else is said, but on this machine", () => {
    check("mysql://me@h/mlmd?tls=verify", "mysql://me@h:3306/mlmd");
    check("mysql://me@localhost/mlmd?tls=off", "mysql://me@localhost:3306/mlmd");
    check("mysql://me@127.0.0.1/mlmd?tls=verify&ca=/a.pem", "mysql://me@127.0.0.1:3306/mlmd?tls=verify&ca=%2Fa.pem");
  });
  test("understands libpq's words for TLS", () => {
    check("postgresql://me@h/mlmd?sslmode=require", "postgresql://me@h:5432/mlmd?tls=insecure");
    check("postgresql://me@h/mlmd?sslmode=verify-full&sslrootcert=/a.pem", "postgresql://me@h:5432/mlmd?ca=%2Fa.pem");
    check("postgresql://me@h/mlmd?sslmode=disable", "postgresql://me@h:5432/mlmd?tls=off");
  });
  test("says what is wrong with it", () => {
    check(
      "postgresql://me@h/mlmd?sslmode=prefer",
      "sslmode prefer leaves open whether the connection is encrypted; say tls=verify, insecure or off.",
    );
    check("postgresql://h/mlmd", "The user is missing: postgresql://user@host:5432/database.");
    check("postgresql://me@h", "The database's name is missing: postgresql://user@host:5432/database.");
    check("mysql://me@h/mlmd?tls=maybe", "tls is verify, insecure or off, not maybe.");
    check("mysql://me@h/mlmd?options=x", "Its parameter options is not known; those known are tls and ca.");
    check("mysql://me@h:port/mlmd", "It is not written like postgresql://user@host:5432/database.");
    check(
      "mysql://me:secret@h/mlmd",
      "It holds a password. Leave it out: it is asked for, or taken from the environment on the command line.",
    );
  });
  test("is shown without what nobody needs, and never with a password", () => {
    const parsed = parseAddress("mysql://me@h.example.com/mlmd#pipeline=taxi");
    expect(parsed.ok ? shownAddress(parsed.value) : "").toBe("taxi in mlmd on h.example.com");
    expect(traceName("mysql://me:se/cret@h/mlmd")).toBe("database");
  });
});
