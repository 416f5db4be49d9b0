// What can be seen on the page, found by the attributes that it guarantees, by roles and by names.

import type { Locator, Page } from '@playwright/test';

export type Zone = 'move' | 'connect';
export type Place = 'outside' | 'wall' | 'host' | 'closed';
export type Pane = 'findings' | 'matrix' | 'yaml' | 'diff' | 'intents';

const quoted = (name: string) => name.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

export class Picture {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  cards(): Locator {
    return this.page.locator('[data-service]');
  }

  card(service: string): Locator {
    return this.page.locator(`[data-service="${quoted(service)}"]`);
  }

  lanes(): Locator {
    return this.page.locator('[data-network]');
  }

  lane(network: string): Locator {
    return this.page.locator(`[data-network="${quoted(network)}"]`);
  }

  place(place: Place): Locator {
    return this.page.locator(`[data-place="${place}"]`);
  }

  taps(): Locator {
    return this.page.locator('[data-tap]');
  }

  tap(service: string, network: string): Locator {
    return this.page.locator(`[data-tap="${quoted(service)} ${quoted(network)}"]`);
  }

  zone(zone: Zone): Locator {
    return this.page.locator(`[data-drop="${zone}"]`);
  }

  command(id: string): Locator {
    return this.page.locator(`[data-command="${id}"]`).first();
  }

  pane(pane: Pane): Locator {
    return this.page.locator(`[data-pane="${pane}"]`);
  }

  inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector' });
  }

  /** Findings of a rule; with `culprit`, those whose first subject it is. */
  finding(rule: string, culprit?: string): Locator {
    if (culprit === undefined) return this.page.locator(`[data-rule="${rule}"]`);
    const first = `:is([data-subjects="${culprit}"], [data-subjects^="${culprit} "])`;
    return this.page.locator(`[data-rule="${rule}"]${first}`);
  }

  palette(kind: string): Locator {
    return this.page.locator(`[data-palette="${kind}"]`);
  }

  /** What the pointer is told during a drag. */
  get tip(): Locator {
    return this.page.locator('.bh-tip');
  }

  async previewText(): Promise<string> {
    return (await this.tip.locator('> *').allTextContents()).join('\n');
  }

  dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  choice(operation: string): Locator {
    return this.dialog().locator(`[data-choice="${operation}"]`);
  }

  menuItem(name: string | RegExp): Locator {
    return this.page.getByRole('menu').getByRole('menuitem', { name });
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: /notifications/i }).getByText(text);
  }
}
