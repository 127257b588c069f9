import { describe, expect, test } from "vitest";
import { pipelineOf, textAt } from "./helpers.ts";

const head = `import os
from pathlib import Path
from tfx import v1 as tfx
from tfx.orchestration import metadata
from ml_metadata.proto import metadata_store_pb2
`;
const fileOf = (config: string, before = ""): string =>
  `${head}${before}\ntfx.dsl.Pipeline(pipeline_name='p', components=[tfx.components.SchemaGen()], metadata_connection_config=${config})\n`;

/** Paths of the stores of a pipeline with a `metadata_connection_config`. */
const storesOf = (config: string, before = "", path = "pipeline.py"): string[] =>
  pipelineOf(fileOf(config, before), {}, path).stores.map((store) => store.path);

describe("a store is named", () => {
  test("by the function of the module", () => {
    expect(storesOf("metadata.sqlite_metadata_connection_config('out/metadata.db')")).toEqual(["out/metadata.db"]);
  });
  test("by the public function, over two lines", () => {
    expect(
      storesOf(
        "tfx.orchestration.metadata\n      .sqlite_metadata_connection_config(PATH)",
        "PATH = os.path.join('a', 'b')",
      ),
    ).toEqual(["a/b"]);
  });
  test("by keyword", () => {
    expect(storesOf("metadata.sqlite_metadata_connection_config(metadata_db_uri='m.db')")).toEqual(["m.db"]);
  });
  test("in a protocol buffer, field by field", () => {
    expect(
      storesOf(
        "config",
        "config = metadata_store_pb2.ConnectionConfig()\nconfig.sqlite.filename_uri = 'm.db'\nconfig.sqlite.connection_mode = 3",
      ),
    ).toEqual(["m.db"]);
  });
  test("in a protocol buffer at once", () => {
    expect(
      storesOf(
        "metadata_store_pb2.ConnectionConfig(sqlite=metadata_store_pb2.SqliteMetadataSourceConfig(filename_uri='m.db'))",
      ),
    ).toEqual(["m.db"]);
  });
  test("by either of two branches", () => {
    expect(
      storesOf(
        "config",
        "if flag():\n  config = metadata.sqlite_metadata_connection_config('a')\nelse:\n  config = metadata.sqlite_metadata_connection_config('b')",
      ),
    ).toEqual(["a", "b"]);
  });
  test("not by a database of another kind, nor where it is worked out at run time", () => {
    expect(storesOf("metadata.mysql_metadata_connection_config(host='h')")).toEqual([]);
    expect(storesOf("metadata.sqlite_metadata_connection_config(os.environ['M'])")).toEqual([]);
    expect(storesOf("None")).toEqual([]);
  });
});

describe("a path is", () => {
  const pathOf = (path: string, before = "", file = "pipeline.py"): string | undefined =>
    storesOf(`metadata.sqlite_metadata_connection_config(${path})`, before, file)[0];

  test("relative to the working folder", () =>
    expect(pathOf("os.path.join(os.getcwd(), 'out', 'm.db')")).toBe("out/m.db"));
  test("relative to the file's own folder", () => {
    expect(pathOf("os.path.join(os.path.dirname(__file__), 'm.db')")).toBe("m.db");
    expect(pathOf("os.path.join(os.path.dirname(os.path.abspath(__file__)), 'm.db')")).toBe("m.db");
    expect(pathOf("str(Path(__file__).resolve().parent / 'm.db')")).toBe("m.db");
  });
  test("relative to the folder above the file's", () => {
    expect(pathOf("os.path.join(os.path.dirname(os.path.dirname(__file__)), 'm.db')")).toBe("../m.db");
    expect(pathOf("Path(__file__).parent.parent / 'm.db'")).toBe("../m.db");
  });
  test("of a home", () => expect(pathOf("os.path.join(os.environ['HOME'], 'm.db')")).toBe("~/m.db"));
  test("absolute where a part is", () => expect(pathOf("os.path.join('a', '/b', 'c')")).toBe("/b/c"));
  test("as written on Windows", () => expect(pathOf("r'C:\\out\\m.db'")).toBe("C:\\out\\m.db"));
  test("relative to a module's folder, seen from the opened file", () => {
    const configs = "import os\nMETADATA = os.path.join(os.path.dirname(__file__), 'm.db')\n";
    const text = fileOf("metadata.sqlite_metadata_connection_config(configs.METADATA)", "from settings import configs");
    expect(pipelineOf(text, { "settings/configs.py": configs }).stores.map((store) => store.path)).toEqual([
      "settings/m.db",
    ]);
  });
});

test("a store's place is where its path is written", () => {
  const text = fileOf("metadata.sqlite_metadata_connection_config(PATH)", "PATH = os.path.join('a', 'b')");
  const [store] = pipelineOf(text).stores;
  expect(store && textAt(text, store.location)).toBe("os.path.join('a', 'b')");
});

test.each([
  ["metadata.mysql_metadata_connection_config(host='h', port=3306, database='d', username='u', password='p')", true],
  ["metadata_store_pb2.ConnectionConfig(mysql=metadata_store_pb2.MySQLDatabaseConfig(host='h'))", true],
  ["metadata.sqlite_metadata_connection_config('m.db')", undefined],
  ["unknown_config()", undefined],
])("%s is a database: %s", (config, inDatabase) => {
  expect(pipelineOf(fileOf(config)).inDatabase).toBe(inDatabase);
});
