// What a person should know of an operation although no connection and no finding shows it. Data; `note-text.ts` has the words.

import type { ListeningPort } from '../../analysis/needs/catalogue.ts';
import type { LoopbackReference } from '../../analysis/needs/find-loopback-references.ts';

export type Note =
  /** A fixed address of a membership that goes. */
  | {
      readonly type: 'address-dropped';
      readonly service: string;
      readonly network: string;
      readonly address: string;
    }
  /** Ports that were open on the host itself. `publishOn`: the service whose `ports` could bring them back; null: none can. */
  | {
      readonly type: 'leaves-host';
      readonly service: string;
      readonly ports: readonly ListeningPort[];
      readonly publishOn: string | null;
    }
  /** Two services that come to share a namespace and listen on the same ports; `first` was in the file first. */
  | {
      readonly type: 'port-clash';
      readonly first: string;
      readonly second: string;
      readonly ports: readonly ListeningPort[];
    }
  /** An address on the loopback that no longer leads to `to`; null where nobody is known to listen there. */
  | { readonly type: 'loopback-split'; readonly reference: LoopbackReference; readonly to: string | null };
