import type { DetectFormat } from "../format.ts";

const isText = (uri: string): boolean => /\.(?:pbtxt|textproto|pbtext|txtpb|textpb|prototxt)(?:$|[?#])/i.test(uri);
const isJson = (uri: string): boolean => /\.json(?:$|[?#])/i.test(uri);

/** So much of a text is looked at, characters: the first node stands near the beginning. */
const lookedAt = 100_000;

/** A pipeline of TFX's intermediate representation, as protobuf text or as JSON: the words that every one has, and no other message. */
export const detectTfxIr: DetectFormat = (uri, text) => {
  if (isText(uri)) {
    const head = text.slice(0, lookedAt);
    const found =
      /\bpipeline_node\s*[:{<]/.test(head) ||
      /\bsub_pipeline\s*[:{<]/.test(head) ||
      /#\s*proto-file:\s*tfx\/proto\/orchestration\/pipeline\.proto\s+#\s*proto-message:\s*Pipeline\s/.test(head);
    return found ? "tfx-ir" : null;
  }
  if (!isJson(uri)) return null;
  const head = text.slice(0, lookedAt);
  return /"(?:pipelineNode|pipeline_node|subPipeline|sub_pipeline)"\s*:/.test(head) ? "tfx-ir" : null;
};
