import { meet } from '../jest/meet.js';

meet('one');
