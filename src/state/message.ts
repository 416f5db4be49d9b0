// What the page tells about a file as a whole: it could not be read, or it was read with something left out.

/** `line` is 1-based; null where the whole file is meant. `text` has no full stop; `advice` says what to do. */
export interface FileMessage {
  readonly tone: 'error' | 'warning' | 'info';
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly text: string;
  readonly advice: string;
}

/** The message in one sentence, for announcements and reports. */
export function formatMessage(message: FileMessage): string {
  const place = message.line === null ? message.file : `${message.file}, line ${message.line}`;
  return `${place}: ${message.text}. ${message.advice}`.trim();
}
