// Marks an area as busy from a change until what follows from the newest change is drawn.
export function busyArea(area) {
  let newest = 0;
  const begin = () => {
    area.setAttribute('aria-busy', 'true');
    return ++newest;
  };
  return {
    begin,
    async during(work) {
      const mine = begin();
      try {
        return await work();
      } finally {
        if (mine === newest) area.removeAttribute('aria-busy');
      }
    },
  };
}
