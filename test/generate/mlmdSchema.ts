/** Versions of ML Metadata's schema that are written: 0 had no table to say so, 4 to 10 are those of stores that are about. */
export const schemaVersions = [0, 4, 5, 6, 7, 8, 9, 10] as const;
export type SchemaVersion = (typeof schemaVersions)[number];

/** From which version on a column is there, and up to which it was. */
type Column = readonly [declaration: string, since?: SchemaVersion, until?: SchemaVersion];

const times: readonly Column[] = [
  ["`create_time_since_epoch` INT NOT NULL DEFAULT 0", 5],
  ["`last_update_time_since_epoch` INT NOT NULL DEFAULT 0", 5],
];
const values: readonly Column[] = [
  ["`int_value` INT"],
  ["`double_value` DOUBLE"],
  ["`string_value` TEXT"],
  ["`byte_value` BLOB", 7],
  ["`proto_value` BLOB", 10],
  ["`bool_value` BOOLEAN", 10],
];
const id: Column = ["`id` INTEGER PRIMARY KEY AUTOINCREMENT"];
const externalId: Column = ["`external_id` VARCHAR(255) UNIQUE", 9];

interface Table {
  readonly name: string;
  readonly since: SchemaVersion;
  readonly columns: readonly Column[];
}

const propertyTable = (of: string, since: SchemaVersion): Table => ({
  name: `${of}Property`,
  since,
  columns: [
    [`\`${of.toLowerCase()}_id\` INT NOT NULL`],
    ["`name` VARCHAR(255) NOT NULL"],
    ["`is_custom_property` TINYINT(1) NOT NULL"],
    ...values,
    [`PRIMARY KEY (\`${of.toLowerCase()}_id\`, \`name\`, \`is_custom_property\`)`],
  ],
});

/** The tables as ML Metadata creates them for SQLite (metadata_source's query configuration). */
const tables: readonly Table[] = [
  {
    name: "Type",
    since: 0,
    columns: [
      id,
      ["`name` VARCHAR(255) NOT NULL"],
      ["`version` VARCHAR(255)", 6],
      ["`is_artifact_type` TINYINT(1) NOT NULL", 0, 0],
      ["`type_kind` TINYINT(1) NOT NULL", 4],
      ["`description` TEXT", 6],
      ["`input_type` TEXT", 4],
      ["`output_type` TEXT", 4],
      externalId,
    ],
  },
  {
    name: "TypeProperty",
    since: 0,
    columns: [
      ["`type_id` INT NOT NULL"],
      ["`name` VARCHAR(255) NOT NULL"],
      ["`data_type` INT NULL"],
      ["PRIMARY KEY (`type_id`, `name`)"],
    ],
  },
  {
    name: "ParentType",
    since: 6,
    columns: [
      ["`type_id` INT NOT NULL"],
      ["`parent_type_id` INT NOT NULL"],
      ["PRIMARY KEY (`type_id`, `parent_type_id`)"],
    ],
  },
  {
    name: "Artifact",
    since: 0,
    columns: [
      id,
      ["`type_id` INT NOT NULL"],
      ["`uri` TEXT"],
      ["`state` INT", 5],
      ["`name` VARCHAR(255)", 5],
      externalId,
      ...times,
      ["UNIQUE(`type_id`, `name`)", 5],
    ],
  },
  propertyTable("Artifact", 0),
  {
    name: "Execution",
    since: 0,
    columns: [
      id,
      ["`type_id` INT NOT NULL"],
      ["`last_known_state` INT", 5],
      ["`name` VARCHAR(255)", 5],
      externalId,
      ...times,
      ["UNIQUE(`type_id`, `name`)", 5],
    ],
  },
  propertyTable("Execution", 0),
  {
    name: "Event",
    since: 0,
    columns: [
      id,
      ["`artifact_id` INT NOT NULL"],
      ["`execution_id` INT NOT NULL"],
      ["`type` INT NOT NULL"],
      ["`milliseconds_since_epoch` INT"],
      ["UNIQUE(`artifact_id`, `execution_id`, `type`)", 8],
    ],
  },
  {
    name: "EventPath",
    since: 0,
    columns: [
      ["`event_id` INT NOT NULL"],
      ["`is_index_step` TINYINT(1) NOT NULL"],
      ["`step_index` INT"],
      ["`step_key` TEXT"],
    ],
  },
  { name: "MLMDEnv", since: 4, columns: [["`schema_version` INTEGER PRIMARY KEY"]] },
  {
    name: "Context",
    since: 4,
    columns: [
      id,
      ["`type_id` INT NOT NULL"],
      ["`name` VARCHAR(255) NOT NULL"],
      externalId,
      ...times,
      ["UNIQUE(`type_id`, `name`)"],
    ],
  },
  propertyTable("Context", 4),
  {
    name: "ParentContext",
    since: 6,
    columns: [
      ["`context_id` INT NOT NULL"],
      ["`parent_context_id` INT NOT NULL"],
      ["PRIMARY KEY (`context_id`, `parent_context_id`)"],
    ],
  },
  {
    name: "Association",
    since: 4,
    columns: [
      id,
      ["`context_id` INT NOT NULL"],
      ["`execution_id` INT NOT NULL"],
      ["UNIQUE(`context_id`, `execution_id`)"],
    ],
  },
  {
    name: "Attribution",
    since: 4,
    columns: [
      id,
      ["`context_id` INT NOT NULL"],
      ["`artifact_id` INT NOT NULL"],
      ["UNIQUE(`context_id`, `artifact_id`)"],
    ],
  },
];

