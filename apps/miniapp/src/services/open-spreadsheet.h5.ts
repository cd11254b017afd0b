/** Hands a file over to the browser, which saves it under its name. */
export async function openSpreadsheet(address: string, fileName: string): Promise<void> {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.hidden = true;
  // Old Firefox follows no link that is not part of the page.
  document.body.append(link);
  link.click();
  link.remove();
}
