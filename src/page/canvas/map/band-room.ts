// The room at the right end of a band, in px.

/** The width of the tools. */
export const bandTools = 100;
/** The distance from the right end of a band to the lines of observed traffic. */
export const tiesFromEnd = bandTools + 4;
/** The widest bend of such a line; the words of a band end before it. */
export const widestBend = 90;
/** The room that the words of a band leave to these lines. */
export const roomForTies = tiesFromEnd + widestBend + 8;
