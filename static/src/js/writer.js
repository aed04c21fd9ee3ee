/** Changes the text of a field so that undo still works and everybody who listens hears of it. */
export function writer(area) {
  function insert(text) {
    area.focus();
    /* execCommand keeps the browser's undo history; setRangeText is for those who dropped it */
    if (!document.execCommand?.("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  function insertBlock(text) {
    const before = area.value.slice(0, area.selectionStart);
    const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    insert(gap + text);
  }
  function replace(find, text) {
    const value = area.value.replace(find, () => text);
    if (value === area.value) return;
    const { selectionStart, selectionEnd } = area;
    area.value = value;
    area.setSelectionRange(selectionStart, selectionEnd);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return { insert, insertBlock, replace };
}
