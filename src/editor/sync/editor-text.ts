// What the editor shows of a text. CodeMirror knows one kind of line break and no byte order mark; the session keeps both,
// so the two differ, and nothing is ever saved from the editor.

const mark = '\uFEFF';

/** The text as the editor holds it: without a byte order mark at its start, every line break a line feed. */
export function editorText(text: string): string {
  const body = text.startsWith(mark) ? text.slice(1) : text;
  return body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
}
