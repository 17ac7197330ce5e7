// What is shown: five choices and a text, which stand in the address too.

const OUTCOMES = ['pass', 'non-strict', 'fail', 'info', 'skip', 'rejected', 'expected-fail', 'unexpected-pass', 'timeout', 'crash', 'error', 'not-run'];
const LEVELS = ['must', 'should', 'may', 'info', 'lint'];
const CHOICES = ['outcome', 'direction', 'level', 'area', 'implementation'];

const outcomeOf = (cell) => (typeof cell === 'string' ? cell : cell?.outcome);
const isBad = (cell) => typeof cell === 'object' && cell !== null && cell.bad === true;
const differs = (cell) => cell !== null && !['pass', 'skip', 'not-run'].includes(outcomeOf(cell));

// What each choice may be, of those that come up: [value, words].
function choicesIn(data) {
  const cells = data.rows.flatMap((row) => row.cells).filter((cell) => cell !== null);
  const outcomes = new Set(cells.map(outcomeOf));
  const directions = new Set(cells.map((cell) => cell.direction).filter(Boolean));
  const levels = new Set(data.rows.map((row) => row.level));
  const same = (value) => [value, value];
  return {
    outcome: [['differs', 'anything but pass'], ['bad', 'bad for conformance'], ...OUTCOMES.filter((each) => outcomes.has(each)).map(same)],
    direction: Object.entries(DIRECTIONS).filter(([each]) => directions.has(each)),
    level: LEVELS.filter((each) => levels.has(each)).map(same),
    area: [...new Set(data.rows.map((row) => row.area))].map(same),
    implementation: data.columns.map((column) => same(column.name)),
  };
}

function cellMatches(cell, filters) {
  if (cell === null) return !filters.outcome && !filters.direction;
  if (filters.outcome === 'bad' ? !isBad(cell) : filters.outcome === 'differs' ? !differs(cell) : filters.outcome && outcomeOf(cell) !== filters.outcome) return false;
  return !filters.direction || cell.direction === filters.direction;
}

// What a text is looked for in; made once for each row.
function textOf(row) {
  row.text ??= [row.id, row.title, row.kind, ...row.covers, ...row.flags, ...row.cells.map((cell) => `${cell?.detail ?? ''} ${cell?.asked ?? ''}`)]
    .join(' ').toLowerCase();
  return row.text;
}

function matches(row, filters, columns) {
  if (filters.level && row.level !== filters.level) return false;
  if (filters.area && row.area !== filters.area) return false;
  if (filters.q && !filters.q.toLowerCase().split(/\s+/).every((word) => textOf(row).includes(word))) return false;
  if (!filters.outcome && !filters.direction && !filters.implementation) return true;
  return row.cells.some((cell, at) =>
    (!filters.implementation || columns[at].name === filters.implementation) && !(filters.implementation && cell === null) && cellMatches(cell, filters));
}

// Filters in a fragment: "outcome=fail&q=wild". Nothing where it is none.
function filtersFrom(fragment) {
  if (!fragment.includes('=')) return null;
  const given = new URLSearchParams(fragment);
  const filters = {};
  for (const key of [...CHOICES, 'q']) if (given.get(key)) filters[key] = given.get(key);
  return filters;
}
const fragmentOf = (filters) => new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString();

// Fills the form; `changed` is called with the filters whenever they change. The result sets them.
function makeFilters(form, data, changed) {
  const choices = choicesIn(data);
  const fields = {};
  const field = (key, label, input) => {
    fields[key] = input;
    form.append(make('div', {}, make('label', {for: input.id}, label), input));
  };
  field('q', 'Text: id, title, rule, flag', make('input', {id: 'filter-q', type: 'search', name: 'q', autocomplete: 'off', spellcheck: 'false'}));
  for (const key of CHOICES) {
    if (choices[key].length < (key === 'implementation' || key === 'area' ? 2 : 1)) continue;
    const select = make('select', {id: `filter-${key}`, name: key}, make('option', {value: ''}, 'any'));
    select.append(...choices[key].map(([value, words]) => make('option', {value}, visible(words))));
    field(key, key[0].toUpperCase() + key.slice(1), select);
  }
  const clear = make('button', {type: 'button'}, 'Show all');
  form.append(make('div', {}, clear));
  const current = () => Object.fromEntries(Object.entries(fields).map(([key, input]) => [key, input.value.trim()]));
  const set = (filters) => { for (const [key, input] of Object.entries(fields)) input.value = filters[key] ?? ''; };
  let due = 0;
  form.addEventListener('input', (event) => {
    clearTimeout(due);
    // WHY later: a reader types faster than 2,000 rows are drawn.
    due = setTimeout(() => changed(current()), event.target.type === 'search' ? 150 : 0);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  clear.addEventListener('click', () => { set({}); changed({}); });
  form.hidden = false;
  return (filters) => { set(filters); return current(); };
}
