// The script of the dashboard: a button beside each path that copies it as a whole, to paste it
// into an editor. Browsers open no file of the disk from a page.
(() => {
  'use strict';
  // the words in the language of the messages
  const words = document.querySelector('main').dataset;
  const folder = document.getElementById('folder').textContent;
  const separator = folder.includes('\\') ? '\\' : '/';

  // the way that also works at an address without TLS, such as that of a phone's computer
  const copySelection = (text) => {
    const field = document.createElement('textarea');
    field.value = text;
    field.readOnly = true;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelection(text);
    }
  };

  for (const path of document.querySelectorAll('.path')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words.copy;
    button.setAttribute('aria-label', `${words.label} ${path.textContent}`);
    button.onclick = async () => {
      const whole = [folder, ...path.textContent.split('/')].join(separator);
      button.textContent = await copy(whole) ? words.copied : words.failed;
      button.focus();
      setTimeout(() => { button.textContent = words.copy; }, 2000);
    };
    path.after(' ', button);
  }
})();
