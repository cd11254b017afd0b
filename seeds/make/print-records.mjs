/** JSON with one record a line: only what contains a list of records is spread over lines. */
export function printRecords(value) {
  return `${print(value, '', true)}\n`;
}

function print(value, indent, spread = false) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => print(item, deeper));
    if (!isListOfRecords(value)) return `[${items.join(', ')}]`;
    return `[\n${items.map((item) => deeper + item).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value).map(
    ([name, field]) => `${JSON.stringify(name)}: ${print(field, deeper)}`,
  );
  if (!spread && !Object.values(value).some(isListOfRecords)) return `{ ${fields.join(', ')} }`;
  return `{\n${fields.map((field) => deeper + field).join(',\n')}\n${indent}}`;
}

function isListOfRecords(value) {
  return Array.isArray(value) && value.some((item) => item !== null && typeof item === 'object');
}
