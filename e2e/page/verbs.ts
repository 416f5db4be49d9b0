// The page in the words of its users, as far as the one in a browser and the headless one share them: what can be seen, found by
// the attributes that the page guarantees, by roles and by names; and what a person does with it, each as one verb.

import { parse } from 'yaml';
import type { Box, Spot } from './pointer.ts';

type Zone = 'move' | 'connect' | 'join';
export type Place = 'outside' | 'wall' | 'host' | 'closed';
/** The panes, in the order of their tabs. */
const panes = ['details', 'findings', 'matrix', 'yaml', 'diff', 'intents', 'names', 'overlay'] as const;
export type Pane = (typeof panes)[number];
type Role = 'textbox' | 'region' | 'dialog' | 'menu' | 'menuitem' | 'tab' | 'tablist';

interface Written {
  readonly services: { readonly [name: string]: { readonly [key: string]: unknown } };
  readonly networks?: { readonly [name: string]: { readonly [key: string]: unknown } | null };
}

/** A place to find elements in: the page, or another element. */
interface Found<L> {
  locator(selector: string): L;
  getByRole(role: Role, options?: { readonly name?: string | RegExp }): L;
}

/** The parts of a locator that the words below need; Playwright's and the headless one have them. */
interface Located<L> extends Found<L> {
  first(): L;
  nth(at: number): L;
  getByTitle(text: string): L;
  getByText(text: string | RegExp): L;
  click(): Promise<void>;
  hover(): Promise<void>;
  isEnabled(): Promise<boolean>;
}

const quoted = (name: string): string => name.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

/** The depth of a lane's head below its upper edge, where no card is. */
export const headDepth = 14;

export abstract class Verbs<L extends Located<L>> {
  abstract readonly page: Found<L>;

  /** Waits until the element is visible; fails otherwise. */
  protected abstract seen(located: L): Promise<void>;
  protected abstract gone(located: L): Promise<void>;
  protected abstract isThere(located: L): Promise<boolean>;
  protected abstract says(located: L, words: string | RegExp): Promise<void>;
  protected abstract holds(field: L, value: string): Promise<void>;

  /** Chooses a file in the dialog; the outcome is not awaited. */
  abstract offer(content: string | Uint8Array, name?: string): Promise<void>;
  /** Follows a link to another end of the page's address. */
  abstract follow(end: string): Promise<void>;
  /** Clicks on a lane where no card is. */
  protected abstract clickLane(network: string): Promise<void>;

  /** Returns the text of the downloaded file. */
  abstract text(): Promise<string>;

  /** Returns the box of an element once it has stopped moving. */
  abstract boxOf(located: L): Promise<Box>;
  /** Presses on an element at its centre and moves far enough to start a drag. */
  abstract pickUp(located: L): Promise<void>;
  /** Continues a drag; the button stays down. */
  abstract moveTo(to: Spot): Promise<void>;
  /** Continues a drag to a spot of an element. */
  abstract carryOver(located: L, spotIn: (box: Box) => Spot): Promise<void>;
  abstract letGo(): Promise<void>;
  abstract hold(key: 'Alt' | 'Shift', down: boolean): Promise<void>;

  // — What can be seen

  cards(): L {
    return this.page.locator('[data-service]');
  }

  card(service: string): L {
    return this.page.locator(`[data-service="${quoted(service)}"]`);
  }

  lanes(): L {
    return this.page.locator('[data-network]');
  }

  lane(network: string): L {
    return this.page.locator(`[data-network="${quoted(network)}"]`);
  }

  place(place: Place): L {
    return this.page.locator(`[data-place="${place}"]`);
  }

  taps(): L {
    return this.page.locator('[data-tap]');
  }

  tap(service: string, network: string): L {
    return this.page.locator(`[data-tap="${quoted(service)} ${quoted(network)}"]`);
  }

  zone(zone: Zone): L {
    return this.page.locator(`[data-drop="${zone}"]`);
  }

  command(id: string): L {
    return this.page.locator(`[data-command="${id}"]`).first();
  }

  pane(pane: Pane): L {
    return this.page.locator(`[data-pane="${pane}"]`);
  }

