import { createContext } from 'react';
import type { Scene } from '../../core/layout/scene.ts';
import type { FarShape } from './far-shapes.ts';

/** Id of the one node that stands for a large picture as a whole; it also tells the overview how far the picture reaches. */
export const farNodeId = 'far';

/** A large picture as shapes, for the canvas and its overview. */
export interface Far {
  readonly shapes: readonly FarShape[];
  readonly picture: Scene;
  /** Whether the canvas shows its cards as shapes. */
  readonly cards: boolean;
  /** The same for lanes. */
  readonly lanes: boolean;
}

/** Null while the picture is small: then all of it is nodes. */
export const FarContext = createContext<Far | null>(null);
