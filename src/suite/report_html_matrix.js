// The matrix: an area is a fold, its rows are made when it is opened, a hundred at a time.

const AT_A_TIME = 100;
// Areas with differences are open from the start, until there are this many rows.
const OPEN_AT_FIRST = 150;

const addressOf = (row, column) => `#${row.id.split('/').map(encodeURIComponent).join('/')}${column ? `/${encodeURIComponent(column.name)}` : ''}`;

// Rows that hold for all who were asked, and of which nobody has more to tell, are folded: by what they then say.
function agreementOf(row) {
  const outcomes = [...new Set(row.cells.filter((cell) => cell !== null).map(outcomeOf))].sort();
  return outcomes.every((outcome) => ['pass', 'skip', 'not-run'].includes(outcome)) ? outcomes.join(' or ') : null;
}

function wordsOf(cell) {
  const outcome = outcomeOf(cell);
  const direction = cell.direction ? DIRECTIONS[cell.direction] : null;
  return [make('span', {class: 'symbol', 'aria-hidden': 'true'}, SYMBOLS[outcome] ?? '?'), make('span', {class: 'outcome'}, outcome),
    direction ? make('span', {class: 'way'}, direction) : null];
}

const shadeOf = (cell) => (isBad(cell) ? 'bad' : differs(cell) ? 'warn' : outcomeOf(cell) === 'pass' ? 'good' : 'quiet');

class Matrix {
  constructor(place, data) {
    this.place = place;
    this.data = data;
    this.areas = new Map();
    data.rows.forEach((row, at) => { row.at = at; });
  }

  // Draws the rows that match, and says how many.
  show(filters) {
    const {columns, rows} = this.data;
    const shown = rows.filter((row) => matches(row, filters, columns));
    const byArea = new Map();
    for (const row of shown) byArea.set(row.area, [...(byArea.get(row.area) ?? []), row]);
    const narrowed = Object.values(filters).some(Boolean);
    this.open = null;
    this.areas = new Map();
    let budget = OPEN_AT_FIRST;
    const elements = [...byArea].map(([name, list]) => {
      const area = new Area(name, list, columns, narrowed);
      this.areas.set(name, area);
      const count = narrowed ? list.length : area.apart.length;
      if (count > 0 && (budget === OPEN_AT_FIRST || count <= budget)) {
        budget -= Math.min(budget, count);
        area.unfold();
      }
      return area.element;
    });
    if (elements.length === 0) elements.push(make('p', {class: 'empty'}, 'No vector matches. ', make('a', {href: '#area='}, 'Show all')));
    this.place.replaceChildren(...elements);
    return shown.length;
  }

  // The row of that place in the data, drawn if it can be.
  reveal(row) {
    const area = this.areas.get(row.area);
    if (!area) return null;
    area.unfold();
    return area.elementOf(row);
  }

  // Opens a cell beneath its row. The result is whether there is one.
  openCell(row, at) {
    this.closeCell();
    const element = this.reveal(row);
    const cell = row.cells[at];
    if (!element || cell === null || cell === undefined) return false;
    const link = element.querySelector(`[data-at="${at}"] a`);
    link.setAttribute('aria-expanded', 'true');
    const id = 'opened';
    const article = detailOf(row, this.data.columns[at], cell, id);
    const close = make('button', {type: 'button', class: 'close'}, 'Close');
    article.append(close);
    const detail = make('tr', {class: 'detail', role: 'row'}, make('td', {role: 'cell', colspan: String(row.cells.length + 1)}, article));
    element.after(detail);
    this.open = {detail, link};
    close.addEventListener('click', () => this.onClose());
    detail.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.onClose(); });
    detail.querySelector(`#${id}`).focus({preventScroll: true});
    element.scrollIntoView({block: 'start'});
    return true;
  }

  // Closes what is open; the result is the link that had opened it.
  closeCell() {
    const open = this.open;
    this.open = null;
    if (!open) return null;
    open.detail.remove();
    open.link.setAttribute('aria-expanded', 'false');
    return open.link;
  }

  // For paper: every area whose rows differ.
  unfoldAll() {
    for (const area of this.areas.values()) if (area.apart.length > 0) area.unfold(Infinity);
  }
}

