/** What `graphlet --help` prints. */
export const helpText = `Graphlet: run history, waste and provenance of machine learning pipelines

Usage
  graphlet inspect TRACE      what a trace holds, and what it cost
  graphlet graphlets TRACE    every model that was trained: what became of it, why, and what it cost
  graphlet definition FILE    the pipelines that a file defines: nodes, inputs, outputs, places

  TRACE is an ML Metadata store (SQLite). It is opened read-only.
  FILE is Python source or a notebook that defines a TFX pipeline. It is read, never run.

Options
  --format json|text          json: stable, for programs; text: tables, for people (default)
  --cost-property NAME        execution property that holds the cost, in place of compute time
  --operator-kind GLOB=KIND   kind of the nodes or types that the glob fits, such as 'Fit*=train'; may be repeated
  --help, -h                  this text
  --version                   the version

Exit status
  0  done
  2  could not run: one line on standard error says why
`;
