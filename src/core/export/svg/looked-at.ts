import type { Point } from '../../layout/scene.ts';

/** The card that is looked at while a picture is exported, with its needs as the page draws them. */
export interface LookedAt {
  /** Its service, or the first of its pile. */
  readonly card: string;
  readonly lines: readonly {
    readonly from: string;
    readonly to: string;
    /** False for a socket that both mount, where no file says who asks. */
    readonly directed: boolean;
    readonly tone: string;
    readonly points: readonly Point[];
  }[];
  /** By the card at the other end: what makes its needs known. */
  readonly reasons: ReadonlyMap<string, { readonly words: string }>;
}
