// Tabs by the pattern of the ARIA guide: arrows, Home and End choose, and only the chosen one is a stop for the Tab key.
export function makeTabs(list, chosen) {
  const tabs = [...list.querySelectorAll('[role=tab]')];
  const panelOf = (tab) => document.getElementById(tab.getAttribute('aria-controls'));

  function choose(tab) {
    for (const each of tabs) {
      each.setAttribute('aria-selected', String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
      panelOf(each).hidden = each !== tab;
    }
  }

  list.addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]');
    if (!tab) return;
    choose(tab);
    chosen(tab.id.replace('tab-', ''));
  });
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(document.activeElement);
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1}[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    choose(tab);
    tab.focus();
    chosen(tab.id.replace('tab-', ''));
  });
  return {choose: (name) => choose(tabs.find((tab) => tab.id === `tab-${name}`))};
}
