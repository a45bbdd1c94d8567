/** Hands a table to the browser as a file. Nothing leaves the device. */

/** Begins a download of a table under `name`. A byte-order mark lets spreadsheets read Korean. */
export function download(name: string, text: string): void {
  saveText(name, `\ufeff${text}`, 'text/csv');
}

/** Begins a download of `text`, in UTF-8, under `name`. */
export function saveText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the address by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
