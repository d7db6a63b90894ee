package org.confluens.report.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** How the state of a report stands that was just read: by its seal, and by how far it was here before. */
@ApplicationScoped
public class SealedStates {

    private Sealer sealer;
    private SealedHeads heads;
    private SealWatch watch;

    protected SealedStates() {}

    @Inject
    SealedStates(Sealer sealer, SealedHeads heads, SealWatch watch) {
        this.sealer = sealer;
        this.heads = heads;
        this.watch = watch;
    }

    /** Tells the watch as well. */
    public SealState check(ReportFacts report, Optional<byte[]> seal) {
        SealState state = sealer.seal().check(report, seal);
        return watch.report(report.id(), state.intact() ? heads.check(report.id(), report.sealings()) : state);
    }
}
