/** What the application menu asks of the window. */
export type MenuCommand = 'refresh' | 'export' | 'connection' | 'find' | 'help' | 'shortcuts' | 'about';
