// The live text of a file, in the words of somebody who writes in it.

import { expect, type Locator } from '@playwright/test';
import type { Designer } from '../page/designer.ts';

export class FileEditor {
  readonly designer: Designer;
  readonly pane: Locator;

  constructor(designer: Designer) {
    this.designer = designer;
    this.pane = designer.pane('yaml');
  }

  static async of(designer: Designer): Promise<FileEditor> {
    await designer.showPane('yaml');
    const editor = new FileEditor(designer);
    await expect(editor.content).toBeVisible();
    return editor;
  }

  get content(): Locator {
    return this.pane.locator('.cm-content');
  }

  line(number: number): Locator {
    return this.pane.locator(`.cm-line[data-text-line="${number}"]`);
  }

  /** What stands on a line, without the notes behind it. */
  async textOf(number: number): Promise<string> {
    return this.line(number).evaluate((line) => {
      const copy = line.cloneNode(true) as HTMLElement;
      for (const note of copy.querySelectorAll('.bh-yaml-note')) note.remove();
      return copy.textContent ?? '';
    });
  }

  /** Puts the cursor behind the text of a line. */
  async goTo(number: number): Promise<void> {
    await this.line(number).click({ position: { x: 12, y: 10 } });
    await this.designer.page.keyboard.press('End');
  }

  /** Types letter by letter; what is offered meanwhile is left alone. */
  async type(text: string): Promise<void> {
    await this.designer.page.keyboard.type(text, { delay: 15 });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.designer.page.keyboard.press(key);
  }

  offers(): Locator {
    return this.pane.locator('.cm-tooltip-autocomplete li');
  }

  /** Takes what is offered first. CodeMirror lets a key through that comes right when its list opens. */
  async accept(label: string): Promise<void> {
    await expect(this.offers().first()).toHaveText(label);
    // CodeMirror compares by this clock of the page; its delay of interaction is 75 ms.
    await this.designer.page.evaluate(() => {
      const shown = Date.now();
      return new Promise<void>((resolve) => {
        requestAnimationFrame(function look() {
          if (Date.now() - shown > 75) resolve();
          else requestAnimationFrame(look);
        });
      });
    });
    await this.press('Enter');
    await expect(this.offers()).toHaveCount(0);
  }

  tip(): Locator {
    return this.pane.locator('.cm-tooltip').last();
  }
}
