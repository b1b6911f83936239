// The page comes from a relay, which may die before it has sent all of the app. The whole page is
// then loaded again as soon as the relay answers.
(function () {
  var waits = false;

  function hasStarted() {
    var root = document.getElementById('root');
    return root !== null && root.childElementCount > 0;
  }

  function later() {
    // A random time, so that a relay that comes back is not asked by everybody at once.
    setTimeout(tryAgain, 1000 + Math.random() * 4000);
  }

  function tryAgain() {
    if (hasStarted()) return;
    fetch('/livez', { cache: 'no-store' }).then(function (response) {
      if (response.ok) location.reload();
      else later();
    }, later);
  }

  addEventListener(
    'error',
    function (event) {
      var isOfApp =
        event.target instanceof HTMLScriptElement || event.target instanceof HTMLLinkElement;
      if (waits || !isOfApp || hasStarted()) return;
      waits = true;
      document.documentElement.setAttribute('data-broken', '');
      later();
    },
    true,
  );
})();
