import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Gallery } from './gallery.tsx';
import './style.css';

const inGallery = location.pathname === '/gallery';

/**
 * The token comes in the fragment of the address, and is exchanged for a cookie that no script reads. In the gallery a
 * fragment names a sample.
 */
async function enter(): Promise<void> {
  const token = location.hash.slice(1);
  if (token === '' || inGallery) return;
  const headers = { 'content-type': 'application/json' };
  await fetch('/session', { method: 'POST', headers, body: JSON.stringify({ token }) });
  history.replaceState(null, '', '/');
}

// A new token can also be entered where the page is open already: that loads nothing anew.
addEventListener('hashchange', enter);
await enter();

const page = document.getElementById('page');
if (page) createRoot(page).render(inGallery ? <Gallery /> : <App />);
