// The page in the words of its users: what a person does with it, each as one verb.

import { readFile } from 'node:fs/promises';
import { expect, type Locator } from '@playwright/test';
import { parse } from 'yaml';
import { type Pane, Picture, type Place, type Zone } from './picture.ts';
import { boxOf, carryTo, centreOf, pickUp, type Spot } from './pointer.ts';

interface Written {
  readonly services: { readonly [name: string]: { readonly [key: string]: unknown } };
  readonly networks?: { readonly [name: string]: { readonly [key: string]: unknown } | null };
}

export class Designer extends Picture {
  async visit(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.lane('front')).toBeVisible();
  }

  // — Files in and out

  /** Chooses a file in the dialog; nothing is said about what comes of it. */
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

  /** The row of a file in the list of the project's files. */
  file(name: string): Locator {
    return this.page.locator(`[data-file="${name}"]`);
  }

  /** Opens a file that can be read, and waits for its picture. */
  async open(content: string | Uint8Array, name = 'compose.yaml'): Promise<void> {
    await this.offer(content, name);
    await this.opened(name);
  }

  async opened(name: string): Promise<void> {
    await expect(this.page.getByRole('banner')).toContainText(name);
    await expect(this.page.getByRole('banner')).toContainText('as opened');
    await expect(this.cards().first()).toBeVisible();
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

  /** The file to take away, as data. */
  async written(): Promise<Written> {
    return parse(await this.text(), { merge: true }) as Written;
  }

  /** The keys of one service of the file to take away. */
  async service(name: string): Promise<{ readonly [key: string]: unknown } | undefined> {
    return (await this.written()).services[name];
  }

  async showPane(pane: Pane): Promise<Locator> {
    const tab = this.page.getByRole('tablist', { name: 'Panes' }).getByRole('tab');
    await tab.nth(['findings', 'matrix', 'yaml', 'diff', 'intents'].indexOf(pane)).click();
    await expect(this.pane(pane)).toBeVisible();
    return this.pane(pane);
  }

  /** The inspector of the file as a whole: files, profiles, what is assumed. */
  async aboutFile(): Promise<Locator> {
    await this.page.locator('.file-name [data-command="file-details"]').click();
    await expect(this.inspector()).toContainText('What is assumed');
    return this.inspector();
  }

  /** Keeps the inspector beside the picture, where it speaks of the file while nothing is selected. */
  async pinInspector(): Promise<void> {
    await this.page.keyboard.press('e');
    await this.command('pin-inspector').click();
    await expect(this.page.locator('.inspector-beside')).toBeVisible();
  }

  /** Selects a card and opens every part of the inspector. */
  async inspect(service: string): Promise<Locator> {
    await this.card(service).click();
    const inspector = this.inspector();
    await expect(inspector.getByRole('textbox', { name: 'Service name' })).toHaveValue(service);
    await inspector.locator('details').evaluateAll((parts) => {
      for (const part of parts) part.setAttribute('open', '');
    });
    return inspector;
  }

  async inspectNetwork(network: string): Promise<Locator> {
    await this.page.mouse.click(...(await this.headOf(network)));
    await expect(this.inspector().getByRole('textbox', { name: 'Network name' })).toHaveValue(network);
    return this.inspector();
  }

  async focus(name: string): Promise<void> {
    await this.page.evaluate((wanted) => {
      window.location.hash = `focus=${encodeURIComponent(wanted)}`;
    }, name);
  }

  // — Findings

  async applyFix(rule: string, subject: string, fix = 0): Promise<void> {
    await this.showPane('findings');
    await this.finding(rule, subject).locator(`[data-fix="${fix}"]`).click();
  }

  // — History

  async undo(): Promise<void> {
    await this.command('undo').click();
  }

  async redo(): Promise<void> {
    await this.command('redo').click();
  }

  async undoAll(): Promise<number> {
    let steps = 0;
    while (await this.command('undo').isEnabled()) {
      await this.undo();
      steps++;
    }
    return steps;
  }

  // — Drags. Each stops over its target, so that what is told before the drop can be read; `drop` lets go.

  async drop(): Promise<void> {
    await this.page.mouse.up();
    await expect(this.tip).toHaveCount(0);
  }

  /** A spot in the head of a lane, where no card is. */
  private async headOf(network: string, part = 0.5): Promise<[number, number]> {
    const box = await boxOf(this.lane(network));
    return [box.x + box.width * part, box.y + 14];
  }

  private async grab(locator: Locator): Promise<void> {
    await pickUp(this.page, centreOf(await boxOf(locator)));
  }

  private async over(locator: Locator): Promise<void> {
    const box = await boxOf(locator);
    await carryTo(this.page, { x: box.x + box.width / 2, y: box.y + 14 });
  }

  async holdService(service: string): Promise<void> {
    await this.grab(this.card(service));
  }

  async holdServiceOverLane(service: string, network: string, zone: Zone | 'whole' = 'whole'): Promise<void> {
    await this.holdService(service);
    await this.over(this.lane(network));
    if (zone === 'whole') return;
    await this.over(this.zone(zone));
    await expect(this.tip).toBeVisible();
  }

  async dragServiceToLane(service: string, network: string, zone: Zone): Promise<void> {
    await this.holdServiceOverLane(service, network, zone);
    await this.drop();
  }

  async holdServiceOver(service: string, place: Place): Promise<void> {
    await this.holdService(service);
    await this.over(this.place(place));
    await expect(this.tip).toBeVisible();
  }

  async dragServiceTo(service: string, place: Place): Promise<void> {
    await this.holdServiceOver(service, place);
    await this.drop();
  }

  /** The wall between two neighbouring lanes. */
  async holdServiceOverWall(service: string, left: string, right: string): Promise<void> {
    await this.holdService(service);
    const a = await boxOf(this.lane(left));
    const b = await boxOf(this.lane(right));
    await carryTo(this.page, { x: (a.x + a.width + b.x) / 2, y: Math.max(a.y, b.y) + 14 });
    await expect(this.tip).toBeVisible();
  }

  /** Over empty canvas, beyond all that is drawn. */
  async carryToEmptyCanvas(): Promise<void> {
    await carryTo(this.page, await this.emptyCanvas());
  }

  async emptyCanvas(): Promise<Spot> {
    const canvas = await boxOf(this.page.getByRole('region', { name: 'Picture of the networks' }));
    const tray = await boxOf(this.place('closed'));
    return { x: Math.min(tray.x + tray.width + 20, canvas.x + canvas.width - 20), y: canvas.y + 20 };
  }

  /** Holds a card over another one with Alt, until joining is offered. */
  async holdServiceToJoin(service: string, owner: string): Promise<void> {
    await this.holdService(service);
    await this.page.keyboard.down('Alt');
    await carryTo(this.page, centreOf(await boxOf(this.card(owner))));
    await expect(this.tip).toContainText(/join/i);
  }

  async joinOnto(service: string, owner: string): Promise<void> {
    await this.holdServiceToJoin(service, owner);
    await this.drop();
    await this.page.keyboard.up('Alt');
  }

  async holdTapOver(service: string, from: string, to: string): Promise<void> {
    await this.grab(this.tap(service, from));
    await this.over(this.lane(to));
    await expect(this.tip).toBeVisible();
  }

  async dragTap(service: string, from: string, to: string): Promise<void> {
    await this.holdTapOver(service, from, to);
    await this.drop();
  }

  /** Pulls a new tap out of a card to a lane. */
  async plugNewTap(service: string, network: string): Promise<void> {
    await this.card(service).hover();
    await this.grab(this.card(service).getByTitle('Drag to a network to connect it'));
    await this.over(this.lane(network));
    await expect(this.tip).toBeVisible();
    await this.drop();
  }

  async holdPaletteOver(kind: string, target: Locator): Promise<void> {
    await this.grab(this.palette(kind));
    await this.over(target);
    await expect(this.tip).toBeVisible();
  }

  async dragPalette(kind: string, target: Locator): Promise<void> {
    await this.holdPaletteOver(kind, target);
    await this.drop();
  }
}