/** Indexes beyond those of keys; of use to writers only, and a third of a store's size. */
const indexes: readonly (readonly [statement: string, since: SchemaVersion])[] = [
  ["CREATE INDEX `idx_artifact_uri` ON `Artifact`(`uri`)", 6],
  ["CREATE INDEX `idx_artifact_create_time_since_epoch` ON `Artifact`(`create_time_since_epoch`)", 6],
  ["CREATE INDEX `idx_event_execution_id` ON `Event`(`execution_id`)", 6],
  ["CREATE INDEX `idx_execution_create_time_since_epoch` ON `Execution`(`create_time_since_epoch`)", 6],
  ["CREATE INDEX `idx_eventpath_event_id` ON `EventPath`(`event_id`)", 6],
  ["CREATE INDEX `idx_type_name` ON `Type`(`name`)", 6],
  ...["Artifact", "Execution", "Context"].map(
    (of) =>
      [
        `CREATE INDEX \`idx_${of.toLowerCase()}_property_string\` ON \`${of}Property\`(\`name\`, \`is_custom_property\`, \`string_value\`) WHERE \`string_value\` IS NOT NULL`,
        7,
      ] as const,
  ),
];

/** Statements that create an empty store of a version. */
export function schemaStatements(version: SchemaVersion, withIndexes: boolean): readonly string[] {
  const created = tables
    .filter(({ since }) => since <= version)
    .map(({ name, columns }) => {
      const present = columns.filter(([, since = 0, until = 10]) => since <= version && version <= until);
      return `CREATE TABLE \`${name}\` (${present.map(([declaration]) => declaration).join(", ")})`;
    });
  if (!withIndexes) return created;
  return [...created, ...indexes.filter(([, since]) => since <= version).map(([statement]) => statement)];
}

/** Names of a table's columns in a version, in order. */
export function columnsOf(table: string, version: SchemaVersion): readonly string[] {
  const columns = tables.find(({ name }) => name === table)?.columns ?? [];
  return columns
    .filter(([, since = 0, until = 10]) => since <= version && version <= until)
    .flatMap(([declaration]) => /^`(\w+)`/.exec(declaration)?.[1] ?? []);
}

export const hasTable = (table: string, version: SchemaVersion): boolean =>
  (tables.find(({ name }) => name === table)?.since ?? 99) <= version;
