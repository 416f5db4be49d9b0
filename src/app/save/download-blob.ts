/** Gives the person a file; of a path, a browser takes the name. */
export function downloadBlob(file: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.slice(file.lastIndexOf('/') + 1);
  document.body.append(link);
  link.click();
  link.remove();
  // The download has to have begun before the address goes.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
