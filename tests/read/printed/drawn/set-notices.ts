import { escapeHtml } from '../typography.ts';
import type { Setter } from './set-drawn-article.ts';

/** What stands on a page by its articles: adverts, the paper's name, running heads and feet, what is inside. */

/** An advert. */
export function setNotice({ dice, words }: Setter): string {
  const [first = '', ...rest] = dice.pick(words.adverts);
  return `<aside class="notice"><p><b>${escapeHtml(first)}</b></p>${rest.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</aside>`;
}

/** The paper's name with a row that has date and number. */
export function setPlate({ look, dice, words }: Setter): string {
  if (look.plate === 'none') return '';
  const name = `<b>${words.plate}</b>`;
  const number = `${words.page[0]}${dice.between(1, 16)}${words.page[1]}`;
  const row = `<div class="bar ruled"><span>${words.date}</span><span>${number}</span></div>`;
  if (look.plate === 'sheet')
    return `<header class="plate" style="display:flex;justify-content:space-between;align-items:flex-end">${name}<p style="text-align:right">${words.date}<br>${words.section}<br>${number}</p></header>`;
  return `<header class="plate"><p style="text-align:${look.plate === 'left' ? 'left' : 'center'}">${name}</p>${row}</header>`;
}

/** A running head, or foot. */
export function setBar(kind: 'head' | 'foot', { look, dice, words }: Setter): string {
  const number = dice.between(1, 64);
  const page = `${words.page[0]}${number}${words.page[1]}`;
  if (kind === 'foot') {
    if (look.foot === 'none') return '';
    if (look.foot === 'number') return `<footer class="foot" style="text-align:center">${number}</footer>`;
    if (look.foot === 'long')
      return `<footer class="foot" style="border-top:.5pt solid #000">${words.address}</footer>`;
    return `<footer class="foot bar"><span>${number}</span><span>${words.plate}</span></footer>`;
  }
  if (look.head === 'none') return '';
  if (look.head === 'single') return `<header class="bar"><span>${words.section} \u00b7 ${words.date}</span></header>`;
  return `<header class="bar ${look.head}"><span>${page}</span><span>${words.section}</span><span>${words.date}</span></header>`;
}

/** What is inside: a list with pages. */
export function setContents({ look, words }: Setter): string {
  if (look.contents === 'none') return '';
  const rows = words.contents.map(
    (line, i) => `<p>${line}<span class="side">${words.page[0]}${i + 2}${words.page[1]}</span></p>`,
  );
  return `<nav class="contents" style="margin-bottom:10pt;columns:2"><p><b>${words.contentsHead}</b></p>${rows.join('')}</nav>`;
}

/** A strip of what stands on other pages. */
export function setTeasers({ look, words, say }: Setter): string {
  if (look.teasers === 'none') return '';
  const cells = words.teasers.map(
    ([head = '', text = ''], i) =>
      `<div><p><b>${say(head)}</b></p><p>${say(text)} ${say(`${words.page[0]}${i + 3}${words.page[1]}`)}</p></div>`,
  );
  return `<div class="teasers" style="grid-template-columns:repeat(${cells.length},1fr)">${cells.join('')}</div>`;
}
