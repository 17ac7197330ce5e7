// Buttons that copy a text; where the clipboard is out of reach the text is shown, chosen, to be copied by hand.
import {el} from './dom.js';

const SHOWN = 2000;

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// `texts` is a list of {id, label, make}: make() gives the text. `told` is a live region.
export function copyButtons(texts, told) {
  const byHand = el('textarea', {class: 'by-hand', readonly: true, hidden: true, rows: '6', 'aria-label': 'The text, to be copied by hand'});
  const buttons = texts.map(({id, label, make}) => {
    const button = el('button', {type: 'button', id}, label);
    let timer = 0;
    button.addEventListener('click', async () => {
      const text = make();
      if (text === null) return;
      const done = await toClipboard(text);
      byHand.hidden = done;
      byHand.value = text;
      if (!done) byHand.select();
      button.textContent = done ? 'Copied' : label;
      told.textContent = done ? `${label}: copied.` : 'The clipboard cannot be reached; the text stands below, chosen.';
      clearTimeout(timer);
      timer = setTimeout(() => { button.textContent = label; }, SHOWN);
    });
    return button;
  });
  return [el('p', {class: 'buttons'}, buttons), byHand];
}
