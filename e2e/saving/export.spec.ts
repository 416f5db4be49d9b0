// Pictures and reports: names and topology alone, unless the person wants the text of the files in them.

import { readFile } from 'node:fs/promises';
import type { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { runCommand } from './run-command.ts';

const base = `services:
  web:
    image: nginx
    environment: { PASSWORD: hunter2 }
    networks: [front]
networks:
  front:
`;

interface Taken {
  readonly name: string;
  readonly bytes: Buffer;
}

async function take(designer: Designer, format: string, withText: boolean): Promise<Taken> {
  await designer.command('export').click();
  const dialog = designer.page.getByRole('dialog', { name: 'Export a picture or report' });
  await dialog.getByRole('checkbox', { name: 'Pictures hold the text of the files' }).setChecked(withText);
  return taken(designer, format);
}

/** What the button of a format in the open dialog gives away. */
async function taken(designer: Designer, format: string): Promise<Taken> {
  const waiting = designer.page.waitForEvent('download');
  await designer.dialog().locator(`[data-export="${format}"]`).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('each form without a value of the file, the selection alone; a picture with its text opens again', async ({
  designer,
  page,
}) => {
  await designer.open(base, 'shop.yaml');
  await test.step('each form, without a value of the file', async () => {
    const svg = await take(designer, 'svg', false);
    expect(svg.name).toBe('shop.svg');
    expect(svg.bytes.toString()).toContain('web');
    const png = await take(designer, 'png', false);
    expect(png.name).toBe('shop.png');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(png.bytes.length).toBeGreaterThan(2000);
    const markdown = await take(designer, 'markdown', false);
    expect(markdown.bytes.toString()).toContain('## Services');
    const mermaid = await take(designer, 'mermaid', false);
    expect(mermaid.bytes.toString()).toContain('flowchart LR');
    for (const { bytes } of [svg, png, markdown, mermaid]) expect(bytes.includes('hunter2')).toBe(false);
  });
  await test.step('a picture with the text of the files opens again, byte for byte', async () => {
    const svg = await take(designer, 'svg', true);
    expect(svg.bytes.includes('hunter2')).toBe(true);
    const { bytes, name } = await take(designer, 'png', true);
    await designer.open('services:\n  other:\n    image: caddy\n', 'other.yaml');
    await designer.dropFile(bytes, name);
    await designer.opened('shop.yaml');
    await expect(designer.card('web')).toBeVisible();
    expect(await designer.text()).toBe(base);
  });
  await test.step('a picture without a text says so and opens nothing; nothing in one is run', async () => {
    const hostile =
      '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked = 1"><script>window.hacked = 1</script></svg>';
    await designer.dropFile(hostile, 'evil.svg');
    await expect(page.getByRole('alert')).toContainText('this picture holds no compose file');
    await expect(designer.card('web')).toBeVisible();
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
  await test.step('the selection alone: its cards, their networks, and nobody else', async () => {
    await designer.openNext(
      'services:\n  app:\n    image: caddy\n    networks: [mid]\n  db:\n    image: postgres\n    networks: [back]\nnetworks:\n  mid:\n  back:\n',
      'two.yaml',
    );
    await designer.command('export').click();
    const only = page.getByRole('checkbox', { name: 'Pictures show the selection only' });
    await expect(only).toBeDisabled();
    await page.keyboard.press('Escape');
    await designer.card('db').click();
    await runCommand(page, 'Export the selection as a picture');
    await expect(only).toBeChecked();
    const { name, bytes } = await taken(designer, 'svg');
    expect(name).toBe('two-selection.svg');
    const words = [...bytes.toString().matchAll(/<text [^>]*>([^<]*)</g)].map((match) => match[1]);
    expect(words).toEqual(expect.arrayContaining(['two.yaml', 'db', 'back']));
    expect(words).not.toContain('app');
    expect(words).not.toContain('mid');
  });
});
