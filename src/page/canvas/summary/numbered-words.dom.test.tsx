import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { NumberedWords } from './numbered-words.tsx';

it.each([
  ['4 of 18 reachable from outside', '<b>4</b> of <b>18</b> reachable from outside'],
  [
    '20 known needs, 10,213 other connections open',
    '<b>20</b> known needs, <b>10,213</b> other connections open',
  ],
  ['s1 and 179 more data services one hop away', 's1 and <b>179</b> more data services one hop away'],
  ['db-2, 7zip and node20.1 can become root', 'db-2, 7zip and node20.1 can become root'],
])('%s: numbers are marked, digits of names are not', (text, marked) => {
  expect(renderToStaticMarkup(<NumberedWords text={text} />)).toBe(marked);
});
