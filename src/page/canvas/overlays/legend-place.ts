import { createContext } from 'react';

/** Where the words of an overlay stand while a picture is within another one, whose height has no room for them; null: above the picture itself. */
export const LegendPlace = createContext<HTMLElement | null>(null);
