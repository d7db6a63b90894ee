package org.confluens.confirmation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.confluens.finding.Segment;
import org.confluens.worklist.ProcedureCode;

/** The procedures that confirm a stenosis, by vein. */
final class Procedures {
    private final Map<String, ProcedureCode> bySite = new HashMap<>();

    Procedures() {
        Table.rows("procedures.csv")
                .forEach(cells -> bySite.put(cells[0], new ProcedureCode(cells[2], cells[1], cells[3])));
    }

    /** The procedures for these segments, each once. */
    List<ProcedureCode> forSegments(List<Segment> segments) {
        List<ProcedureCode> codes = new ArrayList<>();
        for (Segment segment : segments) {
            String site = segment.site().scheme() + ":" + segment.site().value();
            ProcedureCode code = bySite.getOrDefault(site, bySite.get(""));
            if (!codes.contains(code)) {
                codes.add(code);
            }
        }
        return codes.isEmpty() ? List.of(bySite.get("")) : codes;
    }
}
