// The page in a browser, in the words of its users.

import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { type Box, boxOf, carryOver, carryTo, pickUpAt, type Spot } from './pointer.ts';
import { headDepth, Verbs } from './verbs.ts';

export class Designer extends Verbs<Locator> {
  readonly page: Page;

  constructor(page: Page) {
    super();
    this.page = page;
  }

  protected seen(located: Locator): Promise<void> {
    return expect(located).toBeVisible();
  }

  protected gone(located: Locator): Promise<void> {
    return expect(located).toHaveCount(0);
  }

  protected async isThere(located: Locator): Promise<boolean> {
    return (await located.count()) > 0;
  }

  protected says(located: Locator, words: string | RegExp): Promise<void> {
    return expect(located).toContainText(words);
  }

  protected holds(field: Locator, value: string): Promise<void> {
    return expect(field).toHaveValue(value);
  }

  async previewText(): Promise<string> {
    return (await this.tip.locator('> *').allTextContents()).join('\n');
  }

  async visit(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.lane('front')).toBeVisible();
    // What floats over the page is fetched beside the picture; before it is there nobody can have asked for it.
    await expect(this.page.getByRole('region', { name: /notifications/i })).toBeAttached();
  }

  // — Files in and out

  async offer(content: string | Uint8Array, name = 'compose.yaml'): Promise<void> {
    const buffer = Buffer.from(content);
    const file = { name, mimeType: 'application/yaml', buffer };
    await this.page.locator('input[type=file][data-open]').setInputFiles(file);
  }

  /** Chooses several files in the dialog, by name. */
  async offerAll(files: Readonly<Record<string, string>>): Promise<void> {
    const chosen = Object.entries(files).map(([name, text]) => ({
      name,
      mimeType: 'application/yaml',
      buffer: Buffer.from(text),
    }));
    await this.page.locator('input[type=file][data-open]').setInputFiles(chosen);
  }

  /** Returns the row of a file in the list of the project's files. */
  file(name: string): Locator {
    return this.page.locator(`[data-file="${name}"]`);
  }

  /**
   * Opens a file after another one, and waits until none of the previous cards is visible. No two cards of the files may have the same
   * name.
   */
  async openNext(content: string, name: string): Promise<void> {
    await this.open(content, name);
    const strangers = () =>
      this.cards().evaluateAll(
        (cards, text) =>
          cards
            .map((card) => card.getAttribute('data-service') ?? '')
            .filter((service) => !text.includes(`\n  ${service}:`)),
        content,
      );
    await expect.poll(strangers).toEqual([]);
  }

  /** Drops a file on the window, byte for byte. */
  async dropFile(content: string | Uint8Array, name = 'compose.yaml'): Promise<void> {
    const bytes = Buffer.from(content).toString('base64');
    const transfer = await this.page.evaluateHandle(
      ([encoded, file]) => {
        const made = new DataTransfer();
        const data = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
        made.items.add(new File([data], file));
        return made;
      },
      [bytes, name] as const,
    );
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.dispatchEvent('main', type, { dataTransfer: transfer });
    }
  }

  /** Pastes text on the page, outside of any field. */
  async pasteText(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, text);
  }

  async download(): Promise<Buffer> {
    const waiting = this.page.waitForEvent('download');
    await this.command('download').click();
    return readFile(await (await waiting).path());
  }

  async text(): Promise<string> {
    return (await this.download()).toString('utf8');
  }

  /** Opens the details of the file beside the picture. */
  async openDetails(): Promise<void> {
    await this.page.keyboard.press('e');
    await expect(this.inspector()).toBeVisible();
  }

  /** Selects a card and opens every part of the inspector. */
  override async inspect(service: string): Promise<Locator> {
    const inspector = await super.inspect(service);
    await inspector.locator('details').evaluateAll((parts) => {
      for (const part of parts) part.setAttribute('open', '');
    });
    return inspector;
  }

  protected async clickLane(network: string): Promise<void> {
    const { x, y, width } = await boxOf(this.lane(network));
    await this.page.mouse.click(x + width / 2, y + headDepth);
  }

  async follow(end: string): Promise<void> {
    await this.page.evaluate((wanted) => {
      window.location.hash = wanted;
    }, end);
  }

  // — Pointer

  boxOf(located: Locator): Promise<Box> {
    return boxOf(located);
  }

  pickUp(located: Locator): Promise<void> {
    return pickUpAt(located);
  }

  moveTo(to: Spot): Promise<void> {
    return carryTo(this.page, to);
  }

  carryOver(located: Locator, spotIn: (box: Box) => Spot): Promise<void> {
    return carryOver(located, spotIn);
  }

  letGo(): Promise<void> {
    return this.page.mouse.up();
  }

  /** Presses a modifier key and holds it, or releases it. */
  async hold(key: 'Alt' | 'Shift', down: boolean): Promise<void> {
    if (down) await this.page.keyboard.down(key);
    else await this.page.keyboard.up(key);
  }
}
