/** The most bytes that are read of what another program prints. */
export const maxOutput = 64 * 1024 * 1024;
