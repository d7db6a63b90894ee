package org.confluens.confirmation;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.confluens.worklist.ProcedureCode;

/** What a person asks for when approving a request; what is left out is chosen by default. */
record SchedulingWish(Optional<LocalDateTime> start, List<String> stations, Optional<ProcedureCode> procedure) {

    SchedulingWish {
        stations = List.copyOf(stations);
    }

    static SchedulingWish none() {
        return new SchedulingWish(Optional.empty(), List.of(), Optional.empty());
    }
}
