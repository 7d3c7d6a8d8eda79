window.pushed = [];
window.stop = window.sample.onPushed((value) => window.pushed.push(value));
document.querySelector('h1').textContent = await window.sample.invoke('echo', 'hello');
