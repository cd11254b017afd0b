const LEAST = [20, 19];

/** Ends with a sentence where Node is too old for what is installed next. */
export function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  console.error(
    `Shangju needs Node ${LEAST.join('.')} or later; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}
