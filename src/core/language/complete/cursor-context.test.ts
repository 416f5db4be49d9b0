import { describe, expect, it } from 'vitest';
import { cursorContext } from './cursor-context.ts';

/** Returns the context at the `|` in a text. */
function at(marked: string) {
  const [before = ''] = marked.split('|');
  const lines = marked.replace('|', '').split('\n');
  const line = before.split('\n').length;
  const column = before.length - (before.lastIndexOf('\n') + 1);
  return cursorContext((number) => lines[number - 1] ?? '', line, column);
}

describe('cursorContext', () => {
  it.each([
    ['ser|', [], 'key', 'ser'],
    ['services:\n  web:\n    im|', ['services', 'web'], 'key', 'im'],
    ['services:\n  web:\n    image: nginx\n    |', ['services', 'web'], 'key', ''],
    ['services:\n  web:\n    image: nginx\n  |', ['services'], 'key', ''],
    ['services:\n  web:\n    network_mode: ser|', ['services', 'web', 'network_mode'], 'value', 'ser'],
    ['services:\n  web:\n    networks:\n      - fr|', ['services', 'web', 'networks', '-'], 'item', 'fr'],
    ['services:\n  web:\n    networks:\n    - a\n    - |', ['services', 'web', 'networks', '-'], 'item', ''],
    ['services:\n  web:\n    networks: [front, ba|', ['services', 'web', 'networks', '-'], 'item', 'ba'],
    [
      'services:\n  web:\n    networks:\n      front:\n        al|',
      ['services', 'web', 'networks', 'front'],
      'key',
      'al',
    ],
    [
      'services:\n  web:\n    ports:\n      - target: 80\n        pub|',
      ['services', 'web', 'ports', '-'],
      'key',
      'pub',
    ],
    [
      'services:\n  web:\n    ports:\n      - a: 1\n      - target: 80\n        pub|',
      ['services', 'web', 'ports', '-'],
      'key',
      'pub',
    ],
    ['services:\n  web: &base\n    im|', ['services', 'web'], 'key', 'im'],
    ['services:\n  "we b": # why\n\n    # comment\n    im|', ['services', 'we b'], 'key', 'im'],
    ['services:\n  a.b:\n    depends_on:\n      d|', ['services', 'a.b', 'depends_on'], 'key', 'd'],
    ['networks:\n  back:\n    internal: t|', ['networks', 'back', 'internal'], 'value', 't'],
  ] as const)('%j', (text, path, place, word) => {
    expect(at(text)).toMatchObject({ path, place, word });
  });

  it.each([
    ['in a comment', 'services:\n  web: # im|'],
    ['in a text of several lines', 'services:\n  web:\n    command: >\n      ru|'],
    ['right behind a key', 'services:|'],
    ['behind a list that is closed', 'services:\n  web:\n    networks: [front] |'],
  ])('knows nothing %s', (_, text) => {
    expect(at(text)).toBe(null);
  });

  it('takes a # in quotes for what it is', () => {
    expect(at('services:\n  web:\n    command: "a # b|')?.place ?? 'none').toBe('none');
    expect(at("services:\n  web:\n    image: 'a #b' |")?.place).toBe('value');
  });
});
