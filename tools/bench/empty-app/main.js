// The least that a shell can start: a window with a word in it.
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => new BrowserWindow({ width: 1180, height: 780 }).loadURL('data:text/html,<p>Empty</p>'));
