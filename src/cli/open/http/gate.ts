// Who may ask a page server: a token in the address (`open`), or a session (`serve`).

import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';

/** What a gate says of a request: its answer, or the path that it may have. */
export type Admission =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | {
      readonly kind: 'admitted';
      /** Below the address of the page, without a query; empty for the page itself. */
      readonly path: string;
      /** Whether it would still be admitted: a stream outlasts the request that began it. */
      readonly stands: () => boolean;
    };

export interface Gate {
  admit(request: IncomingMessage): Promise<Admission> | Admission;
}
