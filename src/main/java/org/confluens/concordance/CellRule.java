package org.confluens.concordance;

import java.util.Set;

/** One row of the table of cells: which cells it covers, and the rule that follows. */
record CellRule(
        Set<Standing> crossSectional,
        Set<Standing> catheter,
        Set<Boolean> catheterObstructed,
        Set<Standing> ivus,
        Set<Boolean> ivusObstructed,
        Rule rule) {

    CellRule {
        crossSectional = Set.copyOf(crossSectional);
        catheter = Set.copyOf(catheter);
        catheterObstructed = Set.copyOf(catheterObstructed);
        ivus = Set.copyOf(ivus);
        ivusObstructed = Set.copyOf(ivusObstructed);
    }

    boolean covers(Cells cells) {
        return crossSectional.contains(cells.crossSectional())
                && catheter.contains(cells.catheter())
                && catheterObstructed.contains(cells.catheterObstructed())
                && ivus.contains(cells.ivus())
                && ivusObstructed.contains(cells.ivusObstructed());
    }
}
