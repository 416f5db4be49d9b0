// Files that are too large to be drawn are refused before they are parsed: parsing 50,000 services takes a minute.

import type { Problem } from './problem.ts';

/** UTF-16 units; a compose file is ASCII but for comments. */
const MAX_LENGTH = 5_000_000;
const MAX_SERVICES = 5_000;

/** Why a text is too large to be read; null when it is not. Looks at indentation only. */
export function sizeRefusal(text: string): Problem | null {
  const advice = 'Split the project into several; the text is kept and can be downloaded.';
  const problem = (message: string): Problem => {
    return { kind: 'unreadable', code: 'too-large', message, advice, path: [], offset: 0 };
  };
  if (text.length > MAX_LENGTH) {
    return problem(`the file is larger than 5 MB (${(text.length / 1e6).toFixed(1)} million characters)`);
  }
  const count = entryCount(text, 'services');
  return count > MAX_SERVICES
    ? problem(`the file has about ${count} services, more than ${MAX_SERVICES}`)
    : null;
}

const headers = {
  services: /^services:[ \t]*(?:#.*)?\r?$/m,
  networks: /^networks:[ \t]*(?:#.*)?\r?$/m,
};

/** Lines under a top-level key that stand at the indentation of the first one; 0 for flow style. */
export function entryCount(text: string, key: keyof typeof headers): number {
  const header = headers[key].exec(text);
  if (!header) return 0;
  const line = /^( *)([^\s#].*)$/gm;
  line.lastIndex = header.index + header[0].length;
  let indentation = -1;
  let count = 0;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    const width = match[1]?.length ?? 0;
    if (indentation < 0) indentation = width;
    if (width < indentation || indentation === 0) break;
    if (width === indentation) count++;
  }
  return count;
}
