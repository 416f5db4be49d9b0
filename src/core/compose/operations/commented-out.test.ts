// Where lines go in a file of which somebody switched parts off.

import { describe, expect, it } from 'vitest';
import { editText } from '../testing/edit-text.ts';

const WEB = 'services:\n  web:\n    image: x\n';

/** `text` with `>>>` replaced by nothing, and by what the operation adds there. */
function places(marked: string, operation: string, added: string): void {
  expect(editText(marked.replace('>>>', ''), operation)).toBe(marked.replace('>>>', added));
}

const NETWORKS = 'networks:\n  back:\n';

describe('a new top-level key goes behind every comment that is indented', () => {
  it.each([
    ['keys at their indentation', `${WEB}    #labels:\n    #  - a\n>>>`],
    ['after a blank line', `${WEB}\n    # labels:\n    #   - a\n>>>`],
    ['a whole service', `${WEB}  # db:\n  #   image: y\n>>>`],
    ['at the start of the line', `${WEB}#    labels:\n#      - a\n>>>`],
    ['after a sentence at the start of the line', `${WEB}# For later:\n  # db:\n  #   image: y\n>>>`],
    ['a tab before it', `${WEB}\t# labels:\n>>>`],
    ['a section that is off', `${WEB}# volumes:\n#   data:\n>>>`],
    ['before the last words of the file', `${WEB}    # labels:\n>>># vim: ft=yaml\n`],
    ['before the end of the document', `${WEB}    # labels:\n>>>...\n`],
    ['in the first document', `${WEB}    # labels:\n>>>---\nservices:\n  db:\n    image: y\n`],
  ])('%s', (_, marked) => {
    places(marked, 'add-network=back', NETWORKS);
  });

  it('with the blank lines that the file has between its keys', () => {
    places(`name: a\n\n${WEB}    # labels:\n>>>`, 'add-network=back', `\n${NETWORKS}`);
    places(`name: a\n\n\n${WEB}>>>`, 'add-network=back', `\n\n${NETWORKS}`);
    places(`name: a\n${WEB}>>>`, 'add-network=back', NETWORKS);
    places(`name: a\n\n${WEB}>>>\n# The end\n`, 'add-network=back', `\n${NETWORKS}`);
  });

  it('with its line endings, its mark and no line ending at the end', () => {
    expect(
      editText('\ufeffname: a\r\n\r\nservices:\r\n  web:\r\n    image: x\r\n    # a: b', 'add-network=back'),
    ).toBe(
      '\ufeffname: a\r\n\r\nservices:\r\n  web:\r\n    image: x\r\n    # a: b\r\n\r\nnetworks:\r\n  back:',
    );
  });
});

describe('a new service or network goes behind what is off of the last one, and behind those that are off', () => {
  it.each([
    `${WEB}    # labels:\n    #   - a\n>>>networks: {}\n`,
    `${WEB}  # db:\n  #   image: y\n>>>\nnetworks: {}\n`,
    `${WEB}#    labels:\n#  db:\n#    image: y\n>>>networks: {}\n`,
    `${WEB}# For later\n    # labels:\n>>># Who may talk to whom\nnetworks: {}\n`,
    `${WEB}>>># volumes:\n#   data:\nnetworks: {}\n`,
    `${WEB}>>># Networks:\n#   front is for the world\nnetworks: {}\n`,
  ])('%s', (marked) => {
    places(marked, 'add-service=cache:redis', '  cache:\n    image: redis\n');
  });

  it('a network', () => {
    places(
      `${WEB}networks:\n  front:\n    # internal: true\n  # mid:\n>>># The end\n`,
      'add-network=back',
      '  back:\n',
    );
  });
});

describe('a new key or item goes behind those that are off', () => {
  it.each([
    `${WEB}    # labels:\n    #   - a\n>>>  # db:\n  #   image: y\n`,
    `${WEB}#    labels:\n#      - a\n>>>#  db:\n#    image: y\n`,
    `${WEB}>>>  # the cache:\n  #   keep it small\n  cache:\n    image: redis\n`,
    `${WEB}    # labels:\n>>>\n  # The cache\n  cache:\n    image: redis\n`,
  ])('a key: %s', (marked) => {
    places(marked, 'user=web:1000', '    user: "1000"\n');
  });

  it.each([
    `${WEB}    cap_drop:\n      - A\n      # - B\n>>>    # labels:\n`,
    `${WEB}    cap_drop:\n      - A\n#      - B\n>>>    restart: always\n`,
  ])('an item: %s', (marked) => {
    places(marked, 'cap-drop=web:ALL', '      - ALL\n');
  });

  it('an item of a list at the column of its key stays out of the next key', () => {
    places(
      `${WEB}    cap_drop:\n    - A\n    # - B\n>>>    # Labels\n    # labels:\n    # - a\n`,
      'cap-drop=web:ALL',
      '    - ALL\n',
    );
  });

  it('the first key of a network that has none on stands where those that are off would', () => {
    places(
      `${WEB}networks:\n  front:\n>>>     # attachable: true\n`,
      'internal=front:true',
      '     internal: true\n',
    );
  });

  it('an item of a flow list keeps its comma', () => {
    places(`${WEB}    cap_drop: [\n      A,\n>>>      # B,\n    ]\n`, 'cap-drop=web:ALL', '      ALL,\n');
  });

  it('a list that becomes a mapping takes the items along that are off', () => {
    const text = `${WEB}    networks:\n    - front\n    # - mid\n#    - back\nnetworks: {front: }\n`;
    expect(editText(text, 'alias=web:front:w')).toBe(
      `${WEB}    networks:\n      front:\n        aliases:\n        - w\n      # mid:\n#      back:\nnetworks: {front: }\n`,
    );
  });
});

describe('what is removed takes along what is off inside it, and nothing else', () => {
  const DB = '  db:\n    image: y\n';
  it.each([
    [
      'inside, after a blank line',
      `${WEB}${DB}\n    # labels:\n    #   - a\n\n  # The end\n`,
      `${WEB}\n  # The end\n`,
    ],
    ['at the start of the line', `${WEB}${DB}#    labels:\n`, WEB],
    [
      'a service that is off below',
      `${WEB}${DB}  # cache:\n  #   image: z\n`,
      `${WEB}  # cache:\n  #   image: z\n`,
    ],
    [
      'a service that is off above',
      `${WEB}  # cache:\n  #   image: z\n${DB}`,
      `${WEB}  # cache:\n  #   image: z\n`,
    ],
    [
      'words above',
      `${WEB}  # cache:\n  #   image: z\n  # The store:\n  #   all of it\n${DB}`,
      `${WEB}  # cache:\n  #   image: z\n`,
    ],
  ])('%s', (_, text, after) => {
    expect(editText(text, 'remove-service=db')).toBe(after);
  });

  it('a list at the column of its key', () => {
    const text = `${WEB}    ports:\n    - "80:80"\n    # - "81:81"\n    # labels:\n`;
    expect(editText(text, 'unset=web:ports')).toBe(`${WEB}    # labels:\n`);
  });
});
