// Deletes this browser's copy of a workspace, once an admin's order to do so was found genuine and
// noted with the device's cards. By itself the address does nothing. It is a page of its own, with
// nothing of the app on it, so that nothing here holds or writes what is being deleted.
(function () {
  var accessName = 'holdfast-device/access';
  var keptKey = 'holdfast-wiped';
  var signInsKey = 'holdfast-sign-ins-under-way';
  var others = new BroadcastChannel('holdfast-wiped');
  var workspace = new URLSearchParams(location.search).get('workspace') || '';

  function say(title, lines) {
    document.getElementById('title').textContent = title;
    var words = document.getElementById('words');
    words.replaceChildren();
    lines.forEach(function (line) {
      var paragraph = document.createElement('p');
      paragraph.textContent = line;
      words.append(paragraph);
    });
  }

  function told(done) {
    var when = new Date(done.atMs).toLocaleString();
    say('The copy of “' + done.workspace + '” on this device was deleted', [
      done.by + ' ordered it on ' + when + ', as an admin of this workspace.',
      'Runbooks, incidents, drills and drafts are gone from this browser, and so is what let it in. What had reached a relay before is still there.',
      'To work here again you need a new invitation: ask an admin.',
    ]);
  }

  function result(request) {
    return new Promise(function (resolve, reject) {
      request.onsuccess = function () {
        resolve(request.result);
      };
      request.onerror = function () {
        reject(request.error);
      };
    });
  }

  function remove(name) {
    var request = indexedDB.deleteDatabase(name);
    request.onblocked = function () {
      say('This device’s copy is being deleted', [
        'Another tab of Holdfast still has it open. Close all other tabs of Holdfast.',
      ]);
    };
    return result(request);
  }

  // Made only by the app: an open that would make it finds nothing to do.
  function openAccess() {
    var request = indexedDB.open(accessName);
    request.onupgradeneeded = function () {
      request.transaction.abort();
    };
    return result(request).catch(function () {
      return undefined;
    });
  }

  function row(db, mode, work) {
    return result(work(db.transaction('cards', mode).objectStore('cards')));
  }

  // Undefined where a browser does not list them.
  async function listed() {
    if (!indexedDB.databases) return undefined;
    return (await indexedDB.databases()).map(function (one) {
      return one.name || '';
    });
  }

  function databases(names) {
    var own = ['holdfast-' + workspace, 'holdfast-notes/' + workspace];
    // Preferences are of all workspaces.
    if (isAlone(names)) own.push('holdfast-device');
    var copies = (names || []).filter(function (name) {
      return name.startsWith('holdfast-tab-' + workspace + '/');
    });
    return own.concat(copies);
  }

  // Where other workspaces are in this browser, what is kept for them stays.
  function isAlone(names) {
    if (!names) return false;
    return !names.some(function (name) {
      var isCopy = name.startsWith('holdfast-') && !name.includes('/');
      return isCopy && name !== 'holdfast-device' && name !== 'holdfast-' + workspace;
    });
  }

  function forget(names) {
    if (isAlone(names)) {
      localStorage.clear();
      sessionStorage.clear();
      return;
    }
    forgetOfTab();
    forgetSignIns();
    var starts = [
      'holdfast-made ' + workspace + ' ',
      'holdfast-git-choices/' + workspace + '/',
      'holdfast-map-places/' + workspace + '/',
    ];
    var whole = [
      'holdfast-workspace-note/' + workspace,
      'holdfast-map-places/' + workspace,
      'holdfast-signed-in:' + workspace,
      'holdfast-who-is-who/' + workspace,
      'holdfast-sealed ' + workspace,
    ];
    Object.keys(localStorage).forEach(function (key) {
      var isName = key === 'holdfast-workspace' || key === 'holdfast-served-workspace';
      var isLast = isName && localStorage.getItem(key) === workspace;
      var isOwn = starts.some(function (start) {
        return key.startsWith(start);
      });
      if (isLast || isOwn || whole.includes(key)) localStorage.removeItem(key);
    });
  }

  // Comments that were begun in this tab.
  function forgetOfTab() {
    var starts = ['holdfast-comment-draft ', 'holdfast-reply-drafts '];
    Object.keys(sessionStorage).forEach(function (key) {
      var isOwn = starts.some(function (start) {
        return key.startsWith(start + workspace + '/');
      });
      if (isOwn) sessionStorage.removeItem(key);
    });
  }

  function forgetSignIns() {
    var rest = [];
    try {
      rest = JSON.parse(localStorage.getItem(signInsKey) || '[]').filter(function (one) {
        return one.workspace !== workspace;
      });
    } catch {
      // Nobody can go on with what cannot be read.
    }
    if (rest.length === 0) localStorage.removeItem(signInsKey);
    else localStorage.setItem(signInsKey, JSON.stringify(rest));
  }

  function keepDone(done) {
    sessionStorage.setItem(keptKey, JSON.stringify(done));
    told(done);
    // Another tab may have come here just before it was done, or come later.
    others.postMessage({ done: done });
    others.onmessage = function (event) {
      if (event.data.asked === workspace) others.postMessage({ done: done });
    };
  }

  // What another tab did meanwhile was done to this one's copy as well.
  function askOthers() {
    others.onmessage = function (event) {
      var done = event.data.done;
      if (!done || done.workspace !== workspace) return;
      forgetOfTab();
      keepDone(done);
    };
    others.postMessage({ asked: workspace });
  }

  async function wipe() {
    var db = await openAccess();
    var cards = db && (await row(db, 'readonly', (store) => store.get(workspace)));
    var order = cards && cards.wipe;
    if (!order) {
      if (db) db.close();
      var kept = JSON.parse(sessionStorage.getItem(keptKey) || 'null');
      if (kept && kept.workspace === workspace) {
        keepDone(kept);
        return;
      }
      say('Nothing was deleted', ['Nobody ordered this device to delete its copy.']);
      askOthers();
      return;
    }
    say('This device’s copy is being deleted', []);
    var names = await listed();
    for (var name of databases(names)) await remove(name);
    forget(names);
    // Last: as long as it is there, a next start goes on with this.
    await row(db, 'readwrite', (store) => store.delete(workspace));
    var cardsLeft = await row(db, 'readonly', (store) => store.count());
    db.close();
    // The key is of all workspaces of this browser.
    if (cardsLeft === 0) await remove(accessName);
    keepDone({ workspace: workspace, by: order.by, atMs: order.atMs });
  }

  wipe().catch(function (error) {
    say('This device’s copy could not be deleted', [
      String(error && error.message),
      'Delete what this browser keeps of this site in its settings.',
    ]);
  });
})();
