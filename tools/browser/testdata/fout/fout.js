// All that a page of the site may not do.
document.cookie = 'fout=1';
localStorage.setItem('fout', '1');
new PerformanceObserver(() => {
  document.querySelector('h1').before('Wat later kwam, schuift de rest omlaag.', document.createElement('br'));
}).observe({ type: 'paint', buffered: true });
