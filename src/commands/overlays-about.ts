import type { Overlay } from '../state/ui/overlay.ts';
import type { Selected } from '../state/ui/selection.ts';

interface Asked {
  readonly label: string;
  readonly name: string;
  readonly overlay: Overlay;
}

/** The overlays that ask about one thing of the picture, by its name. */
export function overlaysAbout(thing: Selected): readonly Asked[] {
  switch (thing.type) {
    case 'service': {
      const { name } = thing;
      return [
        { label: `Reach of ${name}`, name, overlay: { kind: 'reach', service: name } },
        { label: `Blast radius of ${name}`, name, overlay: { kind: 'blast', start: name, hops: null } },
      ];
    }
    case 'network': {
      const { name } = thing;
      return [{ label: `Network ${name} alone`, name, overlay: { kind: 'isolate', network: name } }];
    }
    case 'tap':
      return [];
  }
}
