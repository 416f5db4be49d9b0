/** Above this many cards the canvas shows an overview. */
export const crowd = 60;
