package org.confluens.concordance;

import java.util.Set;

/** One row of the table of situations: to which outcomes it applies, and the rule that takes the place of theirs. */
record SituationRule(Situation situation, Set<Outcome> outcomes, Rule rule) {
    SituationRule {
        outcomes = Set.copyOf(outcomes);
    }
}
