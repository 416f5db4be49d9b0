// The headless page in the words of its users, without a browser.

import { expect, vi } from 'vitest';
import type { Spot } from '../page/pointer.ts';
import { Verbs } from '../page/verbs.ts';
import { clickOn, Locator, pass, pressKey } from './locator.ts';
import type { Size } from './place-elements.ts';

export const windowSize: Size = { width: 1600, height: 1000 };

export class Designer extends Verbs<Locator> {
  private pointer: Spot = { x: 0, y: 0 };
  private held = { altKey: false, shiftKey: false };
  private pressed: Element | null = null;

  protected seen(located: Locator): Promise<void> {
    return expect(located).toBeVisible();
  }

  protected gone(located: Locator): Promise<void> {
    return expect(located).toHaveCount(0);
  }

  protected async isThere(located: Locator): Promise<boolean> {
    return located.now().length > 0;
  }

  protected says(located: Locator, words: string | RegExp): Promise<void> {
    return expect(located).toContainText(words);
  }

  protected holds(field: Locator, value: string): Promise<void> {
    return expect(field).toHaveValue(value);
  }

  // — What can be seen

  locator(selector: string): Locator {
    return new Locator(selector, () => [...document.querySelectorAll(selector)]);
  }

  get page(): Locator {
    return new Locator('page', () => [document.body]);
  }

  banner(): Locator {
    return this.locator('.bh-banner[role=alert]');
  }

  /** Returns the number of findings in the strip below the picture, of all severities. */
  async counted(): Promise<number> {
    const words = await this.locator('.bh-strip-counts').textContent();
    return [...words.matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
  }

  previewText(): string {
    return this.locator('.bh-tip > *').allText().join('\n');
  }

  /** The inspector by its label alone: nearly every query begins with it, and the names of all regions take long to compute. */
  override inspector(): Locator {
    return this.locator('[aria-label="Inspector"]');
  }

  // — Files in and out

  async offer(content: string | Uint8Array, name = 'compose.yaml'): Promise<void> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const input = await this.locator('input[type=file][data-open]').one();
    const file = new File([Uint8Array.from(bytes)], name);
    Object.defineProperty(input, 'files', { configurable: true, value: [file] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await pass();
  }

  /** Drops a file on the window, byte for byte. */
  async dropFile(content: string | Uint8Array, name = 'compose.yaml'): Promise<void> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const file = new File([Uint8Array.from(bytes)], name);
    const items = [{ kind: 'file', getAsFile: () => file }];
    // The transfer of happy-dom holds no files.
    const dataTransfer = { types: ['Files'], items, files: [file], dropEffect: 'none', getData: () => '' };
    for (const type of ['dragenter', 'dragover', 'drop']) {
      const event = new Event(type, { bubbles: true, cancelable: true });
      document.body.dispatchEvent(Object.assign(event, { dataTransfer }));
    }
    await pass();
  }

  /** Returns the file that `act` downloads. */
  async given(act: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const blobs: Blob[] = [];
    const names: string[] = [];
    const address = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:given';
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
    await act();
    address.mockRestore();
    click.mockRestore();
    const [blob] = blobs;
    if (blob === undefined) throw new Error('nothing was downloaded');
    return { name: names[0] ?? '', bytes: new Uint8Array(await blob.arrayBuffer()) };
  }

  /** Returns the bytes that the download command saves. */
  async download(): Promise<Uint8Array> {
    return (await this.given(() => this.command('download').click())).bytes;
  }

  async text(): Promise<string> {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await this.download());
  }

  protected clickLane(network: string): Promise<void> {
    return this.lane(network).click();
  }

  async follow(end: string): Promise<void> {
    window.location.hash = end;
    window.dispatchEvent(new HashChangeEvent('hashchange'));
    await pass();
  }

  // — Keyboard

  /** Runs a command that the search (Ctrl K) finds by its words. */
  async search(command: string): Promise<void> {
    await this.press('Control+k');
    await this.dialog().getByRole('combobox').fill(command);
    await this.dialog().getByText(new RegExp(command, 'i')).first().click();
  }

  async press(key: string): Promise<void> {
    pressKey(key);
    await pass();
  }

  /** Presses Alt or Shift and holds it, or releases it. */
  async hold(key: 'Alt' | 'Shift', down: boolean): Promise<void> {
    this.held = { ...this.held, [key === 'Alt' ? 'altKey' : 'shiftKey']: down };
    const init = { key, bubbles: true, ...this.held };
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent(down ? 'keydown' : 'keyup', init),
    );
    await pass();
  }

  /** Returns the text that copying puts on the clipboard. */
  copyText(): string {
    const clipboardData = new DataTransfer();
    document.body.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
    );
    return clipboardData.getData('text/plain');
  }

  async pasteText(text: string): Promise<void> {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
    await pass();
  }

  // — Pointer

  private fire(type: string, element: EventTarget): void {
    const init = {
      bubbles: true,
      cancelable: true,
      view: window,
      button: 0,
      pointerId: 1,
      clientX: this.pointer.x,
      clientY: this.pointer.y,
      ...this.held,
    };
    element.dispatchEvent(new PointerEvent(type, init));
  }

  /** Returns the topmost element of the picture at a spot, or the empty canvas. */
  private elementAt({ x, y }: Spot): Element {
    const nodes = [...document.querySelectorAll<HTMLElement>('.react-flow__node')].filter((node) => {
      const box = node.getBoundingClientRect();
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    nodes.sort((a, b) => Number(b.style.zIndex) - Number(a.style.zIndex));
    const canvas = document.querySelector('.react-flow__pane') ?? document.body;
    return nodes[0]?.firstElementChild ?? canvas;
  }

  async moveTo(to: Spot): Promise<void> {
    const from = this.pointer;
    const steps = 6;
    for (let step = 1; step <= steps; step++) {
      this.pointer = {
        x: from.x + ((to.x - from.x) * step) / steps,
        y: from.y + ((to.y - from.y) * step) / steps,
      };
      // What lies under the pointer on its way there is nobody's concern.
      const element = step < steps ? document.body : this.elementAt(this.pointer);
      this.fire('pointermove', element);
      this.fire('mousemove', element);
    }
    await pass();
  }

  async carryOver(located: Locator, spotIn: (box: DOMRect) => Spot): Promise<void> {
    await this.moveTo(spotIn(await this.boxOf(located)));
  }

  /** Presses on an element at its centre, or at the pointer, and moves far enough to start a drag. */
  async pickUp(at: Locator | Spot): Promise<void> {
    const element = at instanceof Locator ? await at.one() : this.elementAt(at);
    const box = element.getBoundingClientRect();
    this.pointer = at instanceof Locator ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : at;
    this.pressed = element;
    this.fire('pointerdown', element);
    this.fire('mousedown', element);
    await this.moveTo({ x: this.pointer.x + 6, y: this.pointer.y + 6 });
  }

  async letGo(): Promise<void> {
    const element = this.elementAt(this.pointer);
    this.fire('pointerup', element);
    this.fire('mouseup', element);
    // A click goes to where press and release meet.
    if (this.pressed === element) this.fire('click', element);
    this.pressed = null;
    await pass();
  }

  async click(at: Spot, options: Parameters<typeof clickOn>[1] = {}): Promise<void> {
    clickOn(this.elementAt(at), { ...options, at });
    await pass();
  }

  async boxOf(located: Locator): Promise<DOMRect> {
    return (await located.one()).getBoundingClientRect();
  }

  /** Holds a card over the middle of another one for as long as a person reads. */
  async restOnCard(service: string): Promise<void> {
    await this.overCentre(this.card(service));
    await pass(1_500);
  }
}