  inspector(): L {
    return this.page.getByRole('region', { name: 'Inspector' });
  }

  /** Returns the findings of a rule; with `culprit`, those whose first subject it is. */
  finding(rule: string, culprit?: string): L {
    if (culprit === undefined) return this.page.locator(`[data-rule="${rule}"]`);
    const first = `:is([data-subjects="${culprit}"], [data-subjects^="${culprit} "])`;
    return this.page.locator(`[data-rule="${rule}"]${first}`);
  }

  palette(kind: string): L {
    return this.page.locator(`[data-palette="${kind}"]`);
  }

  /** Returns the tip beside the pointer during a drag. */
  get tip(): L {
    return this.page.locator('.bh-tip');
  }

  dialog(): L {
    return this.page.getByRole('dialog');
  }

  choice(operation: string): L {
    return this.dialog().locator(`[data-choice="${operation}"]`);
  }

  menuItem(name: string | RegExp): L {
    return this.page.getByRole('menu').getByRole('menuitem', { name });
  }

  notice(text: string | RegExp): L {
    return this.page.locator('[data-sonner-toast]').getByText(text);
  }

  // — Panes and inspector

  async showPane(pane: Pane): Promise<L> {
    const tabs = this.page.getByRole('tablist', { name: 'Panes' }).getByRole('tab');
    await tabs.nth(panes.indexOf(pane)).click();
    await this.seen(this.pane(pane));
    // Its code is fetched when it is first shown.
    await this.gone(this.pane(pane).locator('[data-waiting]'));
    return this.pane(pane);
  }

  /** Opens the inspector of the file as a whole: files, profiles, what is assumed. */
  async aboutFile(): Promise<L> {
    await this.page.locator('.bh-file-name [data-command="file-details"]').click();
    await this.says(this.inspector(), 'What is assumed');
    return this.inspector();
  }

  /** Shows the details in an open dock; a closed one opens there with the selection. */
  private async showDetails(): Promise<void> {
    const tab = this.page.locator(
      ':is([data-dock="right"], [data-dock="below"]) [data-command="toggle-inspector"]:not([aria-selected="true"])',
    );
    if (await this.isThere(tab)) await tab.click();
  }

  /** Selects a card; returns the inspector of its service. */
  async inspect(service: string): Promise<L> {
    await this.card(service).click();
    await this.showDetails();
    await this.holds(this.inspector().getByRole('textbox', { name: 'Service name' }), service);
    return this.inspector();
  }

  async inspectNetwork(network: string): Promise<L> {
    await this.clickLane(network);
    await this.showDetails();
    await this.holds(this.inspector().getByRole('textbox', { name: 'Network name' }), network);
    return this.inspector();
  }

  /** Follows a link to a service or network, and waits until it is selected. */
  async focus(name: string): Promise<void> {
    await this.follow(`focus=${encodeURIComponent(name)}`);
    await this.showDetails();
    await this.holds(this.inspector().getByRole('textbox', { name: /^(Service|Network) name$/ }), name);
  }

  async applyFix(rule: string, subject: string, fix = 0): Promise<void> {
    await this.showPane('findings');
    await this.finding(rule, subject).locator(`[data-fix="${fix}"]`).click();
  }

  // — The file, and history

  /** Opens a file that can be read, and waits for its picture. */
  async open(content: string | Uint8Array, name = 'compose.yaml'): Promise<void> {
    await this.offer(content, name);
    await this.opened(name);
  }

  async opened(name: string): Promise<void> {
    const bar = this.page.locator('.bh-top-bar');
    await this.says(bar, name);
    await this.says(bar, 'as opened');
    await this.seen(this.cards().first());
  }

  /** Returns the downloaded file as data. */
  async written(): Promise<Written> {
    return parse(await this.text(), { merge: true }) as Written;
  }

  /** Returns the keys of one service in the downloaded file. */
  async service(name: string): Promise<{ readonly [key: string]: unknown } | undefined> {
    return (await this.written()).services[name];
  }

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

  // — Drags. Each stops over its target, so that what is shown before the drop can be read; `drop` lets go.

