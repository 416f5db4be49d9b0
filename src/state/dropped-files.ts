/** The files of a drop or paste. A synthetic drop has items without a file system entry; its `files` are still there. */
export function droppedFiles(transfer: DataTransfer): readonly File[] {
  const files: File[] = [];
  for (const item of transfer.items) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file !== null) files.push(file);
  }
  return files.length > 0 ? files : [...transfer.files];
}
