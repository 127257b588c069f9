/** Area under the receiver operating characteristic: how often a positive row scores above a negative one. NaN with one class only. n log n. */
export function areaUnderCurve(scores: Float32Array, labels: Uint8Array): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let ranks = 0;
  let positive = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to] as number] === scores[order[from] as number]) to++;
    for (let at = from; at < to; at++) {
      if (labels[order[at] as number] !== 1) continue;
      ranks += (from + to + 1) / 2;
      positive++;
    }
    from = to;
  }
  const negative = order.length - positive;
  return (ranks - (positive * (positive + 1)) / 2) / (positive * negative);
}

/** Mean of the shares of positive rows that score at least the threshold and of negative rows that score below it; NaN with one class only. */
export function balancedAccuracy(scores: Float32Array, labels: Uint8Array, threshold = 0.5): number {
  const counts = { positive: 0, kept: 0, negative: 0, stopped: 0 };
  for (let row = 0; row < scores.length; row++) {
    const keeps = (scores[row] as number) >= threshold;
    if (labels[row] === 1) {
      counts.positive++;
      if (keeps) counts.kept++;
    } else {
      counts.negative++;
      if (!keeps) counts.stopped++;
    }
  }
  return (counts.kept / counts.positive + counts.stopped / counts.negative) / 2;
}
