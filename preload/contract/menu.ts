/** What the application menu asks of the window. */
export type MenuCommand =
  'refresh' | 'export' | 'connection' | 'add-connection' | 'find' | 'help' | 'shortcuts' | 'about';
