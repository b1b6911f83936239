// Runs before the first paint, so that a dark screen does not flash white at night.
(function () {
  var wanted = 'auto';
  try {
    wanted = localStorage.getItem('holdfast-color-scheme') || 'auto';
  } catch {
    // Storage may be denied; following the system is a good answer then.
  }
  var dark =
    wanted === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : wanted === 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
