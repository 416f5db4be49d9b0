/** Whether a file is a picture by its name: one that was exported here may hold the text of its files. */
export function isPicture(name: string): boolean {
  return /\.(?:svg|png)$/i.test(name);
}
