// JSON for people to read: two spaces, and a list of plain values on one line.
export const writtenJson = (value) => JSON.stringify(value, null, 2).replace(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (_, inside) => `[${inside.replace(/\n\s+/g, ' ')}]`);
