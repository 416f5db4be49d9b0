// Whatever is opened: a message that names the line and what to do, the last good picture kept, the text kept, no blank page. Names and
// values that mean harm, or only look odd, are edited like any other; that they are drawn as text is tested in a browser.

import { rooms } from '../stacks/rooms.ts';
import type { Designer } from './designer.ts';
import { expect, test } from './test.tsx';

const banner = (designer: Designer) => designer.banner();

const unreadable = [
  { name: 'text that is no YAML', text: 'services:\n  web:\n    image: "nginx\n', says: /line \d+.*[.] \S/ },
  {
    name: 'a broken flow list',
    text: 'services:\n  web:\n    networks: [front\n    image: nginx\n',
    says: /line \d+/,
  },
  { name: 'tabs', text: 'services:\n\tweb:\n\t\timage: nginx\n', says: /line 2.*(tab|space)/i },
  { name: 'YAML that is no compose file', text: 'name: a list\nitems:\n  - one\n', says: /services/ },
  { name: 'a YAML list', text: '- one\n- two\n', says: /line 1|services/ },
  {
    name: 'a version 1 file',
    text: 'web:\n  image: nginx\n  links: [db]\ndb:\n  image: postgres\n',
    says: /services/,
  },
  { name: 'an empty file', text: '', says: /file is empty.*services/ },
  { name: 'blanks and comments only', text: '\n# nothing yet\n\n', says: /\S/ },
  { name: 'a text above 5 MB', text: `${rooms}# ${'x'.repeat(5 * 1024 * 1024)}\n`, says: /5 MB/ },
  {
    name: 'more than 5,000 services',
    text: `services:\n${Array.from({ length: 5001 }, (_, at) => `  s${at}: { image: busybox }\n`).join('')}`,
    says: /5[,.]?000/,
  },
];

test('a text that cannot be read: reported, the last good picture and the text kept', async ({
  designer,
}) => {
  await designer.open(rooms, 'good.yaml');
  for (const { name, text, says } of unreadable) {
    const file = `${name}.yaml`;
    await designer.offer(text, file);
    await expect(banner(designer)).toContainText(file);
    await expect(banner(designer)).toContainText(says);
    await expect(designer.cards()).toHaveCount(4);
    expect(await designer.text(), name).toBe(text);

    await designer.command('restore-previous').click();
    await expect(designer.page.getByRole('banner')).toContainText('good.yaml');
    await expect(banner(designer)).toHaveCount(0);
    expect(await designer.text(), name).toBe(rooms);
  }
});

test('the first file of all cannot be read: reported, the lanes stay, the text is kept', async ({
  designer,
}) => {
  const text = 'services: [\n';
  await designer.dropFile(text, 'bad.yaml');
  await expect(banner(designer)).toContainText(/bad\.yaml, line \d+/);
  await expect(designer.lane('front')).toBeVisible();
  expect(await designer.text()).toBe(text);
});

const undecodable = [
  { name: 'a binary file', bytes: [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2], says: 'binary' },
  {
    name: 'bytes that are no UTF-8',
    bytes: [0x61, 0x3a, 0x0a, 0x62, 0x3a, 0xff, 0x0a],
    says: /line 2.*UTF-8/,
  },
  { name: 'a UTF-16 file', bytes: [0xff, 0xfe, 0x61, 0], says: 'UTF-16' },
];

test('bytes that are no text: reported, the file before stays open', async ({ designer }) => {
  await designer.open(rooms, 'good.yaml');
  for (const { name, bytes, says } of undecodable) {
    const file = `${name}.yaml`;
    await designer.dropFile(Uint8Array.from(bytes), file);
    await expect(banner(designer)).toContainText(file);
    await expect(banner(designer)).toContainText(says);
    await expect(designer.cards()).toHaveCount(4);
    expect(await designer.text(), name).toBe(rooms);
  }
});

test('while a text cannot be read, the picture is only looked at', async ({ designer }) => {
  await designer.open(rooms, 'good.yaml');
  await designer.offer('services: [\n', 'bad.yaml');
  await expect(banner(designer)).toContainText('The picture shows the last readable version');
  await designer.dragServiceTo('web', 'closed');
  await expect(designer.notice(/cannot be read/)).toBeVisible();
  await expect(designer.command('undo')).toBeDisabled();
  expect(await designer.text()).toBe('services: [\n');
});

test('a good file after a bad one takes the message away', async ({ designer }) => {
  await designer.offer('services: [\n', 'bad.yaml');
  await expect(banner(designer)).toContainText('bad.yaml');
  await designer.open(rooms, 'good.yaml');
  await expect(banner(designer)).toHaveCount(0);
});

