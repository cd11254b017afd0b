import { mergeInternalComponents } from '@tarojs/shared';
import { ariaComponents } from './aria-components.js';

// The phone numbers the attributes by the same list as the templates.
mergeInternalComponents(ariaComponents);
