package org.confluens.concordance;

import java.util.Set;

/**
 * One row of the rule table: which standings it applies to, what follows and why.
 *
 * @param id how the rule is named to users and in records, such as {@code CR-01}
 * @param reason one neutral sentence, shown beside the outcome
 * @param source where the rule comes from
 */
public record Rule(
        String id,
        Set<Standing> crossSectional,
        Set<Standing> catheter,
        Set<Standing> ivus,
        Outcome outcome,
        Agreement agreement,
        String reason,
        String source) {

    public Rule {
        crossSectional = Set.copyOf(crossSectional);
        catheter = Set.copyOf(catheter);
        ivus = Set.copyOf(ivus);
    }

    boolean covers(Standing crossSectionalStanding, Standing catheterStanding, Standing ivusStanding) {
        return crossSectional.contains(crossSectionalStanding)
                && catheter.contains(catheterStanding)
                && ivus.contains(ivusStanding);
    }
}
