import { createContext } from 'react';

/**
 * The element for the words of an overlay while a picture lies within another one, whose band has no room for them; null: above the picture
 * itself.
 */
export const LegendPlace = createContext<HTMLElement | null>(null);
