/** By table of an ML Metadata store: the indexed column in whose order its rows are read. */
export const mlmdKeys: Readonly<Record<string, string>> = {
  MLMDEnv: "schema_version",
  Type: "id",
  ParentType: "type_id",
  Context: "id",
  Association: "id",
  Execution: "id",
  ExecutionProperty: "execution_id",
  Artifact: "id",
  ArtifactProperty: "artifact_id",
  Event: "id",
  EventPath: "event_id",
};
