// A named question whose answer is drawn over the picture until it is ended. It belongs to the page and not to the file.

/**
 * `hops` null: as far as it goes. `start` is a service or `@outside`, `service` a service; a selected card takes their place.
 * `from` and `to` are services, `@outside` or `@host`.
 */
export type Overlay =
  | { readonly kind: 'reach'; readonly service: string }
  | { readonly kind: 'blast'; readonly start: string; readonly hops: number | null }
  | { readonly kind: 'way'; readonly from: string; readonly to: string }
  | { readonly kind: 'outside-in' }
  | { readonly kind: 'way-out' }
  | { readonly kind: 'start-order' }
  | { readonly kind: 'needs' }
  | { readonly kind: 'isolate'; readonly network: string }
  | { readonly kind: 'intents' }
  | { readonly kind: 'finding'; readonly rule: string; readonly fingerprint: string }
  | { readonly kind: 'search'; readonly text: string };

export type OverlayKind = Overlay['kind'];

/** What an overlay is called wherever it is offered. */
export const overlayTitles: { readonly [kind in OverlayKind]: string } = {
  reach: 'Reach',
  blast: 'Blast radius',
  way: 'How one comes to another',
  'outside-in': 'Outside in',
  'way-out': 'Way out',
  'start-order': 'Start order',
  needs: 'Needs against allowed',
  isolate: 'One network alone',
  intents: 'Intents',
  finding: 'Path of a finding',
  search: 'Search',
};