const drawable = [
  {
    name: 'duplicate keys',
    text: 'services:\n  web:\n    image: nginx\n    image: httpd\n',
    says: /image/,
    line: 'already defined at line 3',
  },
  {
    name: 'an undefined network',
    text: 'services:\n  web:\n    image: nginx\n    networks: [nowhere]\n',
    says: /nowhere/,
    line: 'line 4',
  },
  {
    name: 'a mode and networks together',
    text: 'services:\n  web:\n    image: nginx\n    network_mode: host\n    networks: [front]\nnetworks:\n  front:\n',
    says: /network_mode/,
    line: /line [45]/,
  },
];

test('what Compose would refuse: drawn, and reported as CN601 with its line', async ({ designer }) => {
  for (const { name, text, says, line } of drawable) {
    await designer.open(text, `${name}.yaml`);
    await designer.showPane('findings');
    await expect(designer.finding('CN601').first()).toContainText(says);
    await expect(designer.finding('CN601').first()).toContainText(line);
    expect(await designer.text(), name).toBe(text);
  }
});

const forms = [
  { name: 'CRLF', text: rooms.replaceAll('\n', '\r\n') },
  { name: 'a byte order mark', text: `\uFEFF${rooms}` },
  { name: 'no final newline', text: rooms.trimEnd() },
];

test('other ends of lines and of files: opened without a word, edited in kind, undone byte for byte', async ({
  designer,
}) => {
  for (const { name, text } of forms) {
    await designer.open(text, `${name}.yaml`);
    await expect(banner(designer)).toHaveCount(0);
    await designer.dragServiceToLane('web', 'mid', 'connect');
    expect(await designer.text(), name).toBe(text.replace('networks: [front]', 'networks: [front, mid]'));
    await designer.undo();
    expect(await designer.download(), name).toEqual(new TextEncoder().encode(text));
  }
});

test('duplicate keys: the finding stands at the line of the second key', async ({ designer }) => {
  await designer.open('services:\n  web:\n    image: nginx\n    image: httpd\n');
  await designer.showPane('findings');
  const place = designer.finding('CN601').getByRole('button', { name: 'line 4' });
  await expect(place).toBeVisible();
});

test('__proto__ and constructor are ordinary names', async ({ designer }) => {
  const text = `services:
  __proto__: { image: nginx, networks: [constructor] }
  constructor: { image: nginx, networks: [__proto__] }
  toString: { image: nginx, networks: [constructor] }
networks: { constructor: {}, __proto__: {} }
`;
  await designer.open(text);
  await expect(designer.cards()).toHaveCount(3);
  await expect(designer.lanes()).toHaveCount(2);
  await designer.dragServiceToLane('constructor', 'constructor', 'connect');
  await expect(designer.tap('constructor', 'constructor')).toBeVisible();
  expect(await designer.text()).toBe(text.replace('[__proto__]', '[__proto__, constructor]'));
  const matrix = await designer.showPane('matrix');
  await matrix.getByRole('cell', { name: /^__proto__ reaches directly toString/ }).click();
  await expect(matrix).toContainText('Directly: yes');
  await designer.inspect('__proto__');
  await designer.undoAll();
  expect(await designer.text()).toBe(text);
});

test('names that Compose does not allow: no blank page, the text is kept', async ({ designer }) => {
  const text = `services:
  "مرحبا": { image: nginx, networks: [front] }
  "<b>bold</b>": { image: nginx, networks: [front] }
  "two words": { image: nginx, networks: ["a lane"] }
  "quote\\"d": { image: nginx, networks: [front] }
networks: { front: {}, "a lane": {} }
`;
  await designer.open(text);
  await expect(designer.cards()).toHaveCount(4);
  await expect(designer.card('<b>bold</b>')).toContainText('<b>bold</b>');
  await designer.card('two words').click();
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('two words');
  await expect(designer.finding('CN601').first()).toBeVisible();
  expect(await designer.text()).toBe(text);
});

test('an alias bomb does not hang the page', async ({ designer }) => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 9; at++)
    bomb.push(
      `a${at}: &a${at} [${Array(9)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    );
  const text = `x-bomb:\n${bomb.map((line) => `  ${line}\n`).join('')}services:\n  web:\n    image: nginx\n    labels: *a8\n`;
  await designer.offer(text);
  await expect(designer.card('web')).toBeVisible();
  expect(await designer.text()).toBe(text);
});

test('a merge circle does not hang the page', async ({ designer }) => {
  const text = 'services:\n  web: &w\n    <<: *w\n    image: nginx\n';
  await designer.offer(text);
  await expect(designer.page.getByRole('banner')).toContainText('compose.yaml');
  expect(await designer.text()).toBe(text);
});
