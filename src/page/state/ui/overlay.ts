// Overlays: which there are, and how an address names one.

// A named question whose answer is drawn over the picture until it is ended. It belongs to the page and not to the file.

/**
 * A question drawn over the picture. `hops` null: without a limit. `start` and `service` name services (`start` also `@outside`), and
 * follow the selected card. `from` and `to` are services, `@outside` or `@host`.
 */
export type Overlay =
  | { readonly kind: 'reach'; readonly service: string }
  | { readonly kind: 'blast'; readonly start: string; readonly hops: number | null }
  | { readonly kind: 'way'; readonly from: string; readonly to: string }
  | { readonly kind: 'outside-in' }
  | { readonly kind: 'who-gets-in' }
  | { readonly kind: 'way-out' }
  | { readonly kind: 'start-order' }
  | { readonly kind: 'needs' }
  | { readonly kind: 'observed' }
  | { readonly kind: 'isolate'; readonly network: string }
  | { readonly kind: 'intents' }
  | { readonly kind: 'finding'; readonly rule: string; readonly fingerprint: string }
  | { readonly kind: 'search'; readonly text: string };

export type OverlayKind = Overlay['kind'];

/** True when the map of a host also has this overlay, for all stacks. */
export function isOfHost({ kind }: Overlay): boolean {
  return kind === 'observed' || kind === 'who-gets-in';
}

/** The label of each overlay. */
export const overlayTitles: { readonly [kind in OverlayKind]: string } = {
  reach: 'Reach',
  blast: 'Blast radius',
  way: 'How one reaches another',
  'outside-in': 'Outside in',
  'who-gets-in': 'Who gets in',
  'way-out': 'Way out',
  'start-order': 'Start order',
  needs: 'Needs against allowed',
  observed: 'Observed',
  isolate: 'One network alone',
  intents: 'Intents',
  finding: 'Path of a finding',
  search: 'Search',
};

// An overlay as the end of an address: `#overlay=reach:web`, `#overlay=blast:web:2`, `#overlay=needs`.

/** Returns the text of an overlay in an address. */
export function overlayText(overlay: Overlay): string {
  switch (overlay.kind) {
    case 'reach':
      return `reach:${overlay.service}`;
    case 'blast':
      return `blast:${overlay.start}${overlay.hops === null ? '' : `:${overlay.hops}`}`;
    case 'way':
      return `way:${overlay.from}:${overlay.to}`;
    case 'isolate':
      return `isolate:${overlay.network}`;
    case 'search':
      return `search:${overlay.text}`;
    case 'finding':
      return `finding:${overlay.rule}:${overlay.fingerprint}`;
    case 'outside-in':
    case 'who-gets-in':
    case 'way-out':
    case 'start-order':
    case 'needs':
    case 'observed':
    case 'intents':
      return overlay.kind;
  }
}

/** Parses the text of an overlay; null when it is none. */
export function readOverlay(word: string): Overlay | null {
  const at = word.indexOf(':');
  const kind = at < 0 ? word : word.slice(0, at);
  const rest = at < 0 ? '' : word.slice(at + 1);
  switch (kind) {
    case 'reach':
      return rest === '' ? null : { kind, service: rest };
    case 'blast': {
      // Compose allows no colon in names, so what follows one is the number of hops.
      const [, start = '', hops] = /^([^:]+)(?::(\d{1,4}))?$/.exec(rest) ?? [];
      return start === '' ? null : { kind, start, hops: hops === undefined ? null : Number(hops) };
    }
    case 'way': {
      const [, from = '', to = ''] = /^([^:]+):([^:]+)$/.exec(rest) ?? [];
      return to === '' || from === to ? null : { kind, from, to };
    }
    case 'isolate':
      return rest === '' ? null : { kind, network: rest };
    case 'search':
      return { kind, text: rest };
    case 'finding': {
      const [, rule = '', fingerprint = ''] = /^(CN\d+):([0-9a-f]{16})$/.exec(rest) ?? [];
      return rule === '' ? null : { kind, rule, fingerprint };
    }
    case 'outside-in':
    case 'who-gets-in':
    case 'way-out':
    case 'start-order':
    case 'needs':
    case 'observed':
    case 'intents':
      return rest === '' ? { kind } : null;
    default:
      return null;
  }
}

/** Returns the overlay in an address fragment, which may contain other parts. */
export function overlayOfHash(hash: string): Overlay | null {
  const word = new URLSearchParams(hash.replace(/^#/, '')).get('overlay');
  return word === null ? null : readOverlay(word);
}
