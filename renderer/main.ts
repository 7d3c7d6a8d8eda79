import { mount } from 'svelte';
import App from './shell/App.svelte';
import './styles/tokens.css';
import './styles/base.css';

mount(App, { target: document.body });
