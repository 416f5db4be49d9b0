import { createContext } from 'react';

/** The element above the picture whose sentence the line of an overlay replaces; null until it is there. */
export const OverlayPlace = createContext<HTMLElement | null>(null);
