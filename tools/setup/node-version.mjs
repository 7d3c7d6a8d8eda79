// Plain JavaScript for whatever Node a machine has. better-sqlite3 13 crashes under Node 20 instead of saying why.
export const oldestNode = 24;

/** Ends the process with one clear line when `version` (`v24.1.0`) is too old. */
export function requireNode(version) {
  if (Number(version.slice(1).split('.')[0]) >= oldestNode) return;
  console.error(
    `Fieldbook's scripts need Node ${oldestNode} or newer, and this is ${version}: run them through npm, after "npm ci".`,
  );
  process.exit(1);
}

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith('node-version.mjs'))
  requireNode(process.version);
