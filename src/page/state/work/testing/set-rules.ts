// Gives the page of a test its rules, as a person has them once they have done anything.

import { ruleBook } from '../../../../core/rules/rule-book.ts';
import { workStore } from '../../page-stores.ts';

workStore.setRules(ruleBook);