class Area {
  constructor(name, rows, columns, narrowed) {
    this.columns = columns;
    this.drawn = new Map();
    this.apart = rows.filter((row) => !agreementOf(row));
    this.alike = new Map();
    for (const row of rows) {
      const agreement = agreementOf(row);
      if (agreement) this.alike.set(agreement, [...(this.alike.get(agreement) ?? []), row]);
    }
    this.narrowed = narrowed;
    const bad = rows.filter((row) => row.cells.some(isBad)).length;
    const other = this.apart.length - bad;
    const tally = [bad ? `${bad} bad` : '', other ? `${other} differ` : '', ...[...this.alike].map(([what, list]) => `${list.length} ${what}`)].filter(Boolean);
    this.element = make('details', {class: `area ${bad ? 'bad' : other ? 'warn' : 'good'}`},
      make('summary', {}, make('h3', {}, visible(name)), make('span', {class: 'tally'}, tally.join(', '))));
    this.element.addEventListener('toggle', () => { if (this.element.open) this.draw(AT_A_TIME); });
  }

  unfold(most = AT_A_TIME) {
    this.element.open = true;
    this.draw(most);
  }

  draw(most) {
    if (this.table) return;
    const heads = ['Vector', ...this.columns.map((column) => column.name)];
    this.table = make('table', {role: 'table'},
      make('thead', {role: 'rowgroup'}, make('tr', {role: 'row'}, ...heads.map((head) => make('th', {scope: 'col', role: 'columnheader'}, visible(head))))));
    if (this.apart.length > 0) this.group(this.apart, null, most);
    for (const [what, list] of this.alike) this.group(list, what, most);
    // WHY: a narrow window scrolls a wide table by itself, never the page.
    this.table.style.setProperty('--columns', String(this.columns.length));
    this.element.append(make('div', {class: 'wide'}, this.table));
  }

  // A body of rows; where they agree on `what`, behind a button.
  group(rows, what, most) {
    const body = make('tbody', {role: 'rowgroup'});
    const state = {rows, body, next: 0};
    for (const row of rows) this.drawn.set(row, {state, element: null});
    if (what) {
      const button = make('button', {type: 'button', 'aria-expanded': 'false'});
      const label = () => { button.textContent = `${state.next ? 'Fold' : 'Show'} ${rows.length} ${rows.length === 1 ? 'vector' : 'vectors'} without a difference: ${what}`; };
      label();
      state.open = () => { button.setAttribute('aria-expanded', 'true'); };
      state.label = label;
      button.addEventListener('click', () => {
        if (state.next) {
          this.fold(state);
          button.setAttribute('aria-expanded', 'false');
        } else {
          this.more(state, AT_A_TIME);
        }
        label();
      });
      const place = make('tbody', {role: 'rowgroup'}, this.wide('fold', button));
      this.table.append(place);
    }
    this.table.append(body);
    if (!what || (this.narrowed && rows.length <= AT_A_TIME)) this.more(state, most);
  }

  wide(name, ...content) {
    return make('tr', {class: name, role: 'row'}, make('td', {role: 'cell', colspan: String(this.columns.length + 1)}, ...content));
  }

  fold(state) {
    state.body.replaceChildren();
    state.next = 0;
    for (const row of state.rows) this.drawn.get(row).element = null;
  }

  more(state, most) {
    const {rows, body} = state;
    state.rest?.remove();
    const end = Math.min(rows.length, state.next + most);
    const elements = rows.slice(state.next, end).map((row) => (this.drawn.get(row).element = this.rowOf(row)));
    body.append(...elements);
    const first = elements[0];
    state.next = end;
    state.open?.();
    state.label?.();
    if (end === rows.length) return;
    const button = make('button', {type: 'button'}, `Show ${Math.min(AT_A_TIME, rows.length - end)} more of ${rows.length}`);
    button.addEventListener('click', () => {
      const at = state.next;
      this.more(state, AT_A_TIME);
      this.drawn.get(rows[at]).element.querySelector('a')?.focus();
    });
    state.rest = this.wide('fold', button);
    body.append(state.rest);
    return first;
  }

  elementOf(row) {
    const drawn = this.drawn.get(row);
    if (drawn && !drawn.element) this.more(drawn.state, drawn.state.rows.indexOf(row) + 1 - drawn.state.next);
    return drawn?.element;
  }

  rowOf(row) {
    const cells = row.cells.map((cell, at) => {
      const name = visible(this.columns[at].name);
      if (cell === null) return make('td', {role: 'cell', class: 'none', 'data-name': name}, make('span', {class: 'quiet cell'}, '\u2014'));
      return make('td', {role: 'cell', 'data-name': name, 'data-at': String(at)},
        make('a', {href: addressOf(row, this.columns[at]), class: `cell ${shadeOf(cell)}`, 'aria-expanded': 'false'}, ...wordsOf(cell)));
    });
    const level = make('span', {class: `level ${row.level}`}, row.level);
    return make('tr', {role: 'row'}, make('th', {scope: 'row', role: 'rowheader'},
      make('a', {class: 'id', href: addressOf(row)}, visible(row.id)), ' ', level, make('span', {class: 'title'}, ...sentence(row.title))), ...cells);
  }
}
