import { app, session } from 'electron';
import { isOurPage } from './app-protocol.ts';

/** Takes away from every page what the window does not need: permissions, navigation, new windows, webviews. */
export function harden(): void {
  // https://www.electronjs.org/docs/latest/tutorial/security#5-handle-session-permission-requests-from-remote-content
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    // https://www.electronjs.org/docs/latest/tutorial/security#13-disable-or-limit-navigation
    contents.on('will-navigate', (event, url) => {
      if (!isOurPage(url)) event.preventDefault();
    });
    // https://www.electronjs.org/docs/latest/tutorial/security#14-disable-or-limit-creation-of-new-windows
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // https://www.electronjs.org/docs/latest/tutorial/security#12-verify-webview-options-before-creation
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
  });
}
