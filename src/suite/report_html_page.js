// Where the page begins: data, filters, matrix, and the address that ties them.

{
  const data = JSON.parse(document.getElementById('data').textContent);
  const matrix = new Matrix(document.getElementById('areas'), data);
  const shown = document.getElementById('shown');
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

  let filters = {};
  const show = () => {
    const count = matrix.show(filters);
    const all = data.rows.length;
    const words = count === all ? `All ${all} ${all === 1 ? 'vector' : 'vectors'}` : `${count} of ${all} vectors`;
    shown.textContent = `${words}, ${data.columns.length} ${data.columns.length === 1 ? 'implementation' : 'implementations'}.`;
  };
  const addressOfFilters = () => `#${fragmentOf(filters) || 'vectors'}`;

  const setFilters = makeFilters(document.getElementById('filters'), data, (chosen) => {
    filters = chosen;
    show();
    history.replaceState(null, '', addressOfFilters());
  });

  matrix.onClose = () => {
    history.replaceState(null, '', addressOfFilters());
    matrix.closeCell()?.focus();
  };

  // The cell or row that an address names: the vector's id, then an implementation where it goes on.
  function placeOf(fragment) {
    const parts = fragment.split('/').map(decoded);
    for (const length of [parts.length, parts.length - 1]) {
      const id = parts.slice(0, length).join('/');
      const name = parts.slice(length).join('/');
      const at = name ? data.columns.findIndex((column) => column.name === name) : -1;
      if (name && at < 0) continue;
      const row = data.rows.find((each) => each.id === id && (at < 0 || each.cells[at] !== null));
      if (row) return {row, at};
    }
    return null;
  }

  function follow() {
    const fragment = location.hash.slice(1);
    const place = placeOf(fragment);
    if (place) {
      if (!matrix.areas.size || !matches(place.row, filters, data.columns)) {
        filters = setFilters({});
        show();
      }
      if (place.at >= 0 && matrix.openCell(place.row, place.at)) return;
      const element = matrix.reveal(place.row);
      element?.scrollIntoView({block: 'start'});
      element?.querySelector('a')?.focus({preventScroll: true});
      return;
    }
    const given = filtersFrom(fragment);
    if (given) filters = setFilters(given);
    if (given || !matrix.areas.size) show();
  }

  document.getElementById('areas').addEventListener('click', (event) => {
    const link = event.target.closest('a.cell');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.getAttribute('aria-expanded') === 'true') {
      event.preventDefault();
      matrix.onClose();
    } else if (link.getAttribute('href') === location.hash) {
      event.preventDefault();
      follow();
    }
  });
  addEventListener('hashchange', follow);
  addEventListener('beforeprint', () => matrix.unfoldAll());
  follow();
}