  async drop(): Promise<void> {
    await this.letGo();
    await this.gone(this.tip);
  }

  private over(located: L): Promise<void> {
    return this.carryOver(located, ({ x, y, width }) => ({ x: x + width / 2, y: y + headDepth }));
  }

  overCentre(located: L): Promise<void> {
    return this.carryOver(located, ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
  }

  async holdService(service: string): Promise<void> {
    await this.pickUp(this.card(service));
  }

  async holdServiceOverLane(service: string, network: string, zone: Zone | 'whole' = 'whole'): Promise<void> {
    await this.holdService(service);
    await this.over(this.lane(network));
    if (zone === 'whole') return;
    await this.over(this.zone(zone));
    await this.seen(this.tip);
  }

  async dragServiceToLane(service: string, network: string, zone: Zone): Promise<void> {
    await this.holdServiceOverLane(service, network, zone);
    await this.drop();
  }

  async holdServiceOver(service: string, place: Place): Promise<void> {
    await this.holdService(service);
    await this.over(this.place(place));
    await this.seen(this.tip);
  }

  async dragServiceTo(service: string, place: Place): Promise<void> {
    await this.holdServiceOver(service, place);
    await this.drop();
  }

  /** Holds a service over the wall between two neighbouring lanes. */
  async holdServiceOverWall(service: string, left: string, right: string): Promise<void> {
    await this.holdService(service);
    const a = await this.boxOf(this.lane(left));
    const b = await this.boxOf(this.lane(right));
    await this.moveTo({ x: (a.x + a.width + b.x) / 2, y: Math.max(a.y, b.y) + headDepth });
    await this.seen(this.tip);
  }

  /** Carries the dragged item to empty canvas, beyond the picture. */
  async carryToEmptyCanvas(): Promise<void> {
    await this.moveTo(await this.emptyCanvas());
  }

  async emptyCanvas(): Promise<Spot> {
    const canvas = await this.boxOf(this.page.getByRole('region', { name: 'Picture of the networks' }));
    const tray = await this.boxOf(this.place('closed'));
    return { x: Math.min(tray.x + tray.width + 20, canvas.x + canvas.width - 20), y: canvas.y + 20 };
  }

  /** Holds a card over another one with Alt, which offers to join it. */
  async holdServiceToJoin(service: string, owner: string): Promise<void> {
    await this.holdService(service);
    await this.hold('Alt', true);
    await this.overCentre(this.card(owner));
    await this.seen(this.tip);
  }

  async joinOnto(service: string, owner: string): Promise<void> {
    await this.holdServiceToJoin(service, owner);
    await this.says(this.tip, /join/i);
    await this.drop();
    await this.hold('Alt', false);
  }

  async holdTapOver(service: string, from: string, to: string): Promise<void> {
    await this.pickUp(this.tap(service, from));
    await this.over(this.lane(to));
    await this.seen(this.tip);
  }

  async dragTap(service: string, from: string, to: string): Promise<void> {
    await this.holdTapOver(service, from, to);
    await this.drop();
  }

  /** Pulls a new tap out of a card. */
  async pullNewTap(service: string): Promise<void> {
    await this.card(service).hover();
    await this.pickUp(this.card(service).getByTitle('Drag to a network to connect it'));
  }

  /** Pulls the arrow out of a card and holds it over the card that it needs. */
  async holdNeedOver(service: string, needed: string): Promise<void> {
    await this.card(service).hover();
    await this.pickUp(this.card(service).getByTitle('Drag to the container that it needs'));
    await this.over(this.card(needed));
    await this.seen(this.tip);
  }

  async plugNewTap(service: string, network: string): Promise<void> {
    await this.pullNewTap(service);
    await this.over(this.lane(network));
    await this.seen(this.tip);
    await this.drop();
  }

  async holdPaletteOver(kind: string, target: L): Promise<void> {
    await this.pickUp(this.palette(kind));
    await this.over(target);
    await this.seen(this.tip);
  }

  async dragPalette(kind: string, target: L): Promise<void> {
    await this.holdPaletteOver(kind, target);
    await this.drop();
  }
}
